import { splitClauses } from '~/knowledge/search/judging/split-clauses';
import type { SqlReader } from '~/prisma/database.server';

import type { ClauseSense } from './clause-sense';

/**
 * The cosines of the question with the clauses of each passage, in their order. A passage of one clause, or whose clauses
 * wait for their vectors, has none. `model` is the beginning of the model's name.
 */
export function readClauseSenses(
  sql: SqlReader,
  ids: readonly number[],
  { vector, model }: { vector: Float32Array; model: string },
): Map<number, ClauseSense[]> {
  if (ids.length === 0) return new Map();
  const rows = sql.all<{ id: number; text: string; bytes: ArrayBuffer | Uint8Array }>(
    `SELECT p.id AS id, p.text AS text, c.bytes AS bytes
       FROM "Passage" p JOIN "ClauseVectors" c ON c.textHash = p.textHash
      WHERE p.id IN (${ids.map(() => '?').join(', ')}) AND c.model LIKE ? || '%'`,
    [...ids, model],
  );
  return new Map(rows.map(({ id, text, bytes }) => [id, sensesOf(text, asSigned(bytes), vector)]));
}

function sensesOf(text: string, packed: Int8Array, vector: Float32Array): ClauseSense[] {
  const clauses = splitClauses(text);
  const dimension = vector.length;
  // Cut by another rule, or made by another model: nothing can be told of its parts.
  if (clauses.length < 2 || packed.length !== clauses.length * dimension) return [];
  let from = 0;
  return clauses.map((clause, row) => {
    const start = text.indexOf(clause, from);
    from = start + clause.length;
    return {
      start,
      end: from,
      similarity: cosine(vector, packed.subarray(row * dimension, (row + 1) * dimension)),
    };
  });
}

function cosine(unit: Float32Array, packed: Int8Array): number {
  let [sum, square] = [0, 0];
  for (let at = 0; at < unit.length; at += 1) {
    const value = packed[at] ?? 0;
    sum += (unit[at] ?? 0) * value;
    square += value * value;
  }
  // Bytes leave no vector quite at unit length.
  return square === 0 ? 0 : sum / Math.sqrt(square);
}

function asSigned(bytes: ArrayBuffer | Uint8Array): Int8Array {
  return bytes instanceof ArrayBuffer
    ? new Int8Array(bytes)
    : new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
