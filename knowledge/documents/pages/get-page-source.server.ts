import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { deskDocuments, managesDocuments } from '../readable-documents';
import { drawableAs } from './drawable-page';

/** The stored original of a document whose pages can be drawn; null when there is none for this reader at the desk. */
export async function getPageSource(
  db: Db,
  reader: Reader,
  documentId: string,
): Promise<{ sha256: string; format: 'pdf' | 'image' } | null> {
  if (!managesDocuments(reader)) return null;
  const document = await db.document.findFirst({
    where: { AND: [{ id: documentId }, deskDocuments(reader)] },
    select: { format: true, fileId: true },
  });
  const format = drawableAs(document?.format ?? '');
  if (!document?.fileId || format === null) return null;
  const file = await db.storedFile.findUnique({
    where: { id: document.fileId },
    select: { sha256: true },
  });
  return file && { sha256: file.sha256, format };
}
