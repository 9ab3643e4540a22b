import { openBlockRoom, type BlockRoom } from './open-kernels';

/** Rows are evaluated in blocks of so many words of 32 rows, so that a block's columns stay in the cache. */
export const blockWords = 64;
const blockRows = blockWords * 32;

/** Conditions' outputs for one block: bit set where met, not met, and where the exact evaluation must decide. */
export interface Outputs {
  readonly met: Int32Array;
  readonly notMet: Int32Array;
  readonly doubt: Int32Array;
}

/** The block at hand of one thread: which rows it holds, and its columns' keys copied to where the loops run. */
export interface Block {
  readonly room: BlockRoom;
  /** The first row, its word, and the number of words. */
  fromRow: number;
  firstWord: number;
  words: number;
  makeOutputs(): Outputs;
  makeWords(): Int32Array;
  /** Words without a bit, for what is never met, not met or in doubt; not to be written to. */
  readonly none: Int32Array;
  /** Goes to other rows; what was copied before is stale. */
  moveTo(fromRow: number, words: number): void;
  /** The block's keys of a column, copied once a block however many conditions read them. */
  keysOf(column: Int32Array): Int32Array;
  /** The block's words of a bitmap, likewise. */
  bitsOf(bits: Int32Array): BlockBits;
}

/** A bitmap's words of the block at hand, and whether any bit is set in them. */
export interface BlockBits {
  readonly words: Int32Array;
  readonly any: boolean;
}

/** Opens a block with room for so many sets of outputs at a time, and copies of so many columns and bitmaps. */
export function openBlock(size: { outputs: number; columns: number; bitmaps: number }): Block {
  const { outputs, columns, bitmaps } = size;
  const room = openBlockRoom((outputs * 3 + bitmaps + 1) * blockWords + columns * blockRows);
  const copies = new Map<Int32Array, { keys: Int32Array; move: number }>();
  const bitCopies = new Map<Int32Array, { words: Int32Array; any: boolean; move: number }>();
  let move = 0;
  const makeWords = () => room.take(blockWords);
  return {
    room,
    none: makeWords(),
    fromRow: 0,
    firstWord: 0,
    words: 0,
    makeWords,
    makeOutputs: () => ({ met: makeWords(), notMet: makeWords(), doubt: makeWords() }),
    moveTo(fromRow, words) {
      this.fromRow = fromRow;
      this.firstWord = fromRow >>> 5;
      this.words = words;
      move += 1;
    },
    keysOf(column) {
      let copy = copies.get(column);
      if (!copy) {
        copy = { keys: room.take(blockRows), move: 0 };
        copies.set(column, copy);
      }
      if (copy.move !== move) {
        copy.keys.set(column.subarray(this.fromRow, this.fromRow + this.words * 32));
        copy.move = move;
      }
      return copy.keys;
    },
    bitsOf(bits) {
      let copy = bitCopies.get(bits);
      if (!copy) {
        copy = { words: makeWords(), any: false, move: 0 };
        bitCopies.set(bits, copy);
      }
      if (copy.move !== move) {
        const { firstWord, words } = this;
        copy.words.set(bits.subarray(firstWord, firstWord + words));
        copy.any = hasAny(bits, firstWord, words);
        copy.move = move;
      }
      return copy;
    },
  };
}

function hasAny(bits: Int32Array, first: number, words: number): boolean {
  for (let w = first; w < first + words; w += 1) if (bits[w] !== 0) return true;
  return false;
}
