import { isExact, type FactValue } from '../../enterprises/fact-value';
import type { PreparedLeaf } from '../prepare-rule';
import type { Block, Outputs } from './block';
import { isAtLeast, isByKeyAlone, type Scratch } from './compare-figures';
import { encodeDay, encodeThreshold, type Threshold } from './encode-figure';
import {
  readName,
  type CodeColumn,
  type FactColumn,
  type FactColumns,
  type FigureColumn,
  type FlagColumn,
} from './fact-columns';

/** A condition over columns: `run` evaluates the block at hand. Neither met nor not met is unknown. */
export interface CompiledCondition extends Outputs {
  run(): void;
}

/** Makes the loop of one leaf; `judged` and `declared` ones are unknown to it. Throws when the column is missing. */
export function compileLeaf(leaf: PreparedLeaf, columns: FactColumns, block: Block): CompiledCondition {
  const { none } = block;
  if (!leaf.field) return { met: none, notMet: none, doubt: none, run: () => undefined };
  const column: FactColumn | undefined = columns.columns.get(leaf.field.key);
  if (!column) throw new Error(`No column for ${leaf.field.key}`);
  if (column.kind === 'figure') return compileFigure(leaf, column, block);
  const outputs = { met: block.makeWords(), notMet: block.makeWords(), doubt: none };
  const loop =
    column.kind === 'flag' ? flagLoop(leaf, column, block, outputs) : codeLoop(leaf, column, block, outputs);
  return { ...outputs, run: loop };
}

type Loop = () => void;

function flagLoop(leaf: PreparedLeaf, { truth, known }: FlagColumn, block: Block, outputs: Outputs): Loop {
  const { met, notMet } = outputs;
  const wanted = leaf.test({ value: true, missing: [], evidence: [] }) === true;
  const unwanted = leaf.test({ value: false, missing: [], evidence: [] }) === true;
  return () => {
    const { firstWord, words } = block;
    for (let w = 0; w < words; w += 1) {
      const yes = truth[firstWord + w]!;
      const holds = (wanted ? yes : 0) | (unwanted ? ~yes : 0);
      met[w] = holds & known[firstWord + w]!;
      notMet[w] = ~holds & known[firstWord + w]!;
    }
  };
}

function codeLoop(leaf: PreparedLeaf, column: CodeColumn, block: Block, { met, notMet }: Outputs): Loop {
  let holds = new Int32Array(0);
  let fails = new Int32Array(0);
  return () => {
    if (holds.length !== column.numbers.size + 1) {
      holds = makeTable(leaf, column, true);
      fails = makeTable(leaf, column, false);
    }
    const { firstWord, words } = block;
    const codes = block.keysOf(column.codes);
    lookUp(codes, words, holds, met);
    if (block.bitsOf(column.among).any) {
      lookUp(codes, words, fails, notMet);
      return;
    }
    for (let w = 0; w < words; w += 1) notMet[w] = ~met[w]! & column.known[firstWord + w]!;
  };
}

/** For each entry of the dictionary whether the test that decides single firms says so. */
function makeTable(leaf: PreparedLeaf, { numbers }: CodeColumn, says: boolean): Int32Array<ArrayBuffer> {
  const table = new Int32Array(numbers.size + 1);
  for (const [name, number] of numbers) table[number] = leaf.test(readName(name)) === says ? 1 : 0;
  return table;
}

/** The bit that the table has for each row's code. */
function lookUp(codes: Int32Array, words: number, table: Int32Array, out: Int32Array): void {
  let row = 0;
  for (let word = 0; word < words; word += 1) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit += 4, row += 4) {
      const four =
        table[codes[row]!]! |
        (table[codes[row + 1]!]! << 1) |
        (table[codes[row + 2]!]! << 2) |
        (table[codes[row + 3]!]! << 3);
      bits |= four << bit;
    }
    out[word] = bits;
  }
}

function compileFigure(leaf: PreparedLeaf, column: FigureColumn, block: Block): CompiledCondition {
  const thresholds = leaf.operands.map((value) => thresholdOf(value, column.scale));
  const outputs = outputsFor(thresholds, block);
  return { ...outputs, run: figureLoop(leaf, column, thresholds, block, outputs) };
}

