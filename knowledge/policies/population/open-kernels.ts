/**
 * The loop that everything else waits for, as WebAssembly with 128-bit steps: sixteen keys at once. Built from
 * kernels.wat beside this file; a test builds it again and holds the bytes equal.
 */
export const kernelBytes =
  'AGFzbQEAAAABCAFgBH9/f38AAhEBBWJsb2NrBm1lbW9yeQIAAQMCAQAHDAEIbGVzc1RoYW4AAApoAWYCAXsBfyAC/REhBCADIAFBAXRqIQUDQCADIAD9AAQAIAT9OSAA/QAEECAE/Tn9hQEgAP0ABCAgBP05IAD9AAQwIAT9Of2FAf1l/WQ7AQAgAEHAAGohACADQQJqIQMgAyAFSQ0ACws=';

/** What the module exports; places are bytes into its memory. */
interface Kernels {
  lessThan(keys: number, halfWords: number, threshold: number, out: number): void;
}

/** Room of one thread for the blocks that it works on: a memory of its own and the loops over it. */
export interface BlockRoom {
  /** So many 32-bit cells of the memory, zero. Throws when the room is full. */
  take(cells: number): Int32Array<ArrayBuffer>;
  /** Bit r of `out` set where key r is below the threshold, for `words` words of 32 keys; both lie in this room. */
  lessThan(keys: Int32Array, words: number, threshold: number, out: Int32Array): void;
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
  };
}
