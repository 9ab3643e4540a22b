import { afterAll, expect, test } from 'vitest';

import { compileConditionals } from '~/forms/definition/compile-conditionals';
import type { FormComponent } from '~/forms/definition/form-definition';
import { checkForm } from '~/forms/submission/check-form';
import { openFormChecker } from '~/forms/submission/form-checker.server';

/** Each hole of form.io's server-side processing that was proven by running it, closed. */
const field = (component: Partial<FormComponent>): FormComponent => ({
  type: 'textfield',
  key: 'a',
  label: '甲',
  input: true,
  ...component,
});
const check = (
  components: FormComponent[],
  data: unknown,
  more: Partial<Parameters<typeof checkForm>[0]> = {},
) => checkForm({ definition: { components }, data, ...more });
const codes = (components: FormComponent[], data: unknown) =>
  check(components, data).errors.map(({ path, code }) => `${path}: ${code}`);

const checker = openFormChecker({ threads: 2, timeLimitMs: 3_000 });
afterAll(() => checker.close());

test('disabled is enforced: the platform’s value or the default stands', () => {
  const disabled = field({ disabled: true, defaultValue: '原值' });
  expect(check([disabled], { a: '改值' })).toMatchObject({
    data: { a: '原值' },
    dropped: [{ path: 'a', reason: 'disabled', posted: '改值' }],
  });
  const given = { serverValues: { a: { value: '给定', locked: false } } };
  expect(check([disabled], { a: '改值' }, given).data).toEqual({ a: '给定' });
});

test('what is hidden from the start, alone or within something hidden, takes nothing from a client', () => {
  expect(check([field({ hidden: true })], { a: 'x' }).data).toEqual({});
  const panel = field({
    type: 'panel',
    key: 'p',
    hidden: true,
    components: [field({ validate: { required: true } })],
  });
  expect(check([panel], { a: 'x' })).toMatchObject({
    data: {},
    errors: [],
    dropped: [{ path: 'a', reason: 'hidden' }],
  });
});

test('a choice that isn’t offered is an error, in radio, select, boxes and multiple selects', () => {
  const values = [{ value: '1', label: '一' }];
  expect(codes([field({ type: 'radio', values })], { a: '2' })).toEqual(['a: choice']);
  expect(codes([field({ type: 'select', data: { values } })], { a: '2' })).toEqual(['a: choice']);
  expect(codes([field({ type: 'select', multiple: true, data: { values } })], { a: ['1', '2'] })).toEqual([
    'a: choice',
  ]);
  expect(codes([field({ type: 'selectboxes', values })], { a: { 2: true } })).toEqual(['a: choice']);
  // form.io's own browser code turns "1" into 1.
  expect(codes([field({ type: 'radio', values })], { a: 1 })).toEqual([]);
  expect(codes([field({ type: 'selectboxes', values })], { a: { '': false, 1: true } })).toEqual([]);
});

test('a value of another type is an error', () => {
  expect(codes([field({})], { a: { a: 1 } })).toEqual(['a: type']);
  expect(codes([field({})], { a: ['x'] })).toEqual(['a: type']);
  expect(codes([field({ type: 'number' })], { a: '12' })).toEqual(['a: number']);
  expect(codes([field({ type: 'currency' })], { a: 1.005 })).toEqual(['a: decimals']);
  expect(codes([field({ type: 'number' })], { a: 1e300 })).toEqual(['a: number-too-large']);
  expect(codes([field({ type: 'checkbox' })], { a: 'true' })).toEqual(['a: type']);
  expect(codes([field({ type: 'datetime' })], { a: '2026-02-30T00:00:00Z' })).toEqual(['a: invalid_date']);
  expect(codes([field({ type: 'day' })], { a: '02/30/2026' })).toEqual(['a: invalid_day']);
  expect(codes([field({ type: 'time' })], { a: '25:00' })).toEqual(['a: time']);
  expect(codes([field({ type: 'selectboxes', values: [{ value: '1', label: '一' }] })], { a: [] })).toEqual([
    'a: type',
  ]);
  expect(codes([field({ multiple: true })], { a: 'x' })).toEqual(['a: type']);
  expect(codes([field({ type: 'datagrid', components: [] })], { a: 'x' })).toEqual(['a: type']);
  expect(codes([field({})], { a: '长'.repeat(20_001) })).toEqual(['a: maxLength']);
});

test('a file must be the draft’s own, of the type and size that the field takes', () => {
  const file = field({ type: 'file', storage: 'url', filePattern: '.pdf', fileMaxSize: '1KB' });
  const posted = { a: [{ fileId: 'f', name: 'x.pdf', size: 1 }] };
  const with1 = (mediaType: string, sizeBytes: number) =>
    check([file], posted, { files: [{ fileId: 'f', name: 'x.pdf', mediaType, sizeBytes }] }).errors.map(
      ({ code }) => code,
    );
  expect(codes([file], posted)).toEqual(['a: file-unknown']);
  expect(with1('image/png', 10)).toEqual(['file-type']);
  expect(with1('application/pdf', 2_000)).toEqual(['file-too-large']);
  expect(with1('application/pdf', 10)).toEqual([]);
  expect(codes([file], { a: [{ url: 'https://evil.example/x.pdf' }] })).toEqual(['a: file-unknown']);
  expect(codes([file], { a: [posted.a[0], posted.a[0]] })).toEqual(['a: too-many-files']);
});

