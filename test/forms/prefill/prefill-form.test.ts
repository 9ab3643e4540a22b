import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { canonicalValue, dateOf, fitValue } from '~/forms/prefill/fit-value';
import { prefillForm } from '~/forms/prefill/prefill-form';
import type { PrefillFact } from '~/forms/prefill/prefill-fact';
import { refreshPrefill } from '~/forms/prefill/refresh-prefill';
import { checkForm } from '~/forms/submission/check-form';

const field = (component: Partial<FormComponent>): FormComponent => ({
  type: 'textfield',
  key: 'a',
  label: '甲',
  input: true,
  ...component,
});
const fact = (value: unknown, more: Partial<PrefillFact> = {}): PrefillFact => ({
  key: 'k',
  period: '',
  value,
  source: '市人社局',
  sourceKind: 'registry',
  observedAt: '2026-10-31',
  reference: null,
  ...more,
});
const fill = (component: Partial<FormComponent>, facts: PrefillFact[]) =>
  prefillForm({ components: [field({ prefill: { fact: 'k' }, ...component })], facts, today: '2026-11-20' });

describe('values take the form in which the field keeps them', () => {
  const values = [
    { value: 'A', label: '甲级' },
    { value: '1', label: '是' },
    { value: '0', label: '否' },
  ];
  test.each<[string, Partial<FormComponent>, unknown, unknown]>([
    ['text', {}, '云江', '云江'],
    ['number as text', {}, 12, '12'],
    ['boolean as text', {}, true, '是'],
    ['money', { type: 'currency' }, '12345678.90', 12345678.9],
    ['count', { type: 'number' }, 86, 86],
    ['date', { type: 'datetime', enableTime: false }, '2018-04-16', '2018-04-16T00:00:00+08:00'],
    ['compact date', { type: 'datetime', enableTime: false }, '20180416', '2018-04-16T00:00:00+08:00'],
    ['Chinese date', { type: 'day' }, '2018年4月16日', '04/16/2018'],
    ['day first', { type: 'day', dayFirst: true }, '2018/4/16', '16/04/2018'],
    ['time', { type: 'time' }, '09:30', '09:30:00'],
    ['option', { type: 'radio', values }, 'A', 'A'],
    ['option by label', { type: 'select', data: { values } }, '甲级', 'A'],
    ['boolean option', { type: 'radio', values }, true, '1'],
    ['many options', { type: 'select', multiple: true, data: { values } }, ['A'], ['A']],
    ['boxes', { type: 'selectboxes', values }, ['A', '0'], { A: true, 1: false, 0: true }],
    ['checkbox', { type: 'checkbox' }, false, false],
  ])('%s', (_, component, value, expected) => {
    expect(fill(component, [fact(value)])).toMatchObject({ data: { a: expected }, missing: [], unfit: [] });
  });

  test.each<[string, Partial<FormComponent>, unknown]>([
    ['a word in a number', { type: 'number' }, '多'],
    ['a boolean in a number', { type: 'number' }, true],
    ['money beyond what a float holds', { type: 'currency' }, '90071992547409931.25'],
    ['a third place in money', { type: 'currency' }, '1.005'],
    ['above the most', { type: 'number', validate: { max: 10 } }, 11],
    ['below the least', { type: 'number', validate: { min: 10 } }, 9],
    ['too long', { validate: { maxLength: 2 } }, '云江市'],
    ['too short', { validate: { minLength: 4 } }, '云江市'],
    ['another pattern', { validate: { pattern: '\\d+' } }, 'x'],
    ['an option that isn’t there', { type: 'radio', values: [] }, 'A'],
    ['boxes that aren’t there', { type: 'selectboxes', values: [] }, 'A'],
    ['one of many options', { type: 'select', multiple: true, data: { values: [] } }, ['A']],
    ['a date that doesn’t exist', { type: 'datetime' }, '2026-02-30'],
    ['text in a checkbox', { type: 'checkbox' }, 'yes'],
    ['a list in a text', {}, [1]],
    ['a word in a time', { type: 'time' }, 'noon'],
    ['nothing', {}, ''],
  ])('%s is left out and named', (_, component, value) => {
    expect(fill(component, [fact(value)])).toEqual({
      data: {},
      provenance: {},
      missing: ['a'],
      unfit: [{ path: 'a', fact: 'k', value }],
      certificates: {},
      offered: {},
    });
  });
});

