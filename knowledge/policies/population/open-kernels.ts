/**
 * The loops that everything else waits for, as WebAssembly with 128-bit steps: sixteen keys, or 128 bits, at once. Built
 * from kernels.wat beside this file; a test builds it again and holds the bytes equal.
 */
export const kernelBytes =
  'AGFzbQEAAAABEAJgBH9/f38AYAV/f39/fwACEQEFYmxvY2sGbWVtb3J5AgABAwQDAAEBBxsDCGxlc3NUaGFuAAAFc3BsaXQAAQRqb2luAAIKpgIDZgIBewF/IAL9ESEEIAMgAUEBdGohBQNAIAMgAP0ABAAgBP05IAD9AAQQIAT9Of2FASAA/QAEICAE/TkgAP0ABDAgBP05/YUB/WX9ZDsBACAAQcAAaiEAIANBAmohAyADIAVJDQALC2ACAnsBfyADIAJBBHRqIQcDQCAA/QAEACEFIAH9AAQAIQYgAyAFIAb9UP1N/QsEACAEIAUgBv1P/QsEACAAQRBqIQAgAUEQaiEBIARBEGohBCADQRBqIQMgAyAHSQ0ACwtcAQF/IAMgAkEEdGohBQNAIAMgA/0ABAAgAP0ABAD9Tv0LBAAgBCAE/QAEACAB/QAEAP1Q/QsEACAAQRBqIQAgAUEQaiEBIARBEGohBCADQRBqIQMgAyAFSQ0ACws=';

/** What the module exports; places are bytes into its memory. */
interface Kernels {
  lessThan(keys: number, halfWords: number, threshold: number, out: number): void;
  split(below: number, absent: number, quads: number, met: number, notMet: number): void;
  join(met: number, notMet: number, quads: number, allMet: number, anyNot: number): void;
}

/** Room of one thread for the blocks that it works on: a memory of its own and the loops over it. */
export interface BlockRoom {
  /** So many 32-bit cells of the memory, zero. Throws when the room is full. */
  take(cells: number): Int32Array<ArrayBuffer>;
  /** Bit r of `out` set where key r is below the threshold, for `words` words of 32 keys; both lie in this room. */
  lessThan(keys: Int32Array, words: number, threshold: number, out: Int32Array): void;
  /** Met: neither below nor absent; not met: below and not absent. Arrays of whole fours of words, as `join`'s. */
  split(below: Int32Array, absent: Int32Array, words: number, met: Int32Array, notMet: Int32Array): void;
  /** `allMet` keeps the bits that `met` has too; `anyNot` gains those of `notMet`. */
  join(met: Int32Array, notMet: Int32Array, words: number, allMet: Int32Array, anyNot: Int32Array): void;
  /** How many cells are taken. */
  used(): number;
  /** Goes on taking from this cell, so that what was taken behind it is shared. */
  goOnAt(cell: number): void;
}

const pageBytes = 65_536;
let compiled: WebAssembly.Module | undefined;

/** Opens a room of so many 32-bit cells. */
export function openBlockRoom(cells: number): BlockRoom {
  const pages = Math.max(1, Math.ceil((cells * 4) / pageBytes));
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelBytes), (char) => char.charCodeAt(0)));
  const { exports } = new WebAssembly.Instance(compiled, { block: { memory } });
  const kernels = exports as unknown as Kernels;
  const buffer = memory.buffer;
  let used = 0;
  return {
    take(count) {
      const start = used;
      used += count * 4;
      if (used > buffer.byteLength) throw new RangeError('The room for blocks is full');
      return new Int32Array(buffer, start, count);
    },
    lessThan(keys, words, threshold, out) {
      kernels.lessThan(keys.byteOffset, words * 2, threshold, out.byteOffset);
    },
    split(below, absent, words, met, notMet) {
      const quads = (words + 3) >>> 2;
      kernels.split(below.byteOffset, absent.byteOffset, quads, met.byteOffset, notMet.byteOffset);
    },
    join(met, notMet, words, allMet, anyNot) {
      const quads = (words + 3) >>> 2;
      kernels.join(met.byteOffset, notMet.byteOffset, quads, allMet.byteOffset, anyNot.byteOffset);
    },
    used: () => used >>> 2,
    goOnAt(cell) {
      used = cell * 4;
    },
  };
}
