import type { ChangeApplier, ChangeContext } from '~/knowledge/evaluation/gate/change-applier';
import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { replacePassages, type Replacement } from '../passages/edit-passages';
import { readWorkingLayout } from '../passages/working-layout.server';
import { readLayout, writeLayout } from '../passages/write-layout.server';
import { managedDocuments } from '../readable-documents';

export interface PassageEdits {
  documentId: string;
  revisionIds: string[];
  /** In the order in which they were made. */
  edits: Replacement[];
}

/** Puts corrections of passages into a published document, and takes them out again by their opposites. */
export const passageEdits: ChangeApplier<PassageEdits, PassageEdits> = {
  async apply(tx, payload, context) {
    await replace(tx, payload, context, 'document.publish-corrections');
    await tx.passageRevision.updateMany({
      where: { id: { in: payload.revisionIds } },
      data: { state: 'applied' },
    });
    const edits = [...payload.edits].reverse().map(({ before, after }) => ({ before: after, after: before }));
    return { ...payload, edits } as unknown as Prisma.InputJsonObject;
  },
  async revert(tx, undo, context) {
    await replace(tx, undo, context, 'document.revert-corrections');
    await tx.passageRevision.updateMany({
      where: { id: { in: undo.revisionIds } },
      data: { state: 'dropped' },
    });
  },
};

async function replace(
  tx: Tx,
  { documentId, edits }: PassageEdits,
  { where, reader, now, changeId }: ChangeContext,
  action: string,
): Promise<void> {
  const document = await tx.document.findUnique({
    where: { id: documentId },
    select: { id: true, title: true, text: true },
  });
  if (!document) throw new NotFoundError('document', documentId);
  let layout = await readLayout(tx, documentId);
  for (const edit of edits) {
    const next = replacePassages(layout, edit);
    if (next === null) throw new ConflictError('这些条款后来又改过，请在文件的“历史”里核对后重新提交');
    layout = next;
  }
  await writeLayout(tx, document, layout, { now, where });
  if (where === 'shadow') return;
  await appendAuditEntry(
    tx,
    reader,
    {
      action,
      subjectKind: 'document',
      subjectId: documentId,
      detail: { changeId, corrections: edits.length },
    },
    now,
  );
}

/**
 * Sends the waiting corrections of a document to the gate. Null when none waits, or when together they change nothing.
 * Throws NotFoundError (not the reader's).
 */
export async function proposePassageEdits(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  documentId: string,
): Promise<{ changeId: string } | null> {
  const at = now();
  return db.$transaction(async (tx) => {
    const document = await tx.document.findFirst({
      where: { AND: [{ id: documentId }, managedDocuments(reader)] },
      select: { title: true, departmentId: true },
    });
    if (!document) throw new NotFoundError('document', documentId);
    const { revisions } = await readWorkingLayout(tx, documentId);
    const pending = revisions.filter(({ state }) => state === 'pending').reverse();
    if (pending.length === 0) return null;
    const ids = pending.map(({ id }) => id);
    const payload: PassageEdits = {
      documentId,
      revisionIds: ids,
      edits: pending.map(({ before, after }) => ({ before, after })),
    };
    const change = await proposeChange(tx, {
      kind: 'passage-edits',
      title: `更正《${document.title}》的 ${pending.length} 处条款`,
      payload: payload as unknown as Prisma.InputJsonObject,
      departmentId: document.departmentId,
      reader,
      now: at,
    });
    await tx.passageRevision.updateMany({
      where: { id: { in: ids } },
      data: { state: 'proposed', changeId: change.changeId },
    });
    return change;
  });
}
