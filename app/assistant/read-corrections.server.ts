import { documentStatus, type DocumentStatus } from '~/knowledge/documents/document-status';
import { cityDate, type IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

/** What an asker is told under an old answer. */
export interface TurnCorrection {
  n: number;
  change: string;
  path: string;
  before: string;
  after: string | null;
  afterPassageId: number | null;
  afterDocumentId: string | null;
  toldOn: IsoDate;
}

/** Turn → its corrections, in the order of its citations. The caller has the right to the turns. */
export async function readCorrections(
  db: Db,
  turnIds: readonly string[],
): Promise<Record<string, TurnCorrection[]>> {
  const rows = await db.answerCorrection.findMany({
    where: { turnId: { in: [...turnIds] } },
    orderBy: [{ n: 'asc' }, { toldAt: 'asc' }],
  });
  const byTurn: Record<string, TurnCorrection[]> = {};
  for (const row of rows) {
    const { turnId, n, change, path, before, after, afterPassageId, afterDocumentId, toldAt } = row;
    (byTurn[turnId] ??= []).push({
      n,
      change,
      path,
      before,
      after,
      afterPassageId,
      afterDocumentId,
      toldOn: cityDate(toldAt),
    });
  }
  return byTurn;
}

/** Document → its status today; documents that were withdrawn or deleted are missing. */
export type CurrentStatuses = Record<string, DocumentStatus>;

/** The status today of documents that were cited. */
export async function readCurrentStatuses(
  db: Db,
  documentIds: readonly string[],
  today: IsoDate,
): Promise<CurrentStatuses> {
  if (documentIds.length === 0) return {};
  const rows = await db.document.findMany({
    where: { id: { in: [...new Set(documentIds)] }, state: 'published' },
    select: { id: true, effectiveFrom: true, expiresOn: true, repealedOn: true, supersededOn: true },
  });
  return Object.fromEntries(rows.map((row) => [row.id, documentStatus(row, today)]));
}
