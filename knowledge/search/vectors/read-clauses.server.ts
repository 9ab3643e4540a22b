import type { SqlReader } from '~/prisma/database.server';

/** The vectors of a passage's clauses as they stand in the database: packed, empty for a passage of one clause. */
export interface StoredClauses {
  id: number;
  packed: Int8Array;
}

interface Row {
  id: number;
  bytes: ArrayBuffer | Uint8Array;
}

const select = 'SELECT p.id AS id, c.bytes AS bytes FROM';
const byPassage = `${select} "Passage" p CROSS JOIN "ClauseVectors" c ON c.textHash = p.textHash AND c.model = ?`;

/** The clauses of the passages with ids in (`after`, `upTo`]. */
export function readClausesOfPassages(
  sql: SqlReader,
  model: string,
  after: number,
  upTo: number,
): StoredClauses[] {
  return sql.all<Row>(`${byPassage} WHERE p.id > ? AND p.id <= ?`, [model, after, upTo]).map(toClauses);
}

/** The clauses of the passages named. */
export function readClausesOf(sql: SqlReader, model: string, ids: readonly number[]): StoredClauses[] {
  return sql
    .all<Row>(`${byPassage} WHERE p.id IN (${ids.map(() => '?').join(', ')})`, [model, ...ids])
    .map(toClauses);
}

/** The clauses written in rows (`after`, `upTo`], for every passage that they stand for. */
export function readNewClauses(sql: SqlReader, model: string, after: number, upTo: number): StoredClauses[] {
  return sql
    .all<Row>(
      `${select} "ClauseVectors" c CROSS JOIN "Passage" p ON p.textHash = c.textHash
        WHERE c.rowid > ? AND c.rowid <= ? AND c.model = ? ORDER BY c.rowid`,
      [after, upTo, model],
    )
    .map(toClauses);
}

function toClauses({ id, bytes }: Row): StoredClauses {
  const packed =
    bytes instanceof ArrayBuffer
      ? new Int8Array(bytes)
      : new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { id, packed };
}
