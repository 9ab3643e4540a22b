import { dotProductWithBytes } from '../vectors/dot-product';

const rowsPerBlock = 4_096;
/** With more dead rows than living ones, and than so many, the matrix is written anew. */
const mostDead = 4_096;

interface Block {
  vectors: Int8Array;
  /** The length of each row's vector: rounding to bytes leaves none quite at that of the others. */
  lengths: Float32Array;
}

/** Where the clauses of a passage lie: in consecutive rows of one block, or in a block of their own. */
interface Place {
  block: number;
  row: number;
  rows: number;
}

/**
 * The vectors of all passages' clauses in memory, as signed bytes: 400 bytes a clause of 384 numbers. A passage of one
 * clause has none here, since its own vector says the same.
 */
export class ClauseMatrix {
  #blocks: Block[] = [];
  readonly #places = new Map<number, Place>();
  /** Rows taken in the last block. */
  #taken = rowsPerBlock;
  #dead = 0;
  #living = 0;

  constructor(readonly dimension: number) {}

  /** Clauses, over all passages. */
  get size(): number {
    return this.#living;
  }

  /** Puts a passage's clauses, one after another, in place of those that stand; none takes them out. */
  put(id: number, packed: Int8Array): void {
    this.remove(id);
    const rows = Math.floor(packed.length / this.dimension);
    if (rows > 0) this.#write(id, packed, rows);
  }

  /** Takes a passage's clauses out; returns whether there were any. */
  remove(id: number): boolean {
    const place = this.#places.get(id);
    if (!place) return false;
    this.#places.delete(id);
    this.#dead += place.rows;
    this.#living -= place.rows;
    if (this.#dead > Math.max(mostDead, this.#living)) this.#writeAnew();
    return true;
  }

  /** The best cosine of a question with a clause of the passage; null when it has none here. */
  bestCosine(id: number, question: Float32Array): number | null {
    const place = this.#places.get(id);
    if (!place) return null;
    const { vectors, lengths } = this.#blocks[place.block] as Block;
    let best = -Infinity;
    for (let row = place.row; row < place.row + place.rows; row += 1) {
      const length = lengths[row] as number;
      if (length === 0) continue;
      const cosine = dotProductWithBytes(question, vectors, row * this.dimension, this.dimension) / length;
      if (cosine > best) best = cosine;
    }
    return best === -Infinity ? null : best;
  }

  #write(id: number, packed: Int8Array, rows: number): void {
    if (this.#taken + rows > rowsPerBlock) this.#addBlock(Math.max(rows, rowsPerBlock));
    const block = this.#blocks.length - 1;
    const { vectors, lengths } = this.#blocks[block] as Block;
    const row = this.#taken;
    vectors.set(packed.subarray(0, rows * this.dimension), row * this.dimension);
    for (let at = row; at < row + rows; at += 1) lengths[at] = this.#lengthOf(vectors, at);
    this.#places.set(id, { block, row, rows });
    this.#taken += rows;
    this.#living += rows;
  }

  #lengthOf(vectors: Int8Array, row: number): number {
    let squares = 0;
    for (let at = row * this.dimension; at < (row + 1) * this.dimension; at += 1)
      squares += (vectors[at] as number) ** 2;
    return Math.sqrt(squares);
  }

  #addBlock(rows: number): void {
    this.#blocks.push({
      vectors: new Int8Array(rows * this.dimension),
      lengths: new Float32Array(rows),
    });
    this.#taken = 0;
  }

  #writeAnew(): void {
    const blocks = this.#blocks;
    const places = [...this.#places];
    this.#blocks = [];
    this.#taken = rowsPerBlock;
    this.#dead = 0;
    this.#living = 0;
    for (const [id, { block, row, rows }] of places) {
      const { vectors } = blocks[block] as Block;
      this.#write(id, vectors.subarray(row * this.dimension, (row + rows) * this.dimension), rows);
    }
  }
}
