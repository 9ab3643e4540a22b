import { documentStatus, type DocumentDates } from '~/knowledge/documents/document-status';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { SqlReader } from '~/prisma/database.server';

import { extractFigures } from './extract-figures';
import { withoutInjected } from './injected-instructions';
import type { SourcePassage } from './source-passage';
import { splitClauses } from './split-clauses';

interface Row extends DocumentDates {
  passageId: number;
  documentId: string;
  path: string;
  text: string;
  kind: string;
  title: string;
  documentNumber: string | null;
  issuer: string | null;
  textKind: string;
  textOrigin: string;
}

/**
 * The clause of a policy's own documents that names the days on which its applications open and close (申报期), with its
 * passage; null when none in force names both. `numbers` are the 文号 of the documents that the policy names.
 */
export function findWindowClause(
  sql: SqlReader,
  numbers: readonly string[],
  window: { opens: IsoDate; closes: IsoDate },
  asOf: IsoDate,
): { passage: SourcePassage; text: string } | null {
  if (numbers.length === 0) return null;
  const rows = sql.all<Row>(
    `SELECT p.id AS passageId, p.documentId, p.path, p.text, p.kind, d.title, d.documentNumber, d.issuer, d.textKind,
            d.textOrigin, d.effectiveFrom, d.expiresOn, d.repealedOn, d.supersededOn
       FROM "Document" d JOIN "Passage" p ON p.documentId = d.id
      WHERE d.documentNumber IN (${numbers.map(() => '?').join(', ')})
        AND d.state = 'published' AND d.audience = 'public'
      ORDER BY d.effectiveFrom DESC, p.number`,
    [...new Set(numbers)],
  );
  for (const row of rows) {
    const status = documentStatus(row, asOf);
    const text = withoutInjected(row.text);
    const clause = splitClauses(text).find((each) => names(each.text, window));
    if (status !== 'in-force' || !clause) continue;
    const { repealedOn: _repealed, supersededOn: _superseded, ...face } = row;
    return { passage: { ...face, text, status, similarity: null, found: false }, text: clause.text };
  }
  return null;
}

function names(clause: string, { opens, closes }: { opens: IsoDate; closes: IsoDate }): boolean {
  const dates = new Set(
    extractFigures(clause).flatMap(({ kind, value }) => (kind === 'date' ? [value] : [])),
  );
  return dates.has(opens) && dates.has(closes);
}
