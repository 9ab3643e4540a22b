import { jsonLogic } from '@formio/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { findLogicProblem } from '~/forms/definition/json-logic';
import {
  findUnfinished,
  isGroup,
  operatorsByKind,
  type Condition,
  type ConditionGroup,
  type ShownWhen,
} from '~/forms/definition/rules/condition-blocks';
import { readCondition, writeCondition, type RulePlace } from '~/forms/definition/rules/condition-logic';
import { kindOf, listRuleFields, pathOfKey, type FieldKind } from '~/forms/definition/rules/rule-fields';
import { prepareForm } from '~/forms/submission/prepare-form';
import { runFormRules } from '~/forms/submission/run-form-rules';

const options = [
  { value: 'a', label: '甲' },
  { value: '5', label: '五' },
  { value: 'true', label: '是' },
];
const components: FormComponent[] = [
  { type: 'textfield', key: 'name', label: '名称', input: true },
  { type: 'number', key: 'staff', label: '人数', input: true },
  { type: 'datetime', key: 'founded', label: '成立日期', input: true },
  { type: 'radio', key: 'size', label: '规模', input: true, values: options },
  { type: 'selectboxes', key: 'sectors', label: '行业', input: true, values: options },
  { type: 'checkbox', key: 'agreed', label: '同意', input: true },
  { type: 'file', key: 'proof', label: '附件', input: true },
  { type: 'textfield', key: 'watched', label: '看条件的一项', input: true },
];
const kinds = new Map(components.map((component) => [component.key, kindOf(component)]));
const place: RulePlace = { scope: '', kindOfField: (path) => kinds.get(path) ?? null };

const valueOf: Record<FieldKind, fc.Arbitrary<string>> = {
  text: fc.oneof(fc.constantFrom('云江', '5', 'true', '0'), fc.string({ minLength: 1, maxLength: 6 })),
  number: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(0.5)).map(String),
  date: fc.constantFrom('2024-02-29', '2025-01-01', '2026-12-31'),
  choice: fc.constantFrom('a', '5', 'true'),
  choices: fc.constantFrom('a', '5', 'true'),
  tick: fc.constant(''),
  presence: fc.constant(''),
};
const condition: fc.Arbitrary<Condition> = fc
  .constantFrom(...[...kinds].filter(([key]) => key !== 'watched'))
  .chain(([field, kind]) =>
    fc.tuple(fc.constantFrom(...operatorsByKind[kind!]), valueOf[kind!]).map(([operator, value]) => ({
      field,
      operator,
      value: ['filled', 'empty', 'ticked', 'unticked'].includes(operator) ? '' : value,
    })),
  );
