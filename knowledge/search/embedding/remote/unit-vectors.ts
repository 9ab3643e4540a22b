import { EmbeddingServerError } from './embedding-server-error';

/**
 * Vectors as a server sent them, brought to unit length. Refused are: another number of vectors than texts, another
 * length than `dimension` (null: whatever the first has), a number that is none, and the zero vector, whose cosine with
 * everything is undefined. Throws `EmbeddingServerError` "bad-answer".
 */
export function toUnitVectors(
  raw: readonly (readonly number[])[],
  texts: number,
  dimension: number | null,
): Float32Array[] {
  if (raw.length !== texts) {
    throw badAnswer(`the server gave ${String(raw.length)} vectors for ${String(texts)} texts`);
  }
  const expected = dimension ?? raw[0]?.length ?? 0;
  return raw.map((numbers) => {
    if (numbers.length !== expected || expected === 0) {
      throw badAnswer(
        `the server gave a vector of ${String(numbers.length)} numbers instead of ${String(expected)}`,
      );
    }
    return toUnit(numbers);
  });
}

function toUnit(numbers: readonly number[]): Float32Array {
  // Brought to 1 at most first, so that no square overflows or vanishes.
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  if (!numbers.every(Number.isFinite)) throw badAnswer('the server gave a vector with a number that is none');
  if (largest === 0) throw badAnswer('the server gave a vector of zeros');
  const length = Math.sqrt(numbers.reduce((sum, number) => sum + (number / largest) ** 2, 0));
  return Float32Array.from(numbers, (number) => number / largest / length);
}

function badAnswer(message: string): EmbeddingServerError {
  return new EmbeddingServerError('bad-answer', message);
}
