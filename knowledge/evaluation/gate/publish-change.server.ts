import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';
import type { KnowledgeChange } from '~/prisma/generated/client';

import { changeAppliers } from './change-appliers.server';
import type { ChangeKind } from './change-kinds';

/** A change as its applier needs it. */
export type StoredChange = Pick<
  KnowledgeChange,
  'id' | 'kind' | 'title' | 'payload' | 'departmentId' | 'proposedById'
>;

/**
 * Carries a change out on what is live, in the caller's transaction, with its audit entry. `reason` stands for a
 * person's decision. What the applier throws goes through: then nothing of it happened.
 */
export async function publishChange(
  tx: Tx,
  change: StoredChange,
  by: { reader: Reader; now: Date; reason?: string },
): Promise<void> {
  const { id, kind, title, payload, departmentId, proposedById } = change;
  const { reader, now, reason } = by;
  const applier = changeAppliers[kind as ChangeKind];
  if (!applier) throw new Error(`no applier for ${kind}`);
  const undo = await applier.apply(tx, payload as never, {
    ...{ where: 'live', changeId: id, departmentId, proposedById, reader, now },
  });
  await tx.knowledgeChange.update({
    where: { id },
    data: {
      ...{ state: 'published', undo, publishedAt: now, attempt: null },
      ...(reason !== undefined && { reason, decidedById: reader.personId, decidedAt: now }),
    },
  });
  await appendAuditEntry(
    tx,
    reader,
    {
      action: reason === undefined ? 'change.published' : 'change.published-by-decision',
      subjectKind: 'knowledge-change',
      subjectId: id,
      detail: { kind, title, ...(reason !== undefined && { reason }) },
    },
    now,
  );
}