const group: fc.Arbitrary<ConditionGroup> = fc.letrec<{ group: ConditionGroup }>((tie) => ({
  group: fc.record({
    join: fc.constantFrom('all', 'any'),
    items: fc.array(fc.oneof({ depthSize: 'small' }, condition, tie('group')), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
})).group;
const shown: fc.Arbitrary<ShownWhen> = fc.record({ show: fc.boolean(), group });

const something = { nil: undefined };
const data = fc.record({
  name: fc.option(valueOf.text, something),
  staff: fc.option(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(0.5)), something),
  founded: fc.option(valueOf.date, something),
  size: fc.option(fc.constantFrom<unknown>('a', 5, true), something),
  sectors: fc.option(fc.record({ a: fc.boolean(), 5: fc.boolean(), true: fc.boolean() }), something),
  agreed: fc.option(fc.boolean(), something),
  proof: fc.option(fc.constantFrom([], [{ name: 'a.pdf' }]), something),
});
const withoutGaps = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** What the browser holds for a field that nobody touched. */
const blank = { name: '', staff: '', founded: '', size: '', proof: [], agreed: false };

describe('conditions in blocks', () => {
  it('come back from their JSON-logic as they were', () => {
    fc.assert(
      fc.property(shown, (rule) => {
        const logic = writeCondition(rule, place);
        expect(findLogicProblem(logic)).toBeNull();
        const back = readCondition(JSON.parse(JSON.stringify(logic)), place);
        expect(writeCondition(back!, place)).toEqual(logic);
      }),
    );
  });

  it('decide alike in the browser and on the server', () => {
    fc.assert(
      fc.property(shown, data, (rule, given) => {
        const logic = writeCondition(rule, place)!;
        // form.io's browser side: `jsonLogic.apply` of the same @formio/core over data with blank fields.
        const inBrowser = jsonLogic.apply(logic, {
          data: { ...blank, ...withoutGaps(given) },
          row: {},
        }) as unknown;
        const ruled = runFormRules(
          prepareForm(
            components.map((one) => (one.key === 'watched' ? { ...one, conditional: { json: logic } } : one)),
          ),
          { ...withoutGaps(given), watched: 'x' },
        );
        expect(typeof inBrowser).toBe('boolean');
        expect(ruled.hidden.includes('watched')).toBe(!inBrowser);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[Condition['operator'], string, unknown, boolean]>([
    ['at-least', '100', 100, true],
    ['at-least', '100', 99, false],
    ['less', '100', undefined, false],
    ['equals', '0', 0, true],
    ['equals', '0', undefined, false],
    ['equals-not', '0', undefined, false],
    ['filled', '', 0, true],
    ['empty', '', undefined, true],
  ])('a number %s %s, given %s: %s', (operator, value, staff, expected) => {
    const logic = writeCondition(
      { show: true, group: { join: 'all', items: [{ field: 'staff', operator, value }] } },
      place,
    );
    expect(jsonLogic.apply(logic as never, { data: { staff } })).toBe(expected);
  });

  it('hand-made logic that blocks can’t show is told apart', () => {
    for (const logic of [
      { '>': [{ '+': [{ var: 'data.staff' }, 1] }, 5] },
      { '!!': [{ and: [{ '>': [{ var: 'data.staff' }, 5] }] }] },
      { '!!': [{ or: [{ in: [{ var: 'data.gone' }, ['a']] }] }] },
      { '!!': [{ and: [] }] },
      null,
      'data.staff > 5',
    ])
      expect(readCondition(logic, place)).toBeNull();
  });

  it('says which condition isn’t complete', () => {
    const all = (item: Condition): ConditionGroup => ({
      join: 'any',
      items: [{ join: 'all', items: [item] }],
    });
    const isUnfinished = (item: Condition) => findUnfinished(all(item), place.kindOfField) !== null;
    expect(isUnfinished({ field: 'staff', operator: 'more', value: '五' })).toBe(true);
    expect(isUnfinished({ field: 'staff', operator: 'more', value: '5' })).toBe(false);
    expect(isUnfinished({ field: 'founded', operator: 'before', value: '2025' })).toBe(true);
    expect(isUnfinished({ field: 'name', operator: 'is', value: '' })).toBe(true);
    expect(isUnfinished({ field: 'name', operator: 'more', value: '5' })).toBe(true);
    expect(isUnfinished({ field: 'sectors', operator: 'has', value: 'a.b' })).toBe(true);
    expect(isUnfinished({ field: 'gone', operator: 'filled', value: '' })).toBe(true);
    expect(isUnfinished({ field: 'agreed', operator: 'ticked', value: '' })).toBe(false);
    expect(isGroup(all({ field: 'a', operator: 'filled', value: '' }))).toBe(true);
    expect(writeCondition({ show: true, group: { join: 'all', items: [] } }, place)).toBeNull();
  });

  it('look at the same row of a table, and at nothing in other tables', () => {
    const table: FormComponent = {
      type: 'datagrid',
      key: 'items',
      label: '明细',
      components: [
        { type: 'textfield', key: 'what', label: '名目' },
        { type: 'number', key: 'amount', label: '金额' },
      ],
    };
    const form: FormComponent[] = [
      { type: 'number', key: 'total', label: '金额' },
      table,
      { type: 'datagrid', key: 'others', label: '其他', components: [{ type: 'number', key: 'n' }] },
    ];
    expect(listRuleFields(form, 'items[].what').map(({ variable, label }) => [variable, label])).toEqual([
      ['data.total', '金额'],
      ['row.amount', '明细 / 金额'],
    ]);
    expect(listRuleFields(form, 'total')).toEqual([]);
    expect([pathOfKey(form, 'amount'), pathOfKey(form, 'none')]).toEqual(['items[].amount', null]);
    const inRow: RulePlace = { scope: 'items[].', kindOfField: () => 'number' };
    const rule: ShownWhen = {
      show: true,
      group: { join: 'all', items: [{ field: 'items[].amount', operator: 'more', value: '0' }] },
    };
    const logic = writeCondition(rule, inRow);
    expect(readCondition(logic, inRow)).toEqual(rule);
    const ruled = runFormRules(
      prepareForm([
        {
          ...table,
          components: [{ ...table.components![0]!, conditional: { json: logic } }, table.components![1]!],
        },
      ]),
      {
        items: [
          { what: '甲', amount: 1 },
          { what: '乙', amount: 0 },
        ],
      },
    );
    expect(ruled.hidden).toEqual(['items[1].what']);
  });
});
