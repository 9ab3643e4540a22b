import { documentStatus } from '~/knowledge/documents/document-status';
import type { SqlReader } from '~/prisma/database.server';

import type { RankedPassage } from './ranked-passage';

/** A passage with the face of its document, before it is ranked. */
export type PassageFace = Omit<RankedPassage, 'score' | 'ranks'>;

interface Row extends Omit<PassageFace, 'status' | 'corrected'> {
  correctedAt: string | null;
  repealedOn: string | null;
  supersededOn: string | null;
}

/** Reads passages by id, with their documents' status on a day. Ids that no longer exist are missing in the answer. */
export function readPassages(sql: SqlReader, ids: readonly number[], asOf: string): Map<number, PassageFace> {
  if (ids.length === 0) return new Map();
  const rows = sql.all<Row>(
    `SELECT p.id AS passageId, p.documentId AS documentId, d.title AS title, d.documentNumber AS documentNumber,
            d.issuer AS issuer, d.region AS region, p.path AS path, p.text AS text, d.textKind AS textKind,
            d.textOrigin AS textOrigin, p.correctedAt AS correctedAt,
            d.effectiveFrom AS effectiveFrom, d.expiresOn AS expiresOn, d.repealedOn AS repealedOn,
            d.supersededOn AS supersededOn, p.number AS number, p.kind AS kind
       FROM "Passage" p JOIN "Document" d ON d.id = p.documentId
      WHERE p.id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(
    rows.map(({ repealedOn, supersededOn, correctedAt, ...face }) => {
      const status = documentStatus({ ...face, repealedOn, supersededOn }, asOf);
      return [face.passageId, { ...face, status, ...(correctedAt !== null && { corrected: true }) }];
    }),
  );
}

/** Reads the ids of the documents that a condition over `"Document" AS d` lets through. */
export function readDocumentIds(
  sql: SqlReader,
  condition: { sql: string; args: readonly string[] },
): Set<string> {
  const rows = sql.all<{ id: string }>(
    `SELECT d.id AS id FROM "Document" d WHERE ${condition.sql}`,
    condition.args,
  );
  return new Set(rows.map(({ id }) => id));
}
