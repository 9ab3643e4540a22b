import type { IsoDate } from '~/prisma/calendar/city-date';
import { addDays, cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { documentStatus } from '../document-status';

/** What made a document no longer the city's word, since when, and the clauses that stand in its place. */
export interface DocumentChange {
  kind: 'superseded' | 'repealed' | 'expired' | 'withdrawn';
  on: IsoDate | null;
  by: { id: string; title: string } | null;
  newer: { id: number; documentId: string; path: string; text: string }[];
}

/** The change of a document as of today; null while it is in force, not yet in force, or a draft. */
export async function findDocumentChange(
  db: Db | Tx,
  documentId: string,
  today: IsoDate,
): Promise<DocumentChange | null> {
  const document = await db.document.findUniqueOrThrow({
    where: { id: documentId },
    select: {
      state: true,
      titleKey: true,
      region: true,
      effectiveFrom: true,
      expiresOn: true,
      repealedOn: true,
      repealedBy: true,
      supersededOn: true,
      supersededById: true,
    },
  });
  const kind = kindOf(document, today);
  if (kind === null) return null;
  const named =
    kind === 'superseded' ? document.supersededById : kind === 'repealed' ? document.repealedBy : null;
  const follower = await readFollower(db, document, documentId, named, today);
  const newer = follower
    ? await db.passage.findMany({
        where: { documentId: follower.id },
        orderBy: { number: 'asc' },
        select: { id: true, documentId: true, path: true, text: true },
      })
    : [];
  return { kind, on: await dayOf(db, documentId, document, kind), by: follower, newer };
}

type Dates = Parameters<typeof documentStatus>[0] & { state: string };

function kindOf(document: Dates, today: IsoDate): DocumentChange['kind'] | null {
  if (document.state === 'withdrawn') return 'withdrawn';
  if (document.state !== 'published') return null;
  const status = documentStatus(document, today);
  return status === 'in-force' || status === 'not-yet' ? null : status;
}

/** The document that is named, else the version of the same title that is in force. */
async function readFollower(
  db: Db | Tx,
  { titleKey, region }: { titleKey: string; region: string },
  documentId: string,
  named: string | null,
  today: IsoDate,
): Promise<{ id: string; title: string } | null> {
  const candidates = await db.document.findMany({
    where: {
      state: 'published',
      // What the public may not read is no news to an asker.
      audience: 'public',
      OR: [{ id: named ?? '' }, { titleKey, region, id: { not: documentId } }],
    },
    select: {
      id: true,
      title: true,
      effectiveFrom: true,
      expiresOn: true,
      repealedOn: true,
      supersededOn: true,
    },
  });
  const chosen =
    candidates.find((one) => documentStatus(one, today) === 'in-force') ??
    candidates.find(({ id }) => id === named);
  return chosen ? { id: chosen.id, title: chosen.title } : null;
}

async function dayOf(
  db: Db | Tx,
  documentId: string,
  document: Dates,
  kind: DocumentChange['kind'],
): Promise<IsoDate | null> {
  if (kind === 'superseded') return document.supersededOn;
  if (kind === 'repealed') return document.repealedOn;
  if (kind === 'expired') return document.expiresOn === null ? null : addDays(document.expiresOn, 1);
  const entry = await db.auditEntry.findFirst({
    where: { subjectKind: 'document', subjectId: documentId, action: 'document.withdraw' },
    orderBy: { seq: 'desc' },
    select: { at: true },
  });
  return entry ? cityDate(entry.at) : null;
}
