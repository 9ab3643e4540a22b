import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { correctableFields, type CorrectableField } from './correct-document.server';
import { isOpen } from './document-fields';
import type { DocumentMetadata } from './metadata';
import { requireManagedDocument } from './require-managed-document.server';

const dates: readonly CorrectableField[] = ['effectiveFrom', 'expiresOn'];

interface Dependencies {
  db: Db;
  now: () => Date;
}

/** Notes who looked at a found value and let it stand. Throws NotFoundError (not the reader's, nothing found). */
export async function confirmField(
  { db, now }: Dependencies,
  reader: Reader,
  id: string,
  field: CorrectableField,
): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const row = await requireManagedDocument(tx, reader, id);
    const metadata = row.metadata as unknown as DocumentMetadata;
    const found = metadata.fields[field];
    if (!found) throw new NotFoundError('found-value', field);
    if (found.confirmedBy !== undefined) return;
    found.confirmedBy = reader.name ?? reader.kind;
    found.confirmedAt = at.toISOString();
    await tx.document.update({
      where: { id },
      data: {
        metadata: metadata as unknown as Prisma.InputJsonObject,
        // Both days were looked at: nothing about them waits for a person any more.
        ...(dates.includes(field) &&
          !dates.some((date) => isOpen(metadata.fields[date])) && { datesState: 'given' }),
      },
    });
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'document.confirm-field',
        subjectKind: 'document',
        subjectId: id,
        detail: { field, value: found.value },
      },
      at,
    );
  });
}

/** The fields whose newest value is a correction that can be taken back. */
export function lastCorrections(metadata: DocumentMetadata): CorrectableField[] {
  return correctableFields.filter(
    (field) =>
      metadata.fields[field]?.from === 'correction' &&
      metadata.history.some((entry) => entry.field === field),
  );
}
