import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { requireManagedDocument } from '../require-managed-document.server';

/** Who may read a document: everybody, or only the people of the department that keeps it. */
export type Audience = 'public' | 'department';

/**
 * Says who may read a document; from then on search, chat, pages and the API keep it from all others. Throws
 * NotFoundError (not the reader's), InvalidInputError (no department keeps it, so that nobody could read it).
 */
export async function setAudience(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  id: string,
  audience: Audience,
): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const row = await requireManagedDocument(tx, reader, id);
    if (row.audience === audience) return;
    if (audience === 'department' && row.departmentId === null)
      throw new InvalidInputError({
        audience: '这份文件不属于任何部门，只能公开；请由所属部门重新上传后再设为内部',
      });
    await tx.document.update({ where: { id }, data: { audience } });
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'document.audience',
        subjectKind: 'document',
        subjectId: id,
        detail: { from: row.audience, to: audience },
      },
      at,
    );
  });
}
