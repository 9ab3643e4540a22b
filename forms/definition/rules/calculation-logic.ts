import { canonicalJson } from '../data-path';
import { filled, firstVariable, operationOf, type Logic } from './condition-logic';
import { pathOfVariable, variableOf } from './rule-fields';

/** 自动计算 in blocks. `share` divides the first by the second; as per cent when `percent` is set. */
export interface Calculation {
  kind: 'sum' | 'difference' | 'product' | 'share';
  operands: Operand[];
  /** Places after the point, 0 to 6; halves are rounded away from zero. */
  decimals: number;
  percent?: boolean;
}

/** A field, the sum of a table's column (`table[].amount`), or a number. */
export type Operand = { field: string } | { column: string } | { number: number };

/** The most operands of each kind. */
export const operandLimits = { sum: 20, difference: 20, product: 10, share: 2 } as const;

/**
 * The JSON-logic of `calculateValue`. A sum counts what is filled in and is empty while nothing is; the others are
 * empty until everything is filled in, and a share where the whole is 0: unknown in, unknown out.
 */
export function writeCalculation(calculation: Calculation, scope: string): Logic | null {
  const { kind, operands, decimals, percent } = calculation;
  const least = kind === 'sum' ? 1 : 2;
  if (operands.length < least || operands.length > operandLimits[kind]) return null;
  const values = operands.map((operand) => writeOperand(operand, scope));
  if (values.some((value) => value === null)) return null;
  const guards = operands.map((operand) =>
    'field' in operand ? filled(variableOf(operand.field, scope) ?? '') : true,
  );
  const round = (result: Logic) => ({ _round: [result, decimals] });
  if (kind === 'sum') {
    const parts = values.map((value, index) =>
      guards[index] === true ? value : orZero(value, guards[index]),
    );
    return { if: [{ or: guards }, round({ '+': parts }), null] };
  }
  if (kind === 'product') return { if: [{ and: guards }, round({ '*': values }), null] };
  const [first, ...rest] = values;
  if (kind === 'difference') {
    return { if: [{ and: guards }, round({ '-': [{ '+': [first] }, { '+': rest }] }), null] };
  }
  const share = { '/': values };
  return {
    if: [{ and: [...guards, { '!=': [rest[0], 0] }] }, round(percent ? { '*': [share, 100] } : share), null],
  };
}

/** The blocks that a calculation was written from; null for one that blocks can't show exactly. */
export function readCalculation(logic: unknown, scope: string): Calculation | null {
  const [operator, [, rounded]] = operationOf(logic);
  const [round, [result, decimals]] = operationOf(rounded);
  if (operator !== 'if' || round !== '_round' || typeof decimals !== 'number') return null;
  return (
    guesses(result, decimals, scope).find(
      (guess) => canonicalJson(writeCalculation(guess, scope)) === canonicalJson(logic),
    ) ?? null
  );
}

function guesses(result: unknown, decimals: number, scope: string): Calculation[] {
  const [operator, parts] = operationOf(result);
  const read = (kind: Calculation['kind'], values: unknown[], percent?: boolean): Calculation[] => {
    const operands = values.map((value) => readOperand(value, scope));
    return operands.some((one) => one === null)
      ? []
      : [{ kind, operands: operands as Operand[], decimals, ...(percent && { percent }) }];
  };
  switch (operator) {
    case '+':
      return read('sum', parts);
    case '*': {
      const [inner, share] = operationOf(parts[0]);
      return inner === '/'
        ? [...read('share', share, true), ...read('product', parts)]
        : read('product', parts);
    }
    case '/':
      return read('share', parts);
    case '-':
      return read('difference', [...operationOf(parts[0])[1], ...operationOf(parts[1])[1]]);
    default:
      return [];
  }
}

function writeOperand(operand: Operand, scope: string): unknown {
  if ('number' in operand) return Number.isFinite(operand.number) ? operand.number : null;
  if ('field' in operand) {
    const variable = variableOf(operand.field, scope);
    return variable === null ? null : { var: variable };
  }
  const [table, column] = operand.column.split('[].');
  if (!table || !column) return null;
  return {
    reduce: [
      { var: `data.${table}` },
      { '+': [{ var: 'accumulator' }, orZero({ var: `current.${column}` }, { var: `current.${column}` })] },
      0,
    ],
  };
}

function orZero(value: unknown, guard: unknown): Logic {
  return { if: [guard, value, 0] };
}

function readOperand(value: unknown, scope: string): Operand | null {
  if (typeof value === 'number') return { number: value };
  const [operator, parts] = operationOf(value);
  if (operator === 'reduce') {
    const table = firstVariable(parts[0]);
    const column = operationOf(operationOf(parts[1])[1][1])[1]
      .map(firstVariable)
      .find((name) => name?.startsWith('current.'));
    return table?.startsWith('data.') && column
      ? { column: `${table.slice(5)}[].${column.slice('current.'.length)}` }
      : null;
  }
  const variable = firstVariable(operator === 'if' ? parts[1] : value);
  const field = variable === null ? null : pathOfVariable(variable, scope);
  return field === null ? null : { field };
}
