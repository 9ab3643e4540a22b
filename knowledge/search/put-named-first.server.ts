import type { SqlReader } from '~/prisma/database.server';

import type { FusedRank } from './fusion/fuse-ranks';
import type { SqlCondition } from './passage-filter';

/** How many of the first places are looked through. */
const looked = 200;
/** How many passages of a document are added that no list holds. */
const added = 10;

/** What a question names. */
export interface NamedDocuments {
  /** 文号, in the corpus's spelling. */
  numbers: readonly string[];
  titles: readonly string[];
}

interface NamedRow {
  id: string;
  title: string;
  number: string | null;
}

/**
 * Puts the passages of documents that the question names first: by document number (文号), then by title, each in the
 * order in which they ranked; a named document that ranked nowhere comes with its first passages. `condition` is what
 * the reader may see on the day. The places keep their scores, so that they go on falling.
 */
export function putNamedFirst(
  sql: SqlReader,
  order: readonly FusedRank[],
  named: NamedDocuments,
  condition: SqlCondition,
): FusedRank[] {
  const documents = readNamed(sql, named, condition);
  if (documents.size === 0) return [...order];
  const documentOf = readDocumentsOf(
    sql,
    order.slice(0, looked).map(({ id }) => id),
  );
  const ranked = new Set(documentOf.values());
  const missing = [...documents.keys()].filter((id) => !ranked.has(id));
  const brought = missing.flatMap((documentId) => readFirstPassages(sql, documentId, documentOf));
  const known = new Set(brought.map(({ id }) => id));
  const all = [...order.filter(({ id }) => !known.has(id)), ...brought];
  const placeOf = ({ id }: FusedRank) => documents.get(documentOf.get(id) ?? '') ?? 2;
  const least = order.at(-1)?.score ?? 0;
  return all
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((entry, at) => ({ ...entry, score: order[at]?.score ?? least }));
}

/** The named documents that may be shown: 0 when named by number, 1 by title. */
function readNamed(
  sql: SqlReader,
  { numbers, titles }: NamedDocuments,
  condition: SqlCondition,
): Map<string, number> {
  if (numbers.length === 0 && titles.length === 0) return new Map();
  const places = (values: readonly string[]) => values.map(() => '?').join(', ');
  const rows = sql.all<NamedRow>(
    `SELECT d.id AS id, d.title AS title, d.documentNumber AS number FROM "Document" d
      WHERE (d.documentNumber IN (${places(numbers)}) OR d.title IN (${places(titles)})) AND ${condition.sql}`,
    [...numbers, ...titles, ...condition.args],
  );
  return new Map(
    rows.map(({ id, number }) => [id, number !== null && numbers.includes(number) ? 0 : 1] as const),
  );
}

function readDocumentsOf(sql: SqlReader, ids: readonly number[]): Map<number, string> {
  const rows = sql.all<{ id: number; documentId: string }>(
    `SELECT id, documentId FROM "Passage" WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(rows.map(({ id, documentId }) => [id, documentId]));
}

function readFirstPassages(sql: SqlReader, documentId: string, documentOf: Map<number, string>): FusedRank[] {
  const rows = sql.all<{ id: number }>(
    'SELECT id FROM "Passage" WHERE documentId = ? ORDER BY number LIMIT ?',
    [documentId, added],
  );
  for (const { id } of rows) documentOf.set(id, documentId);
  return rows.map(({ id }) => ({ id, score: 0, ranks: [null, null] }));
}