test('calculations are the server’s, whether or not they say calculateServer, and conditions see them', () => {
  const components = [
    field({
      key: 'why',
      validate: { required: true },
      conditional: { json: { '>': [{ var: 'data.sum' }, 10] } },
    }),
    field({ type: 'number', key: 'n' }),
    field({ type: 'number', key: 'sum', calculateValue: { '*': [{ var: 'data.n' }, 2] } }),
  ];
  expect(check(components, { n: 6, sum: 1 })).toMatchObject({
    data: { n: 6, sum: 12 },
    errors: [{ path: 'why', code: 'required' }],
  });
  expect(check(components, { n: 1, sum: 100, why: 'x' })).toMatchObject({
    data: { n: 1, sum: 2 },
    errors: [],
  });
});

test('validation comes after the logic: a field made required by it can’t be skipped (CVE-2025-64515)', () => {
  const logic = [
    {
      name: 'need',
      trigger: {
        type: 'simple',
        simple: {
          show: true,
          conjunction: 'all',
          conditions: [{ component: 'on', operator: 'isEqual', value: 'yes' }],
        },
      },
      actions: [
        {
          type: 'property',
          property: { label: 'Required', value: 'validate.required', type: 'boolean' },
          state: true,
        },
      ],
    },
  ];
  const components = [field({ logic }), field({ key: 'on' })];
  expect(codes(components, { on: 'yes' })).toEqual(['a: required']);
  expect(codes(components, { on: 'no' })).toEqual([]);
});

test('hidden values go even when the designer said to keep them, through chains of conditions', () => {
  const shows = (when: string) => ({
    show: true,
    conjunction: 'all',
    conditions: [{ component: when, operator: 'isEqual', value: 'y' }],
  });
  const components = [
    field({ key: 'c', clearOnHide: false, conditional: shows('b') }),
    field({ key: 'b', clearOnHide: false, conditional: shows('a') }),
    field({ key: 'a' }),
  ];
  expect(check(components, { a: 'n', b: 'y', c: 'secret' }).data).toEqual({ a: 'n' });
  expect(check(components, { a: 'y', b: 'y', c: 'kept' }).data).toEqual({ a: 'y', b: 'y', c: 'kept' });
});

test('conditions that contradict each other are named, not endless', () => {
  const hideWhen = (other: string) => ({ json: { '!': [{ var: `data.${other}` }] } });
  const one = field({ key: 'a', conditional: hideWhen('b') });
  const other = field({ key: 'b', conditional: hideWhen('a') });
  const { errors } = check([one, other], { a: 'x', b: 'x' });
  expect(errors.every(({ code }) => code === 'rules-unstable')).toBe(true);
});

test('rows and cells are capped', () => {
  const grid = field({
    type: 'datagrid',
    key: 'g',
    components: Array.from({ length: 20 }, (_, index) => field({ key: `c${index}` })),
  });
  const row = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`c${index}`, 'x']));
  expect(codes([grid], { g: Array.from({ length: 501 }, () => ({})) })).toEqual(['g: too-many-rows']);
  expect(codes([grid], { g: Array.from({ length: 300 }, () => row) })).toEqual([': too-many-cells']);
});

test('compiled conditions decide as form.io’s own do, in rows too', () => {
  const simple = (component: string, operator: string, value: unknown, show = true) => ({
    show,
    conjunction: 'all',
    conditions: [{ component, operator, value }],
  });
  const inner = [field({ key: 'x' }), field({ key: 'y', conditional: simple('g.x', 'isEqual', '1') })];
  const components = [
    field({ type: 'number', key: 'n' }),
    field({ type: 'checkbox', key: 'k' }),
    field({ key: 'more', conditional: simple('n', 'greaterThan', 5) }),
    field({ key: 'ticked', conditional: { show: 'true', when: 'k', eq: 'true' } }),
    field({ key: 'other', conditional: simple('n', 'isEqual', '7', false) }),
    field({ type: 'datagrid', key: 'g', components: inner }),
  ];
  const compiled = compileConditionals({ components });
  expect(compiled.components[2]?.conditional).toHaveProperty('json');
  for (const n of [undefined, 4, 5, 6, 7]) {
    for (const k of [undefined, true, false]) {
      const data = {
        n,
        k,
        more: 'm',
        ticked: 't',
        other: 'o',
        g: [
          { x: '1', y: 'shown' },
          { x: '2', y: 'gone' },
        ],
      };
      expect(checkForm({ definition: compiled, data }).data).toEqual(check(components, data).data);
    }
  }
});

test('a rule that hangs is ended, and others are checked meanwhile', async () => {
  // The lint refuses this pattern; the checker stands even where a form came in without it.
  const hanging = {
    definition: { components: [field({ validate: { pattern: '(a+)+b' } })] },
    data: { a: 'a'.repeat(40) },
  };
  const honest = { definition: { components: [field({})] }, data: { a: 'x' } };
  const first = expect(checker.check(hanging)).rejects.toMatchObject({ code: 'unavailable' });
  const others = await Promise.all([checker.check(honest), checker.check(honest)]);
  expect(others.map(({ data }) => data)).toEqual([{ a: 'x' }, { a: 'x' }]);
  await first;
  expect((await checker.check(honest)).errors).toEqual([]);
});