test('a file can’t be filled', () => {
  expect(fitValue(field({ type: 'file' }), 'x')).toEqual({ fits: false });
});

test('authorities lock, the firm’s own words don’t, and a binding may open a lock but never make one', () => {
  const locked = (sourceKind: PrefillFact['sourceKind'], lock?: boolean) =>
    fill({ prefill: { fact: 'k', ...(lock !== undefined && { locked: lock }) } }, [fact('x', { sourceKind })])
      .provenance.a?.locked;
  expect([locked('registry'), locked('certificate'), locked('registry', false)]).toEqual([true, true, false]);
  expect([locked('stated'), locked('stated', true), locked('submission')]).toEqual([false, false, false]);
});

test('latest means the last complete quarter, else the last complete year; older periods never stand in', () => {
  const of = (...periods: string[]) =>
    fill(
      {},
      periods.map((period) => fact(period, { period })),
    ).data.a;
  expect(of('2025', '2026Q3')).toBe('2026Q3');
  expect(of('2024', '2025')).toBe('2025');
  expect(of('2024', '2026Q2')).toBeUndefined();
  const january = prefillForm({
    components: [field({ prefill: { fact: 'k', period: '' } })],
    facts: [fact('x', { period: '2025Q4' })],
    today: '2026-01-15',
  });
  expect(january.data.a).toBe('x');
  expect(
    fill({ prefill: { fact: 'k', period: '2024' } }, [fact('alt', { period: '2024' })]).provenance.a?.period,
  ).toBe('2024');
  expect(fill({}, [fact('old', { validUntil: '2026-11-19' })]).missing).toEqual(['a']);
});

test('an earlier answer fills what no fact does, if the field still holds it', () => {
  const components = [
    field({ key: 'free' }),
    field({ key: 'bound', prefill: { fact: 'gone' } }),
    field({ key: 'promise', type: 'checkbox' }),
    field({ key: 'kind', type: 'radio', values: [{ value: 'now', label: '今' }] }),
    field({ key: 'boxes', type: 'selectboxes', values: [] }),
    field({ type: 'datagrid', key: 'g', components: [field({})] }),
    field({ type: 'container', key: 'c', components: [field({ key: 'inner', prefill: { fact: 'k' } })] }),
  ];
  const data = { free: '旧', bound: '旧', promise: true, kind: 'then', boxes: { x: true }, g: [{ a: 1 }] };
  const earlier = { data, submittedAt: '2025-11-28', receiptNumber: 'HQ1', source: '贵公司 2025 年申报' };
  const filled = prefillForm({
    components,
    facts: [fact('内', { text: '内文' })],
    earlier,
    today: '2026-11-20',
  });
  expect(filled.data).toEqual({ free: '旧', bound: '旧', boxes: { x: true }, c: { inner: '内文' } });
  expect(filled.provenance.free).toMatchObject({
    fact: null,
    sourceKind: 'submission',
    reference: 'HQ1',
    locked: false,
  });
  expect(filled.missing).toEqual(['bound']);
});

