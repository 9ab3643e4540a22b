import type { ChangeApplier } from '~/knowledge/evaluation/gate/change-applier';
import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';

import { requireManagedDocument } from '../require-managed-document.server';
import { settleVersions } from '../settle-versions.server';

export interface WithdrawDocument {
  documentId: string;
  reason: string;
}

/** Takes a published document back: no search finds it, and versions close around it. Reverting publishes it again. */
export const withdrawDocument: ChangeApplier<WithdrawDocument, WithdrawDocument | { documentId: null }> = {
  async apply(tx, { documentId, reason }, { where, reader, now }) {
    const row = await tx.document.findUnique({ where: { id: documentId }, omit: { text: true } });
    if (!row) throw new InvalidInputError({ document: '文件已不存在' });
    if (row.state !== 'published') return { documentId: null };
    await tx.document.update({
      where: { id: documentId },
      data: { state: 'withdrawn', supersededOn: null, supersededById: null },
    });
    await settleVersions(tx, row);
    if (where === 'live') await note(tx, reader, 'document.withdraw', documentId, reason, now);
    return { documentId, reason };
  },
  async revert(tx, undo, { where, reader, now }) {
    if (undo.documentId === null) return;
    const row = await tx.document.findUnique({ where: { id: undo.documentId }, omit: { text: true } });
    if (row?.state !== 'withdrawn') return;
    await tx.document.update({ where: { id: row.id }, data: { state: 'published' } });
    await settleVersions(tx, row);
    if (where === 'live') await note(tx, reader, 'document.publish', row.id, '', now);
  },
};

/**
 * Sends a withdrawal to the gate. Throws NotFoundError (not the reader's), InvalidInputError (no reason), ConflictError
 * (not published).
 */
export async function proposeWithdrawal(
  tx: Tx,
  reader: Reader,
  { documentId, reason }: WithdrawDocument,
  now: Date,
): Promise<{ changeId: string }> {
  const row = await requireManagedDocument(tx, reader, documentId);
  if (reason.trim() === '') throw new InvalidInputError({ reason: '请写明撤下的原因，提问人和同事会看到' });
  if (row.state !== 'published') throw new ConflictError('The document is not published', row.state);
  return proposeChange(tx, {
    kind: 'withdraw-document',
    title: `撤下《${row.title}》`,
    payload: { documentId, reason: reason.trim().slice(0, 500) },
    departmentId: row.departmentId,
    reader,
    now,
  });
}

function note(tx: Tx, reader: Reader, action: string, subjectId: string, reason: string, at: Date) {
  return appendAuditEntry(
    tx,
    reader,
    { action, subjectKind: 'document', subjectId, detail: { ...(reason !== '' && { reason }) } },
    at,
  );
}
