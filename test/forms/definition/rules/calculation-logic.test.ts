import { jsonLogic } from '@formio/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { findLogicProblem } from '~/forms/definition/json-logic';
import {
  readCalculation,
  writeCalculation,
  type Calculation,
  type Operand,
} from '~/forms/definition/rules/calculation-logic';
import { listRuleColumns } from '~/forms/definition/rules/rule-fields';
import { checkForm } from '~/forms/submission/check-form';
import { prepareForm } from '~/forms/submission/prepare-form';
import { runFormRules } from '~/forms/submission/run-form-rules';

const number = (key: string, rest: Partial<FormComponent> = {}): FormComponent => ({
  type: 'number',
  key,
  label: key,
  input: true,
  ...rest,
});
const table: FormComponent = {
  type: 'datagrid',
  key: 'items',
  label: '明细',
  input: true,
  components: [number('amount'), { type: 'textfield', key: 'what', label: '名目', input: true }],
};
const components = [number('a'), number('b'), number('c'), table, number('result')];
const withRule = (logic: unknown) =>
  components.map((one) => (one.key === 'result' ? { ...one, calculateValue: logic } : one));

const field: fc.Arbitrary<Operand> = fc.constantFrom('a', 'b', 'c').map((name) => ({ field: name }));
const operand: fc.Arbitrary<Operand> = fc.oneof(
  field,
  fc.constant<Operand>({ column: 'items[].amount' }),
  fc.integer({ min: -9, max: 9 }).map((value): Operand => ({ number: value })),
);
const calculation: fc.Arbitrary<Calculation> = fc
  .constantFrom<Calculation['kind']>('sum', 'difference', 'product', 'share')
  .chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      operands: fc.array(operand, { minLength: 2, maxLength: kind === 'share' ? 2 : 4 }),
      decimals: fc.integer({ min: 0, max: 4 }),
      ...(kind === 'share' && { percent: fc.constant(true) }),
    }),
  );
const amount = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(0.1, 0.2, 33.335));
const data = fc.record(
  {
    a: amount,
    b: amount,
    c: amount,
    items: fc.array(fc.record({ amount }, { requiredKeys: [] }), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);

describe('calculations in blocks', () => {
  it('come back from their JSON-logic as they were', () => {
    fc.assert(
      fc.property(calculation, (given) => {
        const logic = writeCalculation(given, '');
        expect(findLogicProblem(logic)).toBeNull();
        expect(writeCalculation(readCalculation(JSON.parse(JSON.stringify(logic)), '')!, '')).toEqual(logic);
      }),
    );
  });

  it('give the same in the browser and on the server', () => {
    fc.assert(
      fc.property(calculation, data, (given, values) => {
        const logic = writeCalculation(given, '')!;
        const blank = { a: '', b: null, c: '' };
        const inBrowser = jsonLogic.apply(logic, { data: { ...blank, ...values }, row: {} }) as unknown;
        const ruled = runFormRules(prepareForm(withRule(logic)), structuredClone(values));
        expect(ruled.data.result ?? null).toEqual(inBrowser ?? null);
      }),
      { numRuns: 80 },
    );
  });

  it.each<[Calculation, Record<string, unknown>, unknown]>([
    [sum('a', 'b'), { a: 0.1, b: 0.2 }, 0.3],
    [sum('a', 'b'), { a: 5 }, 5],
    [sum('a', 'b'), {}, null],
    [{ kind: 'difference', operands: fields('a', 'b', 'c'), decimals: 2 }, { a: 10, b: 3, c: 4 }, 3],
    [{ kind: 'difference', operands: fields('a', 'b'), decimals: 2 }, { a: 10 }, null],
    [{ kind: 'product', operands: [...fields('a'), { number: 0.15 }], decimals: 2 }, { a: 99.99 }, 15],
    [{ kind: 'share', operands: fields('a', 'b'), decimals: 1, percent: true }, { a: 1, b: 3 }, 33.3],
    [{ kind: 'share', operands: fields('a', 'b'), decimals: 2 }, { a: 1, b: 0 }, null],
    [
      { kind: 'sum', operands: [{ column: 'items[].amount' }], decimals: 2 },
      { items: [{ amount: 1.1 }, { amount: '' }, { amount: '2.2' }] },
      3.3,
    ],
  ])('%j of %j is %s', (given, values, expected) => {
    expect(jsonLogic.apply(writeCalculation(given, '') as never, { data: values })).toBe(expected);
  });

  it('a posted value never stands where the calculation gives none', () => {
    const logic = writeCalculation(sum('a', 'b'), '');
    const checked = checkForm({ definition: { components: withRule(logic) }, data: { result: 999 } });
    expect(checked.data).not.toHaveProperty('result');
    expect(checked.dropped).toMatchObject([{ path: 'result', reason: 'calculated', posted: 999 }]);
  });

  it('cells of rows are calculated even where the client sent none', () => {
    const logic = writeCalculation(
      { kind: 'product', operands: [{ field: 'items[].amount' }, { number: 2 }], decimals: 0 },
      'items[].',
    );
    const grid = { ...table, components: [number('amount'), number('twice', { calculateValue: logic })] };
    const ruled = runFormRules(prepareForm([grid]), { items: [{ amount: 4 }, { amount: 5, twice: 1 }, {}] });
    expect(ruled.data.items).toEqual([{ amount: 4, twice: 8 }, { amount: 5, twice: 10 }, {}]);
    expect(readCalculation(logic, 'items[].')?.operands[0]).toEqual({ field: 'items[].amount' });
  });

  it('hand-made logic that blocks can’t show is told apart, and so is what is incomplete', () => {
    for (const logic of [
      { '+': [{ var: 'data.a' }, 1] },
      { if: [true, { _round: [{ max: [1, 2] }, 2] }, null] },
      1,
      null,
    ])
      expect(readCalculation(logic, '')).toBeNull();
    expect(writeCalculation({ kind: 'share', operands: fields('a'), decimals: 2 }, '')).toBeNull();
    expect(
      writeCalculation({ kind: 'sum', operands: [{ field: 'items[].amount' }], decimals: 2 }, ''),
    ).toBeNull();
    expect(writeCalculation({ kind: 'sum', operands: [{ column: 'items' }], decimals: 2 }, '')).toBeNull();
    expect(writeCalculation({ kind: 'sum', operands: [{ number: NaN }], decimals: 2 }, '')).toBeNull();
  });

  it('offers the number columns of tables that the field doesn’t stand in', () => {
    expect(listRuleColumns(components, 'result')).toEqual([
      { path: 'items[].amount', label: 'amount', table: '明细' },
    ]);
    expect(listRuleColumns(components, 'items[].what')).toEqual([]);
  });
});

function fields(...names: string[]): Operand[] {
  return names.map((name) => ({ field: name }));
}
function sum(...names: string[]): Calculation {
  return { kind: 'sum', operands: fields(...names), decimals: 2 };
}
