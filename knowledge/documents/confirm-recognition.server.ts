import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { requireManagedDocument } from './require-managed-document.server';

/**
 * Says that a person has compared the recognised text with the pictures, or takes that back. Twice the same is once;
 * nothing happens to a document whose text was not recognised. Throws AccessDeniedError or NotFoundError.
 */
export async function confirmRecognition(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  id: string,
  isChecked: boolean,
): Promise<void> {
  const at = now();
  const textOrigin = isChecked ? 'ocr-confirmed' : 'ocr-unchecked';
  await db.$transaction(async (tx) => {
    const row = await requireManagedDocument(tx, reader, id);
    if (row.textOrigin === 'original' || row.textOrigin === textOrigin) return;
    await tx.document.update({
      where: { id },
      data: {
        textOrigin,
        ocrCheckedById: isChecked ? (reader.personId ?? reader.keyId) : null,
        ocrCheckedAt: isChecked ? at : null,
      },
    });
    await appendAuditEntry(
      tx,
      reader,
      {
        action: isChecked ? 'document.recognition-confirmed' : 'document.recognition-reopened',
        subjectKind: 'document',
        subjectId: id,
        detail: { title: row.title, pages: row.ocrPages },
      },
      at,
    );
  });
}
