import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { isUnsafe, lintForm, stopsPublishing } from '~/forms/definition/lint-form';
import { describeFinding } from '~/forms/words/describe';
import { hasWords } from '~/forms/words/say';

import { components } from '../small-city';

const name = { type: 'textfield', key: 'name', label: '名称', input: true };
const lint = (component: Record<string, unknown>, knownFacts?: ReadonlySet<string>) =>
  lintForm({ components: [{ ...name, ...component }] }, knownFacts ? { knownFacts } : {});
const codes = (component: Record<string, unknown>) =>
  lint(component).map(({ code, severity }) => `${severity} ${code}`);

test('a form as designers make it has nothing wrong', () => {
  expect(lintForm({ display: 'form', components })).toEqual([]);
});

describe('abuse 1: custom JavaScript is refused wherever form.io would run it', () => {
  test.each([
    ['customDefaultValue', { customDefaultValue: 'value = 1' }],
    ['calculateValue', { calculateValue: 'value = data.a' }],
    ['validate.custom', { validate: { custom: 'valid = true' } }],
    ['customConditional', { customConditional: 'show = true' }],
    [
      'logic trigger',
      { logic: [{ trigger: { type: 'javascript', javascript: 'result = true' }, actions: [] }] },
    ],
    [
      'logic value',
      { logic: [{ trigger: { type: 'simple' }, actions: [{ type: 'value', value: 'value = 1' }] }] },
    ],
    ['logic action', { logic: [{ trigger: {}, actions: [{ type: 'customAction', customAction: 'x()' }] }] }],
    [
      'merged schema',
      {
        logic: [
          { trigger: {}, actions: [{ type: 'mergeComponentSchema', schemaDefinition: 'schema = {}' }] },
        ],
      },
    ],
    ['template', { label: '{{ data.x.constructor("alert(1)")() }}' }],
    ['statement template', { templates: { row: '{% evil() %}' } }],
    ['event handler', { attributes: { onclick: 'alert(1)' } }],
    ['script tag', { description: '<script>alert(1)</script>' }],
    ['handler in markup', { tooltip: '<b onmouseover="alert(1)">x</b>' }],
    ['image', { label: '<img src=x onerror=alert(1)>' }],
    ['script address', { description: '<a href="java\tscript:alert(1)">x</a>' }],
    ['bare address', { defaultValue: 'javascript:alert(1)' }],
    ['button', { type: 'button', action: 'custom', custom: 'alert(1)' }],
    ['date limit', { type: 'datetime', datePicker: { minDate: 'moment().subtract(1)' } }],
    ['lodash method', { calculateValue: { _invokeMap: [{ var: 'data' }, 'constructor'] } }],
    ['prototype variable', { conditional: { json: { var: 'data.constructor.prototype' } } }],
    ['rule', { validate: { json: { log: 1 } } }],
  ])('%s', (_, component) => {
    expect(lint(component).some(isUnsafe)).toBe(true);
  });
});

test('remote data, foreign storage and components that load from elsewhere are refused', () => {
  expect(codes({ type: 'select', dataSrc: 'url', data: { url: 'http://127.0.0.1/' } })).toContain(
    'unsafe remote-data',
  );
  expect(codes({ type: 'select', data: { resource: 'x', values: [{ value: '1', label: '1' }] } })).toContain(
    'unsafe remote-data',
  );
  expect(codes({ type: 'file', storage: 's3' })).toContain('unsafe foreign-storage');
  expect(codes({ type: 'file', storage: 'url', url: 'https://evil.example/up' })).toContain(
    'unsafe foreign-storage',
  );
  expect(codes({ type: 'file', storage: 'url', url: '//evil.example' })).toContain('unsafe foreign-storage');
  expect(codes({ type: 'resource' })).toContain('unsafe component-type');
  expect(codes({ type: 'form' })).toContain('unsafe component-type');
});

test('abuse 2: a pattern that explodes is refused', () => {
  expect(codes({ validate: { pattern: '(a+)+b' } })).toContain('unsafe pattern-slow');
  expect(codes({ validate: { pattern: '(' } })).toContain('unsafe pattern-invalid');
});

test('abuse 3: keys that reach for prototypes are refused', () => {
  const hostile = JSON.parse(
    '{"components":[{"type":"textfield","key":"a","__proto__":{"x":1}}]}',
  ) as unknown;
  expect(lintForm(hostile).map(({ code }) => code)).toContain('dangerous-key');
  expect(lint({ key: 'constructor' }).some(stopsPublishing)).toBe(true);
});

