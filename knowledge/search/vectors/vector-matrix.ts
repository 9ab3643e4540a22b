import { BestScores } from '../keywords/best-scores';
import { dotProduct } from './dot-product';

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
  /** How many rows each group has. */
  readonly #groupSizes: number[] = [];
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
    if (row < this.#ids.length) this.#resizeGroup(this.#groups[row] as number, -1);
    this.#resizeGroup(group, 1);
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
    this.#resizeGroup(this.#groups[row] as number, -1);
    this.#vectorAt(row).set(this.#vectorAt(last));
    this.#ids[row] = lastId;
    this.#groups[row] = this.#groups[last] as number;
    this.#versions[row] = this.#versions[last] as number;
    this.#rows.set(lastId, row);
    this.#rows.delete(id);
    for (const column of [this.#ids, this.#groups, this.#versions]) column.pop();
    return true;
  }

  /** How many rows the filter lets through. Asked once a group. */
  count(accepts: GroupFilter): number {
    return this.#groupSizes.reduce((sum, size, group) => (size > 0 && accepts(group) ? sum + size : sum), 0);
  }

  /** The ids that the filter lets through. */
  idsAccepted(accepts: GroupFilter): number[] {
    return this.#ids.filter((_, row) => accepts(this.#groups[row] as number));
  }

  /** The `k` nearest rows that the filter lets through, best first; ties by id. A scan: 20 ms for 50,000 rows. */
  nearest(query: Float32Array, k: number, accepts?: GroupFilter): Neighbour[] {
    const best = new BestScores(k);
    const ids = this.#ids;
    const groups = this.#groups;
    this.#blocks.forEach((block, at) => {
      const first = at * rowsPerBlock;
      const rows = Math.min(rowsPerBlock, ids.length - first);
      for (let row = 0; row < rows; row += 1) {
        if (accepts && !accepts(groups[first + row] as number)) continue;
        best.offer(
          ids[first + row] as number,
          dotProduct(query, block, row * this.dimension, this.dimension),
        );
      }
    });
    return best.sorted();
  }

  /** The same over the ids given; ids that aren't here are passed over. */
  nearestAmong(ids: Iterable<number>, query: Float32Array, k: number, accepts?: GroupFilter): Neighbour[] {
    const best = new BestScores(k);
    for (const id of ids) {
      const row = this.#rows.get(id);
      if (row === undefined || (accepts && !accepts(this.#groups[row] as number))) continue;
      best.offer(id, this.#dot(query, row));
    }
    return best.sorted();
  }

  /** The cosine of a question with an id's vector, or undefined. */
  cosine(id: number, query: Float32Array): number | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.#dot(query, row);
  }

  #resizeGroup(group: number, by: 1 | -1): void {
    // Filled up to the group, so that the list has no holes.
    while (this.#groupSizes.length <= group) this.#groupSizes.push(0);
    this.#groupSizes[group] = (this.#groupSizes[group] as number) + by;
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
    return dotProduct(query, block, (row % rowsPerBlock) * this.dimension, this.dimension);
  }
}

/** Whether one neighbour ranks before another: the higher cosine, then the smaller id. */
export function precedes(a: Neighbour, b: Neighbour): boolean {
  return a.score > b.score || (a.score === b.score && a.id < b.id);
}
