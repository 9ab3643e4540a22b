import type { Verdict } from '../evaluate-rule';
import type { Shown } from '../shown';
import { blockWords } from './block';
import type { CompiledCondition } from './compile-leaf';
import type { CompiledRules } from './compile-rule';
import { hasBit } from './fact-columns';
import { openShownCounter } from './shown-bits';

/** How a firm is shown while the policy is in force. */
export type LiveShown = Exclude<Shown, 'expired'>;

/** What the exact evaluation says of one firm, for the rows that columns can't decide. */
export type ExactVerdict = (row: number) => { verdict: Verdict; shown: LiveShown };

/** How a range of firms is shown: a bit a firm from the range's first row on; none of the three: ineligible. */
export interface RangeVerdicts {
  readonly eligible: Int32Array;
  readonly oneStep: Int32Array;
  readonly toConfirm: Int32Array;
  /** Rows (counted from 0 of the columns) that need the exact evaluation; their bits mean nothing yet. */
  readonly doubtful: readonly number[];
}

/**
 * Evaluates compiled rules on the rows from `fromRow` (a multiple of 32) to before `toRow`, block by block, so that each
 * block of a column is fetched once for all rules. Nothing is written but the result: threads may share the columns.
 */
export function evaluateRange(compiled: CompiledRules, fromRow: number, toRow: number): RangeVerdicts[] {
  const { block, rules } = compiled;
  const rows = toRow - fromRow;
  const total = Math.ceil(rows / 32);
  const found = rules.map((rule) => ({
    rule,
    count: openShownCounter(rule),
    eligible: new Int32Array(total),
    oneStep: new Int32Array(total),
    toConfirm: new Int32Array(total),
    doubtful: [] as number[],
  }));
  for (let first = 0; first < total; first += blockWords) {
    block.moveTo(fromRow + first * 32, Math.min(blockWords, total - first));
    for (const { rule, count, eligible, oneStep, toConfirm, doubtful } of found) {
      rule.run();
      const shown = count(block.words);
      copyWords(shown.eligible, block.words, eligible, first);
      copyWords(shown.oneStep, block.words, oneStep, first);
      copyWords(shown.toConfirm, block.words, toConfirm, first);
      listDoubts(shown.doubt, block.words, { rows, first, fromRow }, doubtful);
    }
  }
  const last = maskOf(rows, total - 1);
  for (const { eligible, oneStep, toConfirm } of found)
    for (const bits of [eligible, oneStep, toConfirm]) bits[total - 1] = bits[total - 1]! & last;
  return found;
}

function copyWords(from: Int32Array, words: number, into: Int32Array, first: number): void {
  for (let w = 0; w < words; w += 1) into[first + w] = from[w]!;
}

function listDoubts(
  doubt: Int32Array,
  words: number,
  { rows, first, fromRow }: { rows: number; first: number; fromRow: number },
  into: number[],
): void {
  for (let w = 0; w < words; w += 1) {
    if (doubt[w] === 0) continue;
    listRows(doubt[w]! & maskOf(rows, first + w), fromRow + (first + w) * 32, into);
  }
}

/** The bits of the rows that meet a rule, and of those for which it stays open; rows in doubt are in neither. */
export interface PlainVerdicts {
  readonly met: Int32Array;
  readonly unknown: Int32Array;
}

/** As `evaluateRange`, for those who need met, not met or unknown and no more; written into `out`, one a rule. */
export function evaluateVerdicts(
  { block, rules }: CompiledRules,
  fromRow: number,
  toRow: number,
  out: readonly PlainVerdicts[],
): void {
  const rows = toRow - fromRow;
  const total = Math.ceil(rows / 32);
  for (let first = 0; first < total; first += blockWords) {
    block.moveTo(fromRow + first * 32, Math.min(blockWords, total - first));
    for (let r = 0; r < rules.length; r += 1) {
      const rule = rules[r]!;
      rule.run();
      writeVerdicts(rule, block.words, out[r]!, first);
    }
  }
  const last = maskOf(rows, total - 1);
  for (const { met, unknown } of out) {
    met[total - 1] = met[total - 1]! & last;
    unknown[total - 1] = unknown[total - 1]! & last;
  }
}

function writeVerdicts(
  { met, notMet, doubt }: CompiledCondition,
  words: number,
  out: PlainVerdicts,
  first: number,
): void {
  const yes = out.met;
  const open = out.unknown;
  for (let w = 0; w < words; w += 1) {
    const isMet = met[w]!;
    const certain = ~doubt[w]!;
    yes[first + w] = isMet & certain;
    open[first + w] = ~(isMet | notMet[w]!) & certain;
  }
}

/** Writes what the exact evaluation says of the doubtful rows into the bits. */
export function settleDoubts(verdicts: RangeVerdicts, fromRow: number, exact: ExactVerdict): void {
  for (const row of verdicts.doubtful) {
    const { shown } = exact(row);
    put(verdicts.eligible, row - fromRow, shown === 'eligible');
    put(verdicts.oneStep, row - fromRow, shown === 'one-step');
    put(verdicts.toConfirm, row - fromRow, shown === 'to-confirm');
  }
}

function put(bits: Int32Array, index: number, on: boolean): void {
  const mask = 1 << (index & 31);
  const word = bits[index >>> 5]!;
  bits[index >>> 5] = on ? word | mask : word & ~mask;
}

function listRows(bits: number, firstRow: number, into: number[]): void {
  for (let rest = bits; rest !== 0;) {
    const lowest = rest & -rest;
    into.push(firstRow + 31 - Math.clz32(lowest));
    rest &= ~lowest;
  }
}

/** The bits of a word that belong to rows below `rows`. */
function maskOf(rows: number, word: number): number {
  const used = rows - word * 32;
  return used >= 32 ? -1 : used <= 0 ? 0 : (1 << used) - 1;
}

/** How the row with this index in the range is shown. */
export function shownAt(verdicts: RangeVerdicts, index: number): LiveShown {
  if (hasBit(verdicts.eligible, index)) return 'eligible';
  if (hasBit(verdicts.oneStep, index)) return 'one-step';
  return hasBit(verdicts.toConfirm, index) ? 'to-confirm' : 'ineligible';
}

/** How many of `rows` firms are shown each way. */
export function countShownRows(verdicts: RangeVerdicts, rows: number): Record<LiveShown, number> {
  const eligible = countBits(verdicts.eligible);
  const oneStep = countBits(verdicts.oneStep);
  const toConfirm = countBits(verdicts.toConfirm);
  return {
    eligible,
    'one-step': oneStep,
    'to-confirm': toConfirm,
    ineligible: rows - eligible - oneStep - toConfirm,
  };
}

/** The number of bits set (Warren, Hacker's Delight, 5-1). */
export function countBits(bits: Int32Array): number {
  let total = 0;
  for (let i = 0; i < bits.length; i += 1) {
    let x = bits[i]!;
    x -= (x >>> 1) & 0x55555555;
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    x = (x + (x >>> 4)) & 0x0f0f0f0f;
    total += Math.imul(x, 0x01010101) >>> 24;
  }
  return total;
}
