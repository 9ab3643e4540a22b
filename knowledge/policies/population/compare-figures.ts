import type { Block } from './block';
import type { Threshold } from './encode-figure';
import type { FigureEnd } from './fact-columns';

/** Room for one condition's intermediate words. */
export interface Scratch {
  readonly below: Int32Array;
  readonly above: Int32Array;
}

/** Whether the keys of the block at hand tell all about a threshold. */
export function isByKeyAlone(block: Block, end: FigureEnd, threshold: Threshold, strict: boolean): boolean {
  return threshold.whole && (!strict || !block.bitsOf(end.rest).any);
}

/**
 * Bits of the block's rows whose figure is at least the threshold (or, `strict`, more than it), among the rows that
 * have one. Rows for which the key can't tell are set in `doubt`, which only ever gains bits, and left to the exact
 * evaluation. `out` lies in the block's room and is overwritten.
 */
export function isAtLeast(
  block: Block,
  end: FigureEnd,
  threshold: Threshold,
  strict: boolean,
  { below, above }: Scratch,
  out: Int32Array,
  doubt: Int32Array,
): void {
  const { room, firstWord, words } = block;
  const { rest, absent } = end;
  const { key, whole, edge } = threshold;
  const keys = block.keysOf(end.keys);
  if (isByKeyAlone(block, end, threshold, strict)) {
    room.lessThan(keys, words, strict ? key + 1 : key, out);
    for (let w = 0; w < words; w += 1) out[w] = ~(out[w]! | absent[firstWord + w]!);
    return;
  }
  room.lessThan(keys, words, key + 1, above);
  room.lessThan(keys, words, key, below);
  for (let w = 0; w < words; w += 1) {
    const present = ~absent[firstWord + w]!;
    const equal = above[w]! & ~below[w]! & present;
    const more = ~above[w]! & present;
    // The same key and a rest: more than a whole threshold, and not to be told from one that has a rest itself.
    out[w] = whole ? more | (equal & rest[firstWord + w]!) : more;
    if (!whole) doubt[w] = doubt[w]! | (edge ? equal : equal & rest[firstWord + w]!);
  }
}
