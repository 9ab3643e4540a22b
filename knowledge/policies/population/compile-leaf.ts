import { isExact, type FactValue } from '../../enterprises/fact-value';
import type { PreparedLeaf } from '../prepare-rule';
import { hasAny, isAtLeast, type Scratch } from './compare-figures';
import { lookUp } from './compare-keys';
import { encodeDay, encodeThreshold, type Threshold } from './encode-figure';
import {
  readName,
  type CodeColumn,
  type FactColumn,
  type FactColumns,
  type FigureColumn,
  type FlagColumn,
} from './fact-columns';

/** Rows are evaluated in blocks of so many words of 32 rows, so that a block's columns stay in the cache. */
export const blockWords = 64;

/**
 * A condition over columns. `run` evaluates one block into its three outputs: bit set where met, where not met, and
 * where the exact evaluation must decide. Neither met nor not met is unknown.
 */
export interface CompiledCondition {
  readonly met: Int32Array;
  readonly notMet: Int32Array;
  readonly doubt: Int32Array;
  run(fromRow: number, words: number): void;
}

/** Empty outputs for one block. */
export function makeOutputs() {
  return {
    met: new Int32Array(blockWords),
    notMet: new Int32Array(blockWords),
    doubt: new Int32Array(blockWords),
  };
}

/** Makes the loop of one leaf; `judged` and `declared` ones are unknown to it. Throws when the column is missing. */
export function compileLeaf(leaf: PreparedLeaf, columns: FactColumns): CompiledCondition {
  const outputs = makeOutputs();
  if (!leaf.field) return { ...outputs, run: () => undefined };
  const column: FactColumn | undefined = columns.columns.get(leaf.field.key);
  if (!column) throw new Error(`No column for ${leaf.field.key}`);
  if (column.kind === 'flag') return { ...outputs, run: flagLoop(leaf, column, outputs) };
  if (column.kind === 'code') return { ...outputs, run: codeLoop(leaf, column, outputs) };
  return { ...outputs, run: figureLoop(leaf, column, outputs) };
}

type Outputs = ReturnType<typeof makeOutputs>;
type Loop = CompiledCondition['run'];

function flagLoop(leaf: PreparedLeaf, { truth, known }: FlagColumn, { met, notMet }: Outputs): Loop {
  const wanted = leaf.test({ value: true, missing: [], evidence: [] }) === true;
  const unwanted = leaf.test({ value: false, missing: [], evidence: [] }) === true;
  return (fromRow, words) => {
    const first = fromRow >>> 5;
    for (let w = 0; w < words; w += 1) {
      const yes = truth[first + w]!;
      const holds = (wanted ? yes : 0) | (unwanted ? ~yes : 0);
      met[w] = holds & known[first + w]!;
      notMet[w] = ~holds & known[first + w]!;
    }
  };
}

function codeLoop(leaf: PreparedLeaf, column: CodeColumn, { met, notMet }: Outputs): Loop {
  let holds = new Int32Array(0);
  let fails = new Int32Array(0);
  return (fromRow, words) => {
    if (holds.length !== column.numbers.size + 1) {
      holds = makeTable(leaf, column, true);
      fails = makeTable(leaf, column, false);
    }
    const { codes, known, among } = column;
    const first = fromRow >>> 5;
    lookUp(codes, fromRow, words, holds, met);
    if (hasAny(among, first, words)) {
      lookUp(codes, fromRow, words, fails, notMet);
      return;
    }
    for (let w = 0; w < words; w += 1) notMet[w] = ~met[w]! & known[first + w]!;
  };
}

/** For each entry of the dictionary whether the test that decides single firms says so. */
function makeTable(leaf: PreparedLeaf, { numbers }: CodeColumn, says: boolean): Int32Array<ArrayBuffer> {
  const table = new Int32Array(numbers.size + 1);
  for (const [name, number] of numbers) table[number] = leaf.test(readName(name)) === says ? 1 : 0;
  return table;
}

const scratch: () => Scratch = () => ({
  below: new Int32Array(blockWords),
  above: new Int32Array(blockWords),
});

