import { jsonLogic } from '@formio/core';
import { describe, expect, it } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import type { Calculation } from '~/forms/definition/rules/calculation-logic';
import { openCalculation, openCondition, openPlace, withRules } from '~/forms/definition/rules/open-rules';

const components: FormComponent[] = [
  { type: 'radio', key: 'kind', label: '类型', values: [{ value: 'a', label: '甲' }] },
  { type: 'number', key: 'staff', label: '人数' },
  { type: 'checkbox', key: 'agreed', label: '同意' },
  { type: 'datetime', key: 'day', label: '日期' },
  { type: 'number', key: 'own', label: '本项' },
];
const { fields, place } = openPlace(components, 'own');
const own = (rest: Partial<FormComponent>): FormComponent => ({ type: 'number', key: 'own', ...rest });
const condition = (conditional: Record<string, unknown>) => openCondition(own({ conditional }), place);

describe('opening rules in blocks', () => {
  it('offers every other field', () => {
    expect(fields.map(({ path, kind }) => [path, kind])).toEqual([
      ['kind', 'choice'],
      ['staff', 'number'],
      ['agreed', 'tick'],
      ['day', 'date'],
    ]);
  });

  it('form.io’s simple conditions open in the same blocks', () => {
    expect(condition({ show: true, when: 'kind', eq: 'a' })).toEqual({
      kind: 'blocks',
      rule: { show: true, group: { join: 'all', items: [{ field: 'kind', operator: 'is', value: 'a' }] } },
    });
    expect(
      condition({
        show: false,
        conjunction: 'any',
        conditions: [
          { component: 'staff', operator: 'greaterThanOrEqual', value: 10 },
          { component: 'agreed', operator: 'isEqual', value: 'false' },
          { component: 'agreed', operator: 'isNotEqual', value: false },
          { component: 'day', operator: 'dateLessThan', value: '2025-01-01T00:00:00+08:00' },
          { component: 'kind', operator: 'isNotEmpty' },
        ],
      }),
    ).toEqual({
      kind: 'blocks',
      rule: {
        show: false,
        group: {
          join: 'any',
          items: [
            { field: 'staff', operator: 'at-least', value: '10' },
            { field: 'agreed', operator: 'unticked', value: '' },
            { field: 'agreed', operator: 'ticked', value: '' },
            { field: 'day', operator: 'before', value: '2025-01-01' },
            { field: 'kind', operator: 'filled', value: '' },
          ],
        },
      },
    });
  });

  it('what blocks can’t show is kept and said so', () => {
    const json = { '>': [{ var: 'data.staff' }, 1] };
    expect(condition({ json })).toEqual({ kind: 'custom', logic: json });
    expect(condition({ show: true, when: 'gone', eq: 'a' }).kind).toBe('custom');
    expect(
      condition({
        conjunction: 'all',
        conditions: [{ component: 'kind', operator: 'startsWith', value: 'a' }],
      }).kind,
    ).toBe('custom');
    expect(openCalculation(own({ calculateValue: { '+': [1, 2] } }), '').kind).toBe('custom');
  });

  it('nothing is none', () => {
    expect(condition({ show: null, when: null, eq: '' })).toEqual({ kind: 'none' });
    expect(openCondition(own({}), place)).toEqual({ kind: 'none' });
    expect(openCalculation(own({ calculateValue: '' }), '')).toEqual({ kind: 'none' });
    expect(openCalculation(own({ calculateValue: {} }), '')).toEqual({ kind: 'none' });
  });
});

describe('withRules', () => {
  const calculation: Calculation = {
    kind: 'product',
    operands: [{ field: 'staff' }, { number: 100 }],
    decimals: 0,
  };

  it('puts both, and opens what it put', () => {
    const opened = condition({ show: true, when: 'staff', eq: '5' });
    if (opened.kind !== 'blocks') throw new Error('no blocks');
    const changed = withRules(own({}), { condition: opened.rule, calculation }, place);
    expect(openCondition(changed, place)).toEqual(opened);
    expect(openCalculation(changed, '')).toEqual({ kind: 'blocks', rule: calculation });
    expect(changed).toMatchObject({ calculateServer: true, disabled: true });
    expect(jsonLogic.apply(changed.calculateValue as never, { data: { staff: 3 } })).toBe(300);
  });

  it('takes both away, and what was calculated can be typed into again', () => {
    const changed = withRules(own({}), { calculation }, place);
    expect(withRules(changed, { condition: null, calculation: null }, place)).toEqual(own({}));
    expect(withRules(own({ disabled: true }), { calculation: null }, place)).toEqual(own({ disabled: true }));
    expect(withRules(changed, {}, place)).toEqual(changed);
  });
});
