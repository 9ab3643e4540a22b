import { documentStatus } from '~/knowledge/documents/document-status';
import type { SqlReader } from '~/prisma/database.server';

import { readableDocuments, restsOnValidSources, type PassageFilter } from '../passage-filter';
import type { DroppedPassage, DropReason } from './search-explanation';

interface Row {
  passageId: number;
  documentId: string;
  title: string;
  path: string;
  region: string;
  departmentId: string | null;
  effectiveFrom: string | null;
  expiresOn: string | null;
  repealedOn: string | null;
  supersededOn: string | null;
  readable: number;
  restsOnValid: number;
}

/** What the filters took out of a ranking that knew none. */
export interface Dropped {
  dropped: DroppedPassage[];
  hiddenByRights: number;
}

/**
 * Says for each passage of an unfiltered ranking (ids, best first) why a filter took it out. What the reader may not see
 * (drafts, another department's) is counted and never named.
 */
export function findDropped(sql: SqlReader, ranking: readonly number[], filter: PassageFilter): Dropped {
  if (ranking.length === 0) return { dropped: [], hiddenByRights: 0 };
  const rights = readableDocuments(filter.reader);
  const valid = restsOnValidSources(filter.asOf);
  const rows = sql.all<Row>(
    `SELECT p.id AS passageId, d.id AS documentId, d.title AS title, p.path AS path, d.region AS region,
            d.departmentId AS departmentId, d.effectiveFrom AS effectiveFrom, d.expiresOn AS expiresOn,
            d.repealedOn AS repealedOn, d.supersededOn AS supersededOn, (${rights.sql}) AS readable,
            (${valid.sql}) AS restsOnValid
       FROM "Passage" p JOIN "Document" d ON d.id = p.documentId
      WHERE p.id IN (${ranking.map(() => '?').join(', ')})`,
    [...rights.args, ...valid.args, ...ranking],
  );
  const rowOf = new Map(rows.map((row) => [row.passageId, row]));
  const dropped = ranking.flatMap((id, at): DroppedPassage[] => {
    const row = rowOf.get(id);
    const reasons = row && row.readable === 1 ? reasonsFor(row, filter) : [];
    const [reason] = reasons;
    if (!row || reason === undefined) return [];
    const { passageId, documentId, title, path } = row;
    return [{ passageId, documentId, title, path, reasons, reason, wouldRank: at + 1 }];
  });
  return { dropped, hiddenByRights: rows.filter(({ readable }) => readable !== 1).length };
}

function reasonsFor(row: Row, { asOf, regions, departmentId }: PassageFilter): DropReason[] {
  const status = documentStatus(row, asOf);
  const isElsewhere = regions !== undefined && regions.length > 0 && !regions.includes(row.region);
  return [
    ...(status === 'in-force' ? [] : [status]),
    ...(row.restsOnValid === 1 ? [] : (['source-ended'] as const)),
    ...(isElsewhere ? (['region'] as const) : []),
    ...(departmentId !== undefined && departmentId !== row.departmentId ? (['department'] as const) : []),
  ];
}
