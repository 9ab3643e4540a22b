import type { SqlReader } from '~/prisma/database.server';

import { bestCosine } from './clause-vectors';

/** What clauses are compared with. */
export interface ClauseQuestion {
  vector: Float32Array;
  /** The model that made the vectors. */
  model: string;
  /** The cosine of the whole passage; null where it has no vector yet. */
  passageCosine: (id: number) => number | null;
}

interface Row {
  id: number;
  bytes: ArrayBuffer | Uint8Array;
}

const idsPerRead = 500;

/**
 * The best cosine of a clause of each passage. A passage of one clause, or whose clauses wait for their vectors, has that
 * of its whole; one without any vector is left out.
 */
export function readClauseCosines(
  sql: SqlReader,
  ids: readonly number[],
  { vector, model, passageCosine }: ClauseQuestion,
): Map<number, number> {
  const cosines = new Map<number, number>();
  for (let from = 0; from < ids.length; from += idsPerRead) {
    const some = ids.slice(from, from + idsPerRead);
    const rows = sql.all<Row>(
      `SELECT p.id AS id, c.bytes AS bytes FROM "Passage" p
         CROSS JOIN "ClauseVectors" c ON c.textHash = p.textHash AND c.model = ?
        WHERE p.id IN (${some.map(() => '?').join(', ')})`,
      [model, ...some],
    );
    for (const { id, bytes } of rows) {
      const best = bestCosine(vector, asSigned(bytes));
      if (best !== null) cosines.set(id, best);
    }
  }
  for (const id of ids) {
    const whole = cosines.has(id) ? null : passageCosine(id);
    if (whole !== null) cosines.set(id, whole);
  }
  return cosines;
}

function asSigned(bytes: ArrayBuffer | Uint8Array): Int8Array {
  return bytes instanceof ArrayBuffer
    ? new Int8Array(bytes)
    : new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
