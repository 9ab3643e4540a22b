import type { SqlReader } from '~/prisma/database.server';

/** A passage's vector as it stands in the database; `version` rises with each vector written. */
export interface StoredVector {
  id: number;
  documentId: string;
  version: number;
  vector: Float32Array;
}

interface Row {
  id: number;
  documentId: string;
  version: number;
  bytes: ArrayBuffer | Uint8Array;
}

const columns = 'p.id AS id, p.documentId AS documentId, v.rowid AS version, v.bytes AS bytes';

/** The vectors of the passages with ids in (`after`, `upTo`]. */
export function readVectorsOfPassages(
  sql: SqlReader,
  model: string,
  after: number,
  upTo: number,
): StoredVector[] {
  return sql
    .all<Row>(
      `SELECT ${columns} FROM "Passage" p
         CROSS JOIN "PassageVector" v ON v.textHash = p.textHash AND v.model = ?
        WHERE p.id > ? AND p.id <= ? ORDER BY p.id`,
      [model, after, upTo],
    )
    .map(toVector);
}

/** The vectors of the passages named. */
export function readVectorsOf(sql: SqlReader, model: string, ids: readonly number[]): StoredVector[] {
  return sql
    .all<Row>(
      `SELECT ${columns} FROM "Passage" p
         CROSS JOIN "PassageVector" v ON v.textHash = p.textHash AND v.model = ?
        WHERE p.id IN (${ids.map(() => '?').join(', ')})`,
      [model, ...ids],
    )
    .map(toVector);
}

/** The vectors whose own version is in (`after`, `upTo`], for every passage that they stand for. */
export function readNewVectors(sql: SqlReader, model: string, after: number, upTo: number): StoredVector[] {
  return sql
    .all<Row>(
      `SELECT ${columns} FROM "PassageVector" v CROSS JOIN "Passage" p ON p.textHash = v.textHash
        WHERE v.rowid > ? AND v.rowid <= ? AND v.model = ? ORDER BY v.rowid, p.id`,
      [after, upTo, model],
    )
    .map(toVector);
}

function toVector({ bytes, ...row }: Row): StoredVector {
  // Copied, since a blob needn't begin at a multiple of four.
  const copy = new Uint8Array(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes);
  return { ...row, vector: new Float32Array(copy.buffer) };
}
