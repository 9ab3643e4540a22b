import { describe, expect, it } from 'vitest';

import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { writeCalculation } from '~/forms/definition/rules/calculation-logic';
import { findRenameProblem, referencesTo, renameKey } from '~/forms/definition/rules/rename-key';
import { findBrokenReferences, listReferences } from '~/forms/definition/rules/rule-references';

const field = (key: string, rest: Partial<FormComponent> = {}): FormComponent => ({
  type: 'textfield',
  key,
  label: `《${key}》`,
  ...rest,
});
const form: FormDefinition = {
  components: [
    field('kind', { type: 'radio' }),
    field('sectors', { type: 'selectboxes' }),
    {
      type: 'datagrid',
      key: 'items',
      label: '明细',
      components: [
        field('amount', { type: 'number' }),
        field('why', { conditional: { json: { '>': [{ var: 'row.amount' }, 5] } } }),
      ],
    },
    field('old', { conditional: { show: true, when: 'kind', eq: 'a' } }),
    field('simple', {
      conditional: {
        conjunction: 'all',
        conditions: [{ component: 'items.amount', operator: 'isEmpty' }, null],
      },
    }),
    field('boxes', { conditional: { json: { '===': [{ var: ['data.sectors.ai', 0] }, true] } } }),
    field('total', {
      type: 'number',
      calculateValue: writeCalculation(
        { kind: 'sum', operands: [{ column: 'items[].amount' }], decimals: 2 },
        '',
      ),
    }),
    field('ruled', {
      validate: { json: { '!!': [{ var: 'data.kind' }] } },
      logic: [
        {
          trigger: { type: 'simple', simple: { when: 'kind', eq: 'b', show: true } },
          actions: [{ type: 'value', value: { var: 'data.kind' } }, { type: 'property' }],
        },
        { trigger: { type: 'json', json: { '!': [{ var: 'data.total' }] } } },
        'odd',
      ],
    }),
    {
      type: 'panel',
      key: 'part',
      title: '一',
      components: [field('inside')],
      conditional: { json: { '!!': [{ var: 'data.inside' }] } },
    },
  ],
};

describe('renaming a key', () => {
  it.each([
    ['kind', ['old condition', 'ruled logic', 'ruled validation']],
    ['sectors', ['boxes condition']],
    ['amount', ['simple condition', 'total calculation', 'why condition']],
    ['items', ['simple condition', 'total calculation', 'why condition']],
    ['total', ['ruled logic']],
    ['inside', ['part condition']],
    ['part', []],
  ])('%s carries what looks at it along, and there and back is nothing', (key, looking) => {
    expect(
      referencesTo(form, key)
        .map(({ key: owner, part }) => `${owner} ${part}`)
        .filter(onlyOnce)
        .sort(),
    ).toEqual(looking);
    const renamed = renameKey(form, key, 'renamed');
    expect(findBrokenReferences(renamed)).toEqual([]);
    expect(listReferences(renamed).length).toBe(listReferences(form).length);
    expect(JSON.stringify(renamed)).not.toMatch(new RegExp(`[".]${key}[".[]`));
    expect(renameKey(renamed, 'renamed', key)).toEqual(form);
  });

  it('is refused where the name is taken or is none', () => {
    expect(findRenameProblem(form, 'kind', 'kind')).toBe('same');
    expect(findRenameProblem(form, 'kind', 'amount')).toBe('taken');
    expect(findRenameProblem(form, 'kind', '5a')).toBe('not-identifier');
    expect(findRenameProblem(form, 'kind', '__proto__')).toBe('not-identifier');
    expect(findRenameProblem(form, 'gone', 'x')).toBe('unknown');
    expect(renameKey(form, 'kind', 'amount')).toEqual(form);
    expect(referencesTo(form, 'gone')).toEqual([]);
  });
});

describe('findBrokenReferences', () => {
  it('names the rules that look at a deleted field, in tables too', () => {
    const without = (key: string): FormDefinition => {
      const drop = (list: FormComponent[]): FormComponent[] =>
        list
          .filter((one) => one.key !== key)
          .map((one) => (one.components ? { ...one, components: drop(one.components) } : one));
      return { components: drop(form.components) };
    };
    expect(findBrokenReferences(form)).toEqual([]);
    expect(findBrokenReferences(without('amount')).map(({ key, path }) => [key, path])).toEqual([
      ['why', 'items[].amount'],
      ['simple', 'items.amount'],
      ['total', 'items[].amount'],
    ]);
    expect(findBrokenReferences(without('sectors'))).toEqual([
      { key: 'boxes', label: '《boxes》', part: 'condition', path: 'sectors.ai' },
    ]);
    expect(findBrokenReferences(without('inside'))).toMatchObject([{ key: 'part', label: '一' }]);
  });
});

function onlyOnce(item: string, index: number, all: string[]): boolean {
  return all.indexOf(item) === index;
}
