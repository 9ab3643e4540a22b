import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { readableDocuments } from './readable-documents';

/** A version of a document with its passages, and the days on which it counts. */
export type DocumentVersion = Awaited<ReturnType<typeof findVersions>>[number];

/** The published versions of a document's title that the reader may read, the oldest first. */
export async function findVersions(db: Db, reader: Reader, documentId: string) {
  const document = await db.document.findFirst({
    where: { id: documentId, ...readableDocuments(reader) },
    select: { titleKey: true, textKind: true },
  });
  if (!document) return [];
  return db.document.findMany({
    where: {
      AND: [
        { titleKey: document.titleKey, textKind: document.textKind, state: 'published' },
        readableDocuments(reader),
      ],
    },
    orderBy: [{ effectiveFrom: 'asc' }, { createdAt: 'asc' }],
    select: {
      id: true,
      title: true,
      documentNumber: true,
      issuer: true,
      textKind: true,
      effectiveFrom: true,
      expiresOn: true,
      supersededOn: true,
      repealedOn: true,
      passages: { orderBy: { number: 'asc' }, select: { id: true, path: true, text: true } },
    },
  });
}
