import { compareExact, type ExactNumber } from '../enterprises/exact-number';
import { isExact, isNumeric, type FactValue } from '../enterprises/fact-value';
import type { Reading } from '../enterprises/reading';
import { isIndustryWithin } from '../enterprises/industry-code';
import { isRegionWithin } from '../enterprises/region-code';
import type { Field } from './rule-context';
import { parseOperand } from './rule-operand';
import type { RuleLeaf, RuleOperator } from './rule-schema';

/** Decides a leaf: true, false, or null where the reading leaves it open. */
export type LeafTest = (reading: Reading) => boolean | null;

type Outcome =
  { ok: true; test: LeafTest; operands: FactValue[] } | { ok: false; path: string; problem: string };

const orders: Partial<Record<RuleOperator, (order: -1 | 0 | 1) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  before: (order) => order < 0,
  after: (order) => order > 0,
};

/** Makes the test of a leaf with a fact, or says why the operator and value don't go with it. */
export function makeLeafTest(leaf: RuleLeaf, field: Field, at: string): Outcome {
  const { operator } = leaf;
  if (operator === 'isTrue' || operator === 'isFalse') {
    if (field.type !== 'boolean') return no('operator', `${operator} needs a fact that is yes or no`);
    return yes([operator === 'isTrue'], (value) => value === (operator === 'isTrue'));
  }
  if (operator === 'in' || operator === 'notIn' || operator === 'between')
    return makeListTest(leaf, field, at);
  const operand = parseOperand(leaf.value, field, at);
  if (operator === 'within') return makeWithinTest(leaf, field);
  if (operator === 'contains') {
    if (field.type !== 'text') return no('operator', 'contains needs a fact that is text');
    if (typeof operand !== 'string') return no('value', 'contains needs a text');
    return yes([operand], (value) => typeof value === 'string' && value.includes(operand));
  }
  const accept = orders[operator];
  if (!accept) return no('operator', `unknown operator: ${operator}`);
  if ((operator === 'before' || operator === 'after') && field.type !== 'date') {
    return no('operator', `${operator} needs a fact that is a date`);
  }
  if (operator !== '=' && operator !== '!=' && !isNumeric(field.type) && field.type !== 'date') {
    return no('operator', `${operator} needs a figure or a date`);
  }
  if (operand === null) return no('value', `not a ${field.type}: ${JSON.stringify(leaf.value)}`);
  return yes([operand], (value) => accept(compareValues(value, operand)), rangeOf(operator, operand));
}

function makeListTest({ operator, value: raw }: RuleLeaf, field: Field, at: string): Outcome {
  if (!Array.isArray(raw) || raw.length === 0) return no('value', `${operator} needs an array`);
  const operands = raw.map((item) => parseOperand(item, field, at));
  const bad = operands.findIndex((operand) => operand === null);
  if (bad >= 0) return no(`value.${bad}`, `not a ${field.type}: ${JSON.stringify(raw[bad])}`);
  const list = operands as FactValue[];
  if (operator !== 'between') {
    const wanted = operator === 'in';
    return yes(
      list,
      (value) => list.some((item) => compareValues(value, item) === 0) === wanted,
      (low, high) => {
        const open = list.some((item) => isExact(item) && mayEqual(item, low, high));
        return open ? null : !wanted;
      },
    );
  }
  const [from, to] = list;
  if (list.length !== 2 || from === undefined || to === undefined)
    return no('value', 'between needs two values');
  if (!isNumeric(field.type) && field.type !== 'date')
    return no('operator', 'between needs a figure or a date');
  if (compareValues(from, to) > 0) return no('value', 'between needs the smaller value first');
  return yes(
    list,
    (value) => compareValues(value, from) >= 0 && compareValues(value, to) <= 0,
    (low, high) => {
      if ((low && compareValues(low, to) > 0) || (high && compareValues(high, from) < 0)) return false;
      return low && high && compareValues(low, from) >= 0 && compareValues(high, to) <= 0 ? true : null;
    },
  );
}

function makeWithinTest({ value: raw }: RuleLeaf, field: Field): Outcome {
  if (field.type !== 'region' && field.type !== 'industry') {
    return no('operator', 'within needs a region or an industry');
  }
  const wanted: unknown[] = Array.isArray(raw) ? raw : [raw];
  const ancestors = wanted.map((item) => parseOperand(item, field, ''));
  const bad = ancestors.findIndex((item) => typeof item !== 'string');
  if (bad >= 0 || ancestors.length === 0) return no('value', `not a ${field.type}: ${JSON.stringify(raw)}`);
  const isWithin = field.type === 'region' ? isRegionWithin : isIndustryWithin;
  const list = ancestors as string[];
  return yes(
    list,
    (value) => typeof value === 'string' && list.some((ancestor) => isWithin(value, ancestor)),
  );
}

function compareValues(a: FactValue, b: FactValue): -1 | 0 | 1 {
  if (isExact(a) && isExact(b)) return compareExact(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}

type RangeTest = (low: ExactNumber | undefined, high: ExactNumber | undefined) => boolean | null;

function mayEqual(value: ExactNumber, low: ExactNumber | undefined, high: ExactNumber | undefined): boolean {
  return !(low && compareExact(value, low) < 0) && !(high && compareExact(value, high) > 0);
}

/** What bounds alone already decide. */
function rangeOf(operator: RuleOperator, operand: FactValue): RangeTest {
  return (low, high) => {
    if (!isExact(operand)) return null;
    const least = low && compareExact(low, operand);
    const most = high && compareExact(high, operand);
    switch (operator) {
      case '>=':
        return least !== undefined && least >= 0 ? true : most !== undefined && most < 0 ? false : null;
      case '>':
        return least !== undefined && least > 0 ? true : most !== undefined && most <= 0 ? false : null;
      case '<=':
        return most !== undefined && most <= 0 ? true : least !== undefined && least > 0 ? false : null;
      case '<':
        return most !== undefined && most < 0 ? true : least !== undefined && least >= 0 ? false : null;
      default:
        return mayEqual(operand, low, high) ? null : operator === '!=';
    }
  };
}

function yes(operands: FactValue[], decide: (value: FactValue) => boolean, range?: RangeTest): Outcome {
  const test: LeafTest = (reading) => {
    if (reading.value !== undefined) return decide(reading.value);
    if (reading.among) {
      const [first, ...others] = reading.among.map(decide);
      return first !== undefined && others.every((other) => other === first) ? first : null;
    }
    if (range && (reading.low || reading.high)) return range(reading.low, reading.high);
    return null;
  };
  return { ok: true, test, operands };
}

function no(path: string, problem: string): Outcome {
  return { ok: false, path, problem };
}