test('dates are the same however they are written', () => {
  const date = field({ type: 'datetime', enableTime: false });
  const written = [
    '2018-04-16',
    '20180416',
    '2018/4/16',
    '2018年4月16日',
    '2018-04-16T00:00:00+08:00',
    '2018-04-16T00:00:00.000Z',
    '2018-04-15T16:30:00Z',
  ];
  expect(new Set(written.map((text) => canonicalValue(date, text)))).toEqual(new Set(['2018-04-16']));
  expect([dateOf('2026-13-01'), dateOf('soon'), dateOf(5), dateOf('2026-01-01Tx')]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  const timed = field({ type: 'datetime' });
  expect(canonicalValue(timed, '2018-04-16T08:00:00+08:00')).toBe(
    canonicalValue(timed, '2018-04-16T00:00:00Z'),
  );
  expect(canonicalValue(field({ type: 'day' }), '4/6/2018')).toBe(
    canonicalValue(field({ type: 'day' }), '04/06/2018'),
  );
  expect(canonicalValue(field({ type: 'checkbox' }), 'true')).toBe('true');
  expect(canonicalValue(field({ type: 'selectboxes' }), { b: true, a: true, c: false })).toBe('["a","b"]');
  expect([
    canonicalValue(field({}), { x: 1 }),
    canonicalValue(field({}), [1]),
    canonicalValue(field({}), null),
  ]).toEqual(['{"x":1}', '[1]', '']);
});

test('numbers are the same however they are written, and stay apart otherwise', () => {
  const number = field({ type: 'number' });
  fc.assert(
    fc.property(fc.integer(), fc.nat(99), (whole, cents) => {
      const text = `${whole}.${String(cents).padStart(2, '0')}`;
      expect(canonicalValue(number, Number(text) === 0 ? 0 : Number(text))).toBe(
        canonicalValue(number, text),
      );
      expect(canonicalValue(number, whole)).not.toBe(canonicalValue(number, whole + 1));
    }),
  );
});

test('property: whatever a client posts for a locked field, the locked value is kept', () => {
  const component = field({ prefill: { fact: 'k' } });
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.jsonValue(), (value, posted) => {
      const filled = fill({}, [fact(value)]);
      const serverValues = { a: { value: filled.data.a, locked: true } };
      expect(
        checkForm({ definition: { components: [component] }, data: { a: posted }, serverValues }).data.a,
      ).toBe(value);
    }),
    { numRuns: 60 },
  );
});

test('property: prefilled and sent back unchanged, nothing changes and nothing is dropped', () => {
  const components = [
    field({ key: 'text', prefill: { fact: 't' } }),
    field({ key: 'count', type: 'number', prefill: { fact: 'n' } }),
    field({ key: 'day', type: 'datetime', enableTime: false, prefill: { fact: 'd' } }),
    field({ key: 'flag', type: 'checkbox', prefill: { fact: 'b' } }),
  ];
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.nat(),
      fc.date({ min: new Date('1950-01-01'), max: new Date('2050-01-01'), noInvalidDate: true }),
      fc.boolean(),
      (t, n, d, b) => {
        const facts = [
          fact(t, { key: 't' }),
          fact(n, { key: 'n' }),
          fact(d.toISOString().slice(0, 10), { key: 'd' }),
          fact(b, { key: 'b' }),
        ];
        const filled = prefillForm({ components, facts, today: '2026-11-20' });
        const serverValues = Object.fromEntries(
          Object.entries(filled.provenance).map(([path, { value, locked }]) => [path, { value, locked }]),
        );
        const sent = JSON.parse(JSON.stringify(filled.data)) as unknown;
        expect(checkForm({ definition: { components }, data: sent, serverValues })).toEqual({
          data: filled.data,
          errors: [],
          dropped: [],
        });
        expect(refreshPrefill(components, filled, filled, () => false)).toEqual({
          data: filled.data,
          provenance: filled.provenance,
          changes: [],
        });
      },
    ),
    { numRuns: 60 },
  );
});

test('refreshing takes what a register holds now, keeps the firm’s own words, and lets go of what is gone', () => {
  const components = [field({ prefill: { fact: 'k' } })];
  const registry = fill({}, [fact('新')]);
  const stated = fill({}, [fact('企业说', { sourceKind: 'stated' })]);
  const nothing = fill({}, []);
  const refresh = (draft: typeof registry, fresh: typeof registry, holds = false) =>
    refreshPrefill(components, draft, fresh, () => holds);
  expect(refresh(stated, registry)).toMatchObject({
    data: { a: '新' },
    changes: [{ old: '企业说', new: '新' }],
  });
  expect(refresh(nothing, registry)).toMatchObject({
    data: { a: '新' },
    changes: [{ old: null, new: '新', oldText: '' }],
  });
  expect(refresh({ ...stated, data: { a: '改过' } }, stated)).toMatchObject({
    data: { a: '改过' },
    changes: [],
  });
  expect(refresh(registry, stated)).toMatchObject({
    data: { a: '企业说' },
    changes: [{ old: '新', new: '企业说' }],
  });
  expect(refresh(registry, nothing, true)).toMatchObject({ data: { a: '新' }, changes: [] });
  expect(refresh(registry, nothing)).toMatchObject({ data: {}, provenance: {}, changes: [{ new: null }] });
});
