import type { SqlReader } from '~/prisma/database.server';

import type { FusedRank } from './fusion/fuse-ranks';

/** How many of the first places are looked through. */
const looked = 200;

/**
 * Puts the passages of documents that the question names first: by document number (文号), then by title, each in the order
 * in which they ranked. The places keep their scores, so that they go on falling.
 */
export function putNamedFirst(
  sql: SqlReader,
  order: readonly FusedRank[],
  named: { numbers: readonly string[]; titles: readonly string[] },
): FusedRank[] {
  if (named.numbers.length === 0 && named.titles.length === 0) return [...order];
  const ids = order.slice(0, looked).map(({ id }) => id);
  const rows = sql.all<{ id: number; title: string; number: string | null }>(
    `SELECT p.id AS id, d.title AS title, d.documentNumber AS number
       FROM "Passage" p JOIN "Document" d ON d.id = p.documentId
      WHERE p.id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  const classOf = new Map(
    rows.map(({ id, title, number }) => {
      const isNumbered = number !== null && named.numbers.includes(number);
      return [id, isNumbered ? 0 : named.titles.includes(title) ? 1 : 2];
    }),
  );
  const sorted = [...order].sort((a, b) => (classOf.get(a.id) ?? 2) - (classOf.get(b.id) ?? 2));
  return sorted.map((entry, at) => ({ ...entry, score: order[at]?.score ?? entry.score }));
}
