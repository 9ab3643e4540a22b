import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { isOpen } from '../document-fields';
import type { DocumentMetadata } from '../metadata';
import { requireManagedDocument } from '../require-managed-document.server';

/** Lets the found days of effect and expiry stand: who looked and when is kept with them. Nothing to confirm: nothing happens. */
export async function confirmDates(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  id: string,
): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const row = await requireManagedDocument(tx, reader, id);
    const metadata = row.metadata as unknown as DocumentMetadata;
    const confirmed = (['effectiveFrom', 'expiresOn'] as const).filter((field) =>
      isOpen(metadata.fields[field]),
    );
    if (confirmed.length === 0) return;
    for (const field of confirmed) {
      const found = metadata.fields[field];
      if (!found) continue;
      found.confirmedBy = reader.name ?? reader.personId ?? reader.keyId ?? reader.kind;
      found.confirmedAt = at.toISOString();
    }
    await tx.document.update({
      where: { id },
      data: { metadata: metadata as unknown as Prisma.InputJsonObject, datesState: 'given' },
    });
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'document.dates-confirmed',
        subjectKind: 'document',
        subjectId: id,
        detail: Object.fromEntries(confirmed.map((field) => [field, row[field]])),
      },
      at,
    );
  });
}
