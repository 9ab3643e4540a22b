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
  /** Goes to other rows; what was copied before is stale. */
  moveTo(fromRow: number, words: number): void;
  /** The block's keys of a column, copied once a block however many conditions read them. */
  keysOf(column: Int32Array): Int32Array;
}

/** Opens a block with room for so many outputs and columns. */
export function openBlock(outputs: number, columns: number): Block {
  const room = openBlockRoom(outputs * 3 * blockWords + columns * blockRows + blockWords * 64);
  const copies = new Map<Int32Array, { keys: Int32Array; move: number }>();
  let move = 0;
  const makeWords = () => room.take(blockWords);
  return {
    room,
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
  };
}