test('what would make a form fail for its applicants stops publishing, not saving', () => {
  const errors: [Record<string, unknown>, string][] = [
    [{ key: '1a' }, 'key-not-identifier'],
    [{ persistent: false }, 'not-persistent'],
    [{ type: 'number', validate: { min: 3, max: 1 } }, 'range-empty'],
    [{ type: 'radio', values: [] }, 'options-missing'],
    [{ conditional: { show: true, when: 'gone', eq: '1' } }, 'condition-field-unknown'],
    [
      {
        conditional: {
          show: true,
          conjunction: 'all',
          conditions: [{ component: 'name', operator: 'like', value: 1 }],
        },
      },
      'condition-operator',
    ],
    [{ prefill: { fact: 'no.such' } }, 'fact-unknown'],
    [{ prefill: { fact: 'staff.count', period: 'soon' } }, 'period-invalid'],
    [{ type: 'file', storage: 'url', prefill: { fact: 'staff.count' } }, 'binding-type'],
  ];
  for (const [component, code] of errors) {
    const found = lint(component, new Set(['staff.count']));
    expect(found).toContainEqual(expect.objectContaining({ code, severity: 'error' }));
    expect(found.some(isUnsafe)).toBe(false);
  }
  expect(lintForm({ components: [name, name] }).map(({ code }) => code)).toEqual(['key-duplicate']);
  expect(lintForm({ components: [] }).map(({ code }) => code)).toEqual(['no-fields']);
  const grid = {
    type: 'datagrid',
    key: 'rows',
    label: '行',
    components: [{ ...name, prefill: { fact: 'staff.count' }, logic: [{ trigger: {}, actions: [] }] }],
  };
  expect(lintForm({ components: [grid] }).map(({ code }) => code)).toEqual([
    'logic-in-grid',
    'binding-in-grid',
  ]);
});

test('warnings stop nothing', () => {
  const found = [
    ...lint({ label: '' }),
    ...lint({ unique: true }),
    ...lint({ calculateValue: { '+': [1, 2] }, allowCalculateOverride: true }),
  ];
  expect(found.map(({ code }) => code)).toEqual([
    'label-missing',
    'unique-unsupported',
    'calculate-override',
  ]);
  expect(found.some(stopsPublishing)).toBe(false);
});

test('fields in tabs, columns, tables and grids are looked into', () => {
  const evil = { ...name, customDefaultValue: 'x' };
  const around: FormComponent[] = [
    { type: 'tabs', key: 't', components: [{ label: '一', key: 'p', components: [evil] }] as never },
    { type: 'columns', key: 'c', columns: [{ components: [evil] }] },
    { type: 'table', key: 'b', rows: [[{ components: [evil] }]] },
    { type: 'editgrid', key: 'g', label: 'g', components: [evil] },
  ];
  for (const component of around) expect(lintForm({ components: [component] }).some(isUnsafe)).toBe(true);
});

test('caps on size, depth and number hold', () => {
  expect(codes({ description: '长'.repeat(20_001) })).toEqual(['unsafe text-too-long']);
  let deep: Record<string, unknown> = { ...name };
  for (let level = 0; level < 60; level += 1) deep = { type: 'panel', key: 'p', components: [deep] };
  expect(lintForm({ components: [deep] }).map(({ code }) => code)).toContain('too-deep');
  const many = Array.from({ length: 1_001 }, (_, index) => ({ ...name, key: `k${index}` }));
  expect(lintForm({ components: many }).map(({ code }) => code)).toEqual(['too-many-components']);
  expect(
    lintForm({ components: Array.from({ length: 60 }, () => ({ description: '长'.repeat(19_000) })) })[0]
      ?.code,
  ).toBe('too-large');
  const options = Array.from({ length: 2001 }, (_, index) => ({ value: `${index}`, label: `${index}` }));
  expect(codes({ type: 'select', data: { values: options } })).toEqual(['error too-many-options']);
});

test('whatever JSON comes, the lint answers, and every finding has words', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (anything, component) => {
      for (const finding of [...lintForm(anything), ...lintForm({ components: [component, anything] })]) {
        expect(hasWords(`forms.lint.${finding.code}`)).toBe(true);
        expect(describeFinding(finding)).not.toContain('{{');
      }
    }),
  );
  const circle: Record<string, unknown> = { components: [] };
  circle.self = circle;
  expect(lintForm(circle).map(({ code }) => code)).toEqual(['not-a-form']);
});
