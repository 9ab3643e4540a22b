import { lessThan } from './compare-keys';
import type { Threshold } from './encode-figure';
import type { FigureEnd } from './fact-columns';

/** Room for one block's intermediate words. */
export interface Scratch {
  readonly below: Int32Array;
  readonly above: Int32Array;
}

/**
 * Bits of the rows whose figure is at least the threshold (or, `strict`, more than it), among the rows that have one.
 * Rows for which the key can't tell are set in `doubt` and left to the exact evaluation. Both outputs are overwritten,
 * `doubt` only ever gains bits.
 */
export function isAtLeast(
  end: FigureEnd,
  threshold: Threshold,
  strict: boolean,
  from: number,
  words: number,
  scratch: Scratch,
  out: Int32Array,
  doubt: Int32Array,
): void {
  const { keys, rest, absent } = end;
  const first = from >>> 5;
  const { key, whole, edge } = threshold;
  if (whole && !strict) {
    lessThan(keys, from, words, key, out);
    for (let w = 0; w < words; w += 1) out[w] = ~(out[w]! | absent[first + w]!);
    return;
  }
  lessThan(keys, from, words, key + 1, scratch.above);
  if (whole && !hasAny(rest, first, words)) {
    for (let w = 0; w < words; w += 1) out[w] = ~(scratch.above[w]! | absent[first + w]!);
    return;
  }
  lessThan(keys, from, words, key, scratch.below);
  for (let w = 0; w < words; w += 1) {
    const present = ~absent[first + w]!;
    const equal = scratch.above[w]! & ~scratch.below[w]! & present;
    const more = ~scratch.above[w]! & present;
    // The same key and a rest: more than a whole threshold, and not to be told from one that has a rest itself.
    out[w] = whole ? more | (equal & rest[first + w]!) : more;
    if (!whole) doubt[w] = doubt[w]! | (edge ? equal : equal & rest[first + w]!);
  }
}

/** Whether any bit is set in `words` words from `first` on. */
export function hasAny(bits: Int32Array, first: number, words: number): boolean {
  for (let w = first; w < first + words; w += 1) if (bits[w] !== 0) return true;
  return false;
}