/** Only thresholds that the keys don't tell whole leave firms in doubt. */
function outputsFor(thresholds: readonly Threshold[], block: Block): Outputs {
  const isCertain = thresholds.every(({ whole }) => whole);
  const doubt = isCertain ? block.none : block.makeWords();
  return { met: block.makeWords(), notMet: block.makeWords(), doubt };
}

function figureLoop(
  leaf: PreparedLeaf,
  column: FigureColumn,
  thresholds: readonly Threshold[],
  block: Block,
  outputs: Outputs,
): Loop {
  const [only, upper] = thresholds;
  if (!only) throw new Error(`${leaf.id}: ${leaf.operator} needs a value`);
  const turned: Outputs = { met: outputs.notMet, notMet: outputs.met, doubt: outputs.doubt };
  switch (leaf.operator) {
    case '>=':
      return boundLoop(column, only, false, block, outputs);
    case '>':
    case 'after':
      return boundLoop(column, only, true, block, outputs);
    case '<':
    case 'before':
      return boundLoop(column, only, false, block, turned);
    case '<=':
      return boundLoop(column, only, true, block, turned);
    case 'between':
      return rangeLoop(column, only, upper ?? only, block, outputs);
    case '=':
    case 'in':
      return listLoop(column, thresholds, block, outputs);
    case '!=':
    case 'notIn':
      return listLoop(column, thresholds, block, turned);
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
  block: Block,
  { met, notMet, doubt }: Outputs,
): Loop {
  const room: Scratch = { below: block.makeWords(), above: block.makeWords() };
  const { room: kernels } = block;
  return () => {
    const { low, high } = column;
    const { firstWord, words } = block;
    if (high === low && isByKeyAlone(block, low, threshold, strict)) {
      const key = strict ? threshold.key + 1 : threshold.key;
      kernels.lessThan(block.keysOf(low.keys), words, key, room.below);
      kernels.split(room.below, block.bitsOf(low.absent).words, words, met, notMet);
      return;
    }
    if (!threshold.whole) doubt.fill(0, 0, words);
    isAtLeast(block, low, threshold, strict, room, met, doubt);
    if (high === low) {
      for (let w = 0; w < words; w += 1) notMet[w] = ~(met[w]! | low.absent[firstWord + w]!);
      return;
    }
    isAtLeast(block, high, threshold, strict, room, notMet, doubt);
    for (let w = 0; w < words; w += 1) notMet[w] = ~(notMet[w]! | high.absent[firstWord + w]!);
  };
}

/** Between two thresholds, both included. */
function rangeLoop(
  column: FigureColumn,
  from: Threshold,
  to: Threshold,
  block: Block,
  { met, notMet, doubt }: Outputs,
): Loop {
  const canDoubt = doubt !== block.none;
  const lower = outputsFor([from], block);
  const upper = outputsFor([to], block);
  const reached = boundLoop(column, from, false, block, lower);
  const passed = boundLoop(column, to, true, block, upper);
  return () => {
    reached();
    passed();
    for (let w = 0; w < block.words; w += 1) {
      met[w] = lower.met[w]! & upper.notMet[w]!;
      notMet[w] = lower.notMet[w]! | upper.met[w]!;
      if (canDoubt) doubt[w] = lower.doubt[w]! | upper.doubt[w]!;
    }
  };
}

/** One of several values. A row known by bounds can be refuted, never certain. */
function listLoop(
  column: FigureColumn,
  values: readonly Threshold[],
  block: Block,
  { met, notMet, doubt }: Outputs,
): Loop {
  const canDoubt = doubt !== block.none;
  const each = values.map((value) => {
    const outputs = outputsFor([value], block);
    return { outputs, run: rangeLoop(column, value, value, block, outputs) };
  });
  return () => {
    const { firstWord, words } = block;
    met.fill(0, 0, words);
    notMet.fill(-1, 0, words);
    if (canDoubt) doubt.fill(0, 0, words);
    for (const { outputs, run } of each) {
      run();
      for (let w = 0; w < words; w += 1) {
        met[w] = met[w]! | (outputs.met[w]! & column.known[firstWord + w]!);
        notMet[w] = notMet[w]! & outputs.notMet[w]!;
        if (canDoubt) doubt[w] = doubt[w]! | outputs.doubt[w]!;
      }
    }
  };
}
