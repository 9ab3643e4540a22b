/** A question's words as the model reads them in their context. */
export interface QuestionWords {
  /** The pieces of words, as the model cuts them; marks and prefixes are left out. */
  pieces: string[];
  /** A unit vector for each piece, one after another, less what all questions' words share. */
  vectors: Float32Array;
}

/** Question words that are compared at most: more is a pasted text, whose rarest words suffice. */
const mostWords = 32;
const bitsPerByte = 8;
const valuesOfByte = 256;

/**
 * Packs the words of a passage: for each number of each vector a bit, set where it is above the mean of all passages' words.
 * What words share says nothing about them; of the rest the signs alone rank as well as the numbers (measured in
 * docs/decisions/014), at a thirty-second of the room. `rows`: which vectors are taken.
 */
export function packSigns(
  vectors: Float32Array,
  dimension: number,
  rows: readonly number[],
  mean: Float32Array,
): Uint8Array {
  const width = dimension / bitsPerByte;
  const packed = new Uint8Array(rows.length * width);
  rows.forEach((row, place) => {
    const length = lengthOf(vectors, row * dimension, dimension);
    for (let at = 0; at < dimension; at += 1) {
      if ((vectors[row * dimension + at] as number) <= (mean[at] as number) * length) continue;
      const byte = place * width + (at >>> 3);
      packed[byte] = (packed[byte] as number) | (1 << (at & 7));
    }
  });
  return packed;
}

/** Unit vectors of the rows named, each less the mean before it is brought to length 1 again. */
export function centreRows(
  vectors: Float32Array,
  dimension: number,
  rows: readonly number[],
  mean: Float32Array,
): Float32Array {
  const centred = new Float32Array(rows.length * dimension);
  rows.forEach((row, place) => {
    const length = lengthOf(vectors, row * dimension, dimension) || 1;
    const to = place * dimension;
    for (let at = 0; at < dimension; at += 1) {
      centred[to + at] = (vectors[row * dimension + at] as number) / length - (mean[at] as number);
    }
    const rest = lengthOf(centred, to, dimension) || 1;
    for (let at = to; at < to + dimension; at += 1) centred[at] = (centred[at] as number) / rest;
  });
  return centred;
}

/**
 * A question laid out for comparing it with packed words: for each of its words and each byte of a packed one, what the eight
 * signs of any value come to. A comparison is then a sum of 48 numbers instead of 384 products.
 */
export class ComparedWords {
  readonly #width: number;
  readonly #tables: Float32Array;
  readonly #weights: Float64Array;

  /** `weights`: what each piece counts, in their order; all 0 counts them alike. */
  constructor({ pieces, vectors }: QuestionWords, weights: readonly number[]) {
    const dimension = pieces.length === 0 ? 0 : vectors.length / pieces.length;
    this.#width = dimension / bitsPerByte;
    const chosen = pieces
      .map((_, at) => at)
      .sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b)
      .slice(0, mostWords);
    const total = chosen.reduce((sum, at) => sum + (weights[at] as number), 0);
    this.#weights = Float64Array.from(chosen, (at) =>
      total > 0 ? (weights[at] as number) / total : 1 / chosen.length,
    );
    this.#tables = new Float32Array(chosen.length * this.#width * valuesOfByte);
    chosen.forEach((at, place) =>
      this.#layOut(vectors.subarray(at * dimension, (at + 1) * dimension), place),
    );
  }

  /** How well the passage answers word by word, about −1…1: the mean over the question's words of the likest of the passage's; null when it has none. */
  compare(packed: Uint8Array): number | null {
    const width = this.#width;
    const words = width === 0 ? 0 : Math.floor(packed.length / width);
    if (words === 0 || this.#weights.length === 0) return null;
    let score = 0;
    for (let place = 0; place < this.#weights.length; place += 1) {
      const weight = this.#weights[place] as number;
      if (weight > 0) score += weight * this.#likest(place, packed, words);
    }
    // A sign vector has the length √dimension.
    return score / Math.sqrt(width * bitsPerByte);
  }

  #likest(place: number, packed: Uint8Array, words: number): number {
    const tables = this.#tables;
    const width = this.#width;
    const from = place * width * valuesOfByte;
    let best = -Infinity;
    for (let word = 0; word < words; word += 1) {
      let sum = 0;
      let table = from;
      const end = (word + 1) * width;
      for (let at = word * width; at < end; at += 1) {
        sum += tables[table + (packed[at] as number)] as number;
        table += valuesOfByte;
      }
      if (sum > best) best = sum;
    }
    return best;
  }

  #layOut(vector: Float32Array, place: number): void {
    for (let byte = 0; byte < this.#width; byte += 1) {
      const table = (place * this.#width + byte) * valuesOfByte;
      let none = 0;
      for (let bit = 0; bit < bitsPerByte; bit += 1) none -= vector[byte * bitsPerByte + bit] as number;
      this.#tables[table] = none;
      for (let value = 1; value < valuesOfByte; value += 1) {
        // The same value without its lowest bit, and that bit turned.
        const bit = 31 - Math.clz32(value & -value);
        this.#tables[table + value] =
          (this.#tables[table + (value & (value - 1))] as number) +
          2 * (vector[byte * bitsPerByte + bit] as number);
      }
    }
  }
}

function lengthOf(vectors: Float32Array, from: number, dimension: number): number {
  let squares = 0;
  for (let at = from; at < from + dimension; at += 1) squares += (vectors[at] as number) ** 2;
  return Math.sqrt(squares);
}
