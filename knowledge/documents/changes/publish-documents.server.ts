import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';
import type { ChangeApplier, ChangeContext } from '~/knowledge/evaluation/gate/change-applier';
import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import type { Reader } from '~/prisma/access/reader';
import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';

import { inChunks } from './in-chunks';
import { managedDocuments, managesDocuments } from '../readable-documents';
import { settleAllVersions } from '../settle-versions.server';

export interface PublishDocuments {
  documentIds: string[];
}

/** What stood before: document → state. */
interface UndoPublish {
  states: Record<string, string>;
}

/** Publishes documents that were in review (drafts too); those that are published already stay so. */
export const publishDocuments: ChangeApplier<PublishDocuments, UndoPublish> = {
  async apply(tx, { documentIds }, context) {
    const rows: { id: string; titleKey: string; region: string; state: string }[] = [];
    for (const ids of inChunks(documentIds)) {
      const found = await tx.document.findMany({
        where: { id: { in: ids }, state: { not: 'published' } },
        select: { id: true, titleKey: true, region: true, state: true },
      });
      await tx.document.updateMany({
        where: { id: { in: found.map(({ id }) => id) } },
        data: { state: 'published', publishedAt: context.now },
      });
      rows.push(...found);
    }
    await settleAllVersions(tx, rows);
    await note(tx, context, 'documents.publish', rows);
    return { states: Object.fromEntries(rows.map(({ id, state }) => [id, state])) };
  },
  async revert(tx, { states }, context) {
    const rows: { id: string; titleKey: string; region: string }[] = [];
    for (const ids of inChunks(Object.keys(states))) {
      const found = await tx.document.findMany({
        where: { id: { in: ids }, state: 'published' },
        select: { id: true, titleKey: true, region: true },
      });
      for (const state of new Set(found.map(({ id }) => states[id] ?? 'in-review'))) {
        await tx.document.updateMany({
          where: { id: { in: found.map(({ id }) => id).filter((id) => states[id] === state) } },
          data: { state, publishedAt: null, supersededOn: null, supersededById: null },
        });
      }
      rows.push(...found);
    }
    await settleAllVersions(tx, rows);
    await note(tx, context, 'documents.unpublish', rows);
  },
};

async function note(
  tx: Tx,
  { where, changeId, reader, now }: ChangeContext,
  action: string,
  rows: readonly { id: string }[],
): Promise<void> {
  if (where === 'shadow') return;
  await appendAuditEntry(
    tx,
    reader,
    {
      action,
      subjectKind: 'knowledge-change',
      subjectId: changeId,
      detail: { documentIds: rows.map(({ id }) => id) },
    },
    now,
  );
}

/**
 * Sends documents to the gate: they are `in-review` until the question set was replayed with them. Those that are
 * published already or wait in another change are passed over. Returns the change, null when nothing is left to publish.
 * Throws AccessDeniedError (not one who looks after documents), InvalidInputError (none of the reader's).
 */
export async function proposePublishing(
  tx: Tx,
  {
    reader,
    documentIds,
    departmentId,
    now,
  }: { reader: Reader; documentIds: readonly string[]; departmentId?: string | null; now: Date },
): Promise<{ changeId: string } | null> {
  if (!managesDocuments(reader)) throw new AccessDeniedError('manage-documents');
  const rows = [];
  for (const ids of inChunks(documentIds)) {
    const found = await tx.document.findMany({
      where: { AND: [{ id: { in: ids } }, managedDocuments(reader)] },
      select: { id: true, title: true, state: true, departmentId: true, changeId: true },
      orderBy: { createdAt: 'asc' },
    });
    rows.push(...found);
  }
  if (rows.length === 0) throw new InvalidInputError({ documentIds: '请选择本部门维护的文件' });
  const changes = new Set(rows.map(({ changeId }) => changeId).filter((id) => id !== null));
  const open = await tx.knowledgeChange.findMany({
    where: {
      id: { in: [...changes].slice(0, 500) },
      state: { in: ['waiting', 'running', 'passed', 'failed'] },
    },
    select: { id: true },
  });
  const busy = new Set(open.map(({ id }) => id));
  const left = rows.filter(
    ({ state, changeId }) => state !== 'published' && (changeId === null || !busy.has(changeId)),
  );
  const first = left[0];
  if (!first) return null;
  const change = await proposeChange(tx, {
    kind: 'publish-documents',
    title: left.length === 1 ? `发布《${first.title}》` : `发布《${first.title}》等 ${left.length} 份文件`,
    payload: { documentIds: left.map(({ id }) => id) },
    departmentId: departmentId === undefined ? first.departmentId : departmentId,
    reader,
    now,
  });
  for (const ids of inChunks(left.map(({ id }) => id)))
    await tx.document.updateMany({
      where: { id: { in: ids } },
      data: { state: 'in-review', changeId: change.changeId },
    });
  return change;
}
