import { AccessDeniedError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';

import { managedDocuments, managesDocuments } from './readable-documents';

/** A document that the reader may change, without its text. Throws AccessDeniedError or NotFoundError. */
export async function requireManagedDocument(tx: Tx, reader: Reader, id: string) {
  if (!managesDocuments(reader)) throw new AccessDeniedError('manage-documents');
  const row = await tx.document.findFirst({
    where: { AND: [{ id }, managedDocuments(reader)] },
    omit: { text: true },
  });
  if (!row) throw new NotFoundError('document', id);
  return row;
}
