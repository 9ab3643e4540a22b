import { describe, expect, test } from 'vitest';

import {
  compileConditionals,
  conditionFieldsOf,
  restoreConditionals,
} from '~/forms/definition/compile-conditionals';
import type { FormComponent } from '~/forms/definition/form-definition';

const field = (key: string, more: Partial<FormComponent> = {}): FormComponent => ({
  type: 'textfield',
  key,
  input: true,
  ...more,
});
const simple = (component: string, operator: string, value?: unknown, conjunction = 'all') => ({
  show: true,
  conjunction,
  conditions: [{ component, operator, value }],
});
const fields = [
  field('text'),
  field('n', { type: 'number' }),
  field('boxes', { type: 'selectboxes' }),
  field('many', { multiple: true }),
];
const compiled = (conditional: Record<string, unknown>) => {
  const last = compileConditionals({ components: [...fields, field('x', { conditional })] }).components.at(
    -1,
  );
  return last?.conditional;
};
const text = { var: 'data.text' };

describe('a condition becomes logic', () => {
  test.each([
    ['isEqual', '5', { in: [text, ['5', 5]] }],
    ['isNotEqual', 'a', { '!': [{ in: [text, ['a']] }] }],
    ['isEmpty', undefined, { '!': [text] }],
    ['isNotEmpty', undefined, { '!!': [text] }],
    ['includes', 'a', { in: ['a', text] }],
    ['notIncludes', 'a', { '!': [{ in: ['a', text] }] }],
  ])('%s', (operator, value, logic) => {
    expect(compiled(simple('text', operator, value))).toEqual({ json: { '!!': [logic] } });
  });

  test('of numbers, ticked boxes and hidden fields', () => {
    const n = { var: 'data.n' };
    expect(compiled(simple('n', 'lessThanOrEqual', '3'))).toEqual({
      json: { '!!': [{ and: [{ '!==': [n, null] }, { '<=': [n, 3] }] }] },
    });
    expect(compiled(simple('n', 'isEqual', 7))).toEqual({ json: { '!!': [{ in: [n, [7, '7']] }] } });
    expect(compiled(simple('boxes', 'isEqual', 'a'))).toEqual({
      json: { '!!': [{ '!!': [{ var: 'data.boxes.a' }] }] },
    });
    expect(compiled({ show: false, when: 'text', eq: 'a' })).toEqual({
      json: { '!': [{ in: [text, ['a']] }] },
    });
  });

  test('of several, joined by any or all', () => {
    const both = { ...simple('text', 'isNotEmpty'), conjunction: 'any' };
    both.conditions.push({ component: 'n', operator: 'isEqual', value: 1 });
    expect(compiled(both)?.json).toMatchObject({ '!!': [{ or: [{ '!!': [text] }, {}] }] });
    expect(compiled({ ...both, conjunction: 'all' })?.json).toMatchObject({ '!!': [{ and: [{}, {}] }] });
  });
});

test.each([
  ['of what a text can’t be', simple('n', 'isEmpty')],
  ['of a text by size', simple('text', 'lessThan', 3)],
  ['by no number', simple('n', 'lessThan', 'x')],
  ['of several values', simple('many', 'isEqual', 'a')],
  ['of an object', simple('text', 'isEqual', { a: 1 })],
  ['of an unknown field', simple('nobody', 'isEqual', 'a')],
  ['without conditions', { show: true, conjunction: 'all', conditions: [] }],
])('stays as it was: %s', (_, conditional) => expect(compiled(conditional)).toEqual(conditional));

test('rows are read in their own row, and not from outside', () => {
  const inner = field('y', { conditional: simple('g.x', 'isEqual', 'a') });
  const outer = field('z', { conditional: simple('g.x', 'isEqual', 'a') });
  const grid: FormComponent = { type: 'datagrid', key: 'g', components: [field('x'), inner] };
  const box: FormComponent = {
    type: 'container',
    key: 'c',
    components: [field('p'), field('q', { conditional: simple('c.p', 'isEqual', 'a') })],
  };
  const form = { components: [grid, outer, box] };
  const [newGrid, newOuter, newBox] = compileConditionals(form).components;
  expect(newGrid?.components?.[1]?.conditional).toEqual({
    json: { '!!': [{ in: [{ var: 'row.x' }, ['a']] }] },
  });
  expect(newOuter?.conditional).toEqual(outer.conditional);
  expect(newBox?.components?.[1]?.conditional).toEqual({
    json: { '!!': [{ in: [{ var: 'data.c.p' }, ['a']] }] },
  });
  expect(restoreConditionals(compileConditionals(form))).toEqual(form);
});

test('the fields that a conditional looks at', () => {
  expect(conditionFieldsOf({ when: 'a', eq: 1 })).toEqual([{ field: 'a', operator: 'isEqual', value: 1 }]);
  expect(
    conditionFieldsOf({ conjunction: 'all', conditions: [null, { component: '' }, { component: 'b' }] }),
  ).toEqual([{ field: 'b', operator: '', value: undefined }]);
  expect(conditionFieldsOf({ json: {} })).toEqual([]);
});