function figureLoop(leaf: PreparedLeaf, column: FigureColumn, outputs: Outputs): Loop {
  const thresholds = leaf.operands.map((value) => thresholdOf(value, column.scale));
  const [only, upper] = thresholds;
  if (!only) throw new Error(`${leaf.id}: ${leaf.operator} needs a value`);
  switch (leaf.operator) {
    case '>=':
      return boundLoop(column, only, false, outputs.met, outputs.notMet, outputs.doubt);
    case '>':
    case 'after':
      return boundLoop(column, only, true, outputs.met, outputs.notMet, outputs.doubt);
    case '<':
    case 'before':
      return boundLoop(column, only, false, outputs.notMet, outputs.met, outputs.doubt);
    case '<=':
      return boundLoop(column, only, true, outputs.notMet, outputs.met, outputs.doubt);
    case 'between':
      return rangeLoop(column, only, upper ?? only, outputs);
    case '=':
      return listLoop(column, [only], outputs.met, outputs.notMet, outputs.doubt);
    case '!=':
      return listLoop(column, [only], outputs.notMet, outputs.met, outputs.doubt);
    case 'in':
      return listLoop(column, thresholds, outputs.met, outputs.notMet, outputs.doubt);
    case 'notIn':
      return listLoop(column, thresholds, outputs.notMet, outputs.met, outputs.doubt);
    default:
      throw new Error(`${leaf.operator} does not go with a figure`);
  }
}

function thresholdOf(value: FactValue, scale: number): Threshold {
  if (isExact(value)) return encodeThreshold(value, scale);
  if (typeof value !== 'string') throw new Error('A figure is not compared with yes or no');
  return { key: encodeDay(value), whole: true, edge: false };
}

/** At least (or more than) one threshold: certain when the lower end is, refuted when the upper end isn't. */
function boundLoop(
  column: FigureColumn,
  threshold: Threshold,
  strict: boolean,
  atLeast: Int32Array,
  below: Int32Array,
  doubt: Int32Array,
): Loop {
  const room = scratch();
  return (fromRow, words) => {
    const { low, high } = column;
    const first = fromRow >>> 5;
    if (!threshold.whole) doubt.fill(0, 0, words);
    isAtLeast(low, threshold, strict, fromRow, words, room, atLeast, doubt);
    if (high === low) {
      for (let w = 0; w < words; w += 1) below[w] = ~(atLeast[w]! | low.absent[first + w]!);
      return;
    }
    isAtLeast(high, threshold, strict, fromRow, words, room, below, doubt);
    for (let w = 0; w < words; w += 1) below[w] = ~(below[w]! | high.absent[first + w]!);
  };
}

/** Between two thresholds, both included. */
function rangeLoop(
  column: FigureColumn,
  from: Threshold,
  to: Threshold,
  { met, notMet, doubt }: Outputs,
): Loop {
  const lower = makeOutputs();
  const upper = makeOutputs();
  const reached = boundLoop(column, from, false, lower.met, lower.notMet, lower.doubt);
  const passed = boundLoop(column, to, true, upper.met, upper.notMet, upper.doubt);
  return (fromRow, words) => {
    reached(fromRow, words);
    passed(fromRow, words);
    for (let w = 0; w < words; w += 1) {
      met[w] = lower.met[w]! & upper.notMet[w]!;
      notMet[w] = lower.notMet[w]! | upper.met[w]!;
      doubt[w] = lower.doubt[w]! | upper.doubt[w]!;
    }
  };
}

/** One of several values. A row known by bounds can be refuted, never certain. */
function listLoop(
  column: FigureColumn,
  values: readonly Threshold[],
  listed: Int32Array,
  others: Int32Array,
  doubt: Int32Array,
): Loop {
  const each = values.map((value) => {
    const outputs = makeOutputs();
    return { outputs, run: rangeLoop(column, value, value, outputs) };
  });
  return (fromRow, words) => {
    const first = fromRow >>> 5;
    listed.fill(0, 0, words);
    others.fill(-1, 0, words);
    doubt.fill(0, 0, words);
    for (const { outputs, run } of each) {
      run(fromRow, words);
      for (let w = 0; w < words; w += 1) {
        listed[w] = listed[w]! | (outputs.met[w]! & column.known[first + w]!);
        others[w] = others[w]! & outputs.notMet[w]!;
        doubt[w] = doubt[w]! | outputs.doubt[w]!;
      }
    }
  };
}
