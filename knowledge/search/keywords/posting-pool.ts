const entriesPerBlock = 1 << 18;
const sliceSizes = [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048] as const;
const longestSlice = sliceSizes.length - 1;

/** A list in the pool: where it begins, where the next entry goes, and how its last slice stands. */
interface List {
  head: number;
  at: number;
  left: number;
  level: number;
}

/**
 * Many growing lists of unsigned 32-bit numbers in few typed arrays: a list is a chain of slices, each larger than the one
 * before, whose last entry says where the next begins (as in Lucene's indexing buffers). 400,000 lists of 15 million
 * entries take 80 MB, where an array of its own for each would take as much again for their headers.
 */
export class PostingPool {
  readonly #blocks: Uint32Array[] = [];
  readonly #lists: List[] = [];
  #free = 0;

  get lists(): number {
    return this.#lists.length;
  }

  /** Begins a list; returns its number. */
  open(): number {
    const head = this.#allocate(0);
    this.#lists.push({ head, at: head, left: sliceSizes[0] - 1, level: 0 });
    return this.#lists.length - 1;
  }

  append(list: number, value: number): void {
    const state = this.#lists[list] as List;
    if (state.left === 0) {
      state.level = Math.min(state.level + 1, longestSlice);
      const next = this.#allocate(state.level);
      this.#write(state.at, next);
      state.at = next;
      state.left = (sliceSizes[state.level] as number) - 1;
    }
    this.#write(state.at, value);
    state.at += 1;
    state.left -= 1;
  }

  /** Calls back with each stretch of a list, in the order of its entries: `block[from…to)`. */
  forEachSlice(list: number, visit: (block: Uint32Array, from: number, to: number) => void): void {
    const { head, at } = this.#lists[list] as List;
    let from = head;
    for (let level = 0; ; level = Math.min(level + 1, longestSlice)) {
      const block = this.#blocks[Math.floor(from / entriesPerBlock)] as Uint32Array;
      const offset = from % entriesPerBlock;
      const end = from + (sliceSizes[level] as number) - 1;
      const isLast = at >= from && at <= end;
      visit(block, offset, offset + (isLast ? at : end) - from);
      if (isLast) return;
      from = block[offset + end - from] as number;
    }
  }

  /** A slice never spans two blocks. */
  #allocate(level: number): number {
    const size = sliceSizes[level] as number;
    if ((this.#free % entriesPerBlock) + size > entriesPerBlock || this.#free % entriesPerBlock === 0) {
      this.#free = this.#blocks.length * entriesPerBlock;
      this.#blocks.push(new Uint32Array(entriesPerBlock));
    }
    const from = this.#free;
    this.#free += size;
    return from;
  }

  #write(at: number, value: number): void {
    (this.#blocks[Math.floor(at / entriesPerBlock)] as Uint32Array)[at % entriesPerBlock] = value;
  }
}
