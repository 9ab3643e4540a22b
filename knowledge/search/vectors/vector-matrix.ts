/** A vector found: the id it stands under and its cosine with the question's. */
export interface Neighbour {
  id: number;
  score: number;
}

/** Whether the vectors of a group (the passages of one document) take part. */
export type GroupFilter = (group: number) => boolean;

const rowsPerBlock = 4096;

/**
 * Unit vectors in memory, by id; a row belongs to a group and knows the version of its vector. Exact search is a scan.
 * Rows lie in blocks of 4,096, so that growing never copies what stands; a removed row is filled with the last one.
 */
export class VectorMatrix {
  readonly #blocks: Float32Array[] = [];
  readonly #ids: number[] = [];
  readonly #groups: number[] = [];
  readonly #versions: number[] = [];
  readonly #rows = new Map<number, number>();

  constructor(readonly dimension: number) {}

  get size(): number {
    return this.#ids.length;
  }

  has(id: number): boolean {
    return this.#rows.has(id);
  }

  ids(): Iterable<number> {
    return this.#rows.keys();
  }

  /** The group of an id's row, or undefined. */
  groupOf(id: number): number | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.#groups[row];
  }

  /** The version of an id's vector, or undefined. */
  versionOf(id: number): number | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.#versions[row];
  }

  /** The vector of an id as it lies in memory (not to be written to), or undefined. */
  vectorOf(id: number): Float32Array | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.#vectorAt(row);
  }

  /** Puts a vector under an id, in place of one that stands there. Throws when it has another dimension. */
  put(id: number, vector: Float32Array, group = 0, version = 0): void {
    if (vector.length !== this.dimension) {
      throw new RangeError(
        `a vector of ${String(vector.length)} numbers among those of ${String(this.dimension)}`,
      );
    }
    const row = this.#rows.get(id) ?? this.#ids.length;
    this.#rows.set(id, row);
    this.#ids[row] = id;
    this.#groups[row] = group;
    this.#versions[row] = version;
    this.#vectorAt(row).set(vector);
  }

  /** Takes an id out; returns whether it was there. */
  remove(id: number): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    const last = this.#ids.length - 1;
    const lastId = this.#ids[last] as number;
    this.#vectorAt(row).set(this.#vectorAt(last));
    this.#ids[row] = lastId;
    this.#groups[row] = this.#groups[last] as number;
    this.#versions[row] = this.#versions[last] as number;
    this.#rows.set(lastId, row);
    this.#rows.delete(id);
    for (const column of [this.#ids, this.#groups, this.#versions]) column.pop();
    return true;
  }

  /** How many rows the filter lets through. */
  count(accepts: GroupFilter): number {
    return this.#groups.reduce((sum, group) => (accepts(group) ? sum + 1 : sum), 0);
  }

  /** The `k` nearest rows that the filter lets through, best first; ties by id. A scan: 20 ms for 50,000 rows. */
  nearest(query: Float32Array, k: number, accepts?: GroupFilter): Neighbour[] {
    const best = new BestNeighbours(k);
    for (let row = 0; row < this.#ids.length; row += 1) {
      if (accepts && !accepts(this.#groups[row] as number)) continue;
      best.offer(this.#ids[row] as number, this.#dot(query, row));
    }
    return best.sorted();
  }

  /** The same over the ids given; ids that aren't here are passed over. */
  nearestAmong(ids: Iterable<number>, query: Float32Array, k: number, accepts?: GroupFilter): Neighbour[] {
    const best = new BestNeighbours(k);
    for (const id of ids) {
      const row = this.#rows.get(id);
      if (row === undefined || (accepts && !accepts(this.#groups[row] as number))) continue;
      best.offer(id, this.#dot(query, row));
    }
    return best.sorted();
  }

  #vectorAt(row: number): Float32Array {
    const block = (this.#blocks[Math.floor(row / rowsPerBlock)] ??= new Float32Array(
      rowsPerBlock * this.dimension,
    ));
    const from = (row % rowsPerBlock) * this.dimension;
    return block.subarray(from, from + this.dimension);
  }

  #dot(query: Float32Array, row: number): number {
    const block = this.#blocks[Math.floor(row / rowsPerBlock)] as Float32Array;
    const from = (row % rowsPerBlock) * this.dimension;
    let a = 0;
    let b = 0;
    let at = 0;
    // Two sums, so that an addition needn't wait for the one before.
    for (; at + 1 < this.dimension; at += 2) {
      a += (query[at] as number) * (block[from + at] as number);
      b += (query[at + 1] as number) * (block[from + at + 1] as number);
    }
    if (at < this.dimension) a += (query[at] as number) * (block[from + at] as number);
    return a + b;
  }
}

/** Keeps the best `k` of what is offered, in order. */
class BestNeighbours {
  readonly #best: Neighbour[] = [];
  constructor(readonly k: number) {}

  offer(id: number, score: number): void {
    const best = this.#best;
    const worst = best[this.k - 1];
    if (this.k === 0 || (worst && !precedes({ id, score }, worst))) return;
    let low = 0;
    let high = best.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (precedes({ id, score }, best[middle] as Neighbour)) high = middle;
      else low = middle + 1;
    }
    best.splice(low, 0, { id, score });
    if (best.length > this.k) best.pop();
  }

  sorted(): Neighbour[] {
    return this.#best;
  }
}

/** Whether one neighbour ranks before another: the higher cosine, then the smaller id. */
export function precedes(a: Neighbour, b: Neighbour): boolean {
  return a.score > b.score || (a.score === b.score && a.id < b.id);
}
