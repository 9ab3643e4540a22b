import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { requireDraft } from './open-draft.server';

/**
 * Throws a draft away. Throws `NotFoundError` for another firm's, `ConflictError` once it was handed in: that is
 * withdrawn, never deleted.
 */
export async function discardDraft(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  draftId: string,
): Promise<void> {
  const { id, enterpriseId } = await requireDraft(deps, reader, draftId);
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.draft.deleteMany({ where: { id, submittedAt: null } });
    if (count === 0) throw new ConflictError('The draft was submitted');
    const subject = { subjectKind: 'draft', subjectId: id, enterpriseId };
    await appendAuditEntry(tx, reader, { action: 'draft.discarded', ...subject, detail: {} }, deps.now());
  });
}
