import type { ChangeApplier } from '~/knowledge/evaluation/gate/change-applier';
import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';

import { requireManagedDocument } from '../require-managed-document.server';
import { settleAllVersions } from '../settle-versions.server';

import { inChunks } from './in-chunks';

/** Which documents are taken back; one that was proposed alone is named by `documentId`. */
export type WithdrawDocument = { reason: string } & ({ documentId: string } | { documentIds: string[] });

type UndoWithdrawal = { documentId: string | null } | { documentIds: string[] };

/** Takes published documents back: no search finds them, and versions close around them. Reverting publishes them again. */
export const withdrawDocument: ChangeApplier<WithdrawDocument, UndoWithdrawal> = {
  async apply(tx, payload, { where, reader, now }) {
    const rows = await readRows(tx, idsOf(payload), 'published');
    if (rows.length === 0 && (await readRows(tx, idsOf(payload))).length === 0)
      throw new InvalidInputError({ document: '文件已不存在' });
    const documentIds = rows.map(({ id }) => id);
    for (const ids of inChunks(documentIds))
      await tx.document.updateMany({
        where: { id: { in: ids } },
        data: { state: 'withdrawn', supersededOn: null, supersededById: null },
      });
    await settleAllVersions(tx, rows);
    if (where === 'live')
      for (const id of documentIds) await note(tx, reader, 'document.withdraw', id, payload.reason, now);
    return { documentIds };
  },
  async revert(tx, undo, { where, reader, now }) {
    const rows = await readRows(tx, idsOf(undo), 'withdrawn');
    const documentIds = rows.map(({ id }) => id);
    for (const ids of inChunks(documentIds))
      await tx.document.updateMany({ where: { id: { in: ids } }, data: { state: 'published' } });
    await settleAllVersions(tx, rows);
    if (where === 'live')
      for (const id of documentIds) await note(tx, reader, 'document.publish', id, '', now);
  },
};

function idsOf(named: { documentId: string | null } | { documentIds: string[] }): string[] {
  if ('documentIds' in named) return named.documentIds;
  return named.documentId === null ? [] : [named.documentId];
}

async function readRows(tx: Tx, documentIds: readonly string[], state?: string) {
  const rows = [];
  for (const ids of inChunks(documentIds)) {
    const found = await tx.document.findMany({
      where: { id: { in: ids }, ...(state !== undefined && { state }) },
      select: { id: true, titleKey: true, region: true },
    });
    rows.push(...found);
  }
  return rows;
}

/**
 * Sends a withdrawal to the gate. Throws NotFoundError (not the reader's), InvalidInputError (no reason), ConflictError
 * (not published).
 */
export async function proposeWithdrawal(
  tx: Tx,
  reader: Reader,
  { documentId, reason }: { documentId: string; reason: string },
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

/** Sends the withdrawal of many documents to the gate as one change. The caller checked the right to each. */
export async function proposeWithdrawals(
  tx: Tx,
  reader: Reader,
  rows: readonly { id: string; title: string; departmentId: string | null }[],
  now: Date,
): Promise<{ changeId: string }> {
  const [first] = rows;
  if (!first) throw new InvalidInputError({ documentIds: '请先勾选文件' });
  const title =
    rows.length === 1 ? `撤下《${first.title}》` : `撤下《${first.title}》等 ${rows.length} 份文件`;
  return proposeChange(tx, {
    ...{ kind: 'withdraw-document', title, departmentId: first.departmentId, reader, now },
    payload: { documentIds: rows.map(({ id }) => id), reason: '批量撤下' },
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
