import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';

import { managedDocuments, readableDocuments } from '../readable-documents';
import { requireManagedDocument } from '../require-managed-document.server';
import { settleReplaced, settleVersions, targetsOf } from '../settle-versions.server';

import { applyRepeals } from './apply-repeals.server';

interface Dependencies {
  db: Db;
  now: () => Date;
}

/** What a person says of a relation: it holds, it doesn't, or back to how it was found. */
export type RelationDecision = 'confirm' | 'dismiss' | 'undo';

/**
 * Decides on a relation of a document that the reader looks after. A dismissed one no longer acts; `undo` takes the
 * decision and a chosen target back. What was ended by it is worked out anew.
 *
 * Throws NotFoundError (not the reader's).
 */
export async function decideRelation(
  { db, now }: Dependencies,
  reader: Reader,
  relationId: string,
  decision: RelationDecision,
  reason?: string,
): Promise<{ documentId: string }> {
  return changeRelation({ db, now }, reader, relationId, (relation) =>
    decision === 'undo'
      ? {
          action: 'document.relation-undone',
          data: {
            state: relation.foundState,
            targetId: null,
            decidedById: null,
            decidedByName: null,
            decidedAt: null,
            reason: null,
          },
          reason,
        }
      : {
          action: decision === 'confirm' ? 'document.relation-confirmed' : 'document.relation-dismissed',
          data: {
            state: decision === 'confirm' ? 'confirmed' : 'dismissed',
            ...decidedBy(reader, now()),
            reason: reason || null,
          },
          reason,
        },
  );
}

/**
 * Says which document a relation means, when its title or number leads elsewhere; the relation holds then. Throws
 * InvalidInputError when the target isn't the reader's to see or is the document itself.
 */
export async function chooseRelationTarget(
  { db, now }: Dependencies,
  reader: Reader,
  relationId: string,
  targetId: string,
): Promise<{ documentId: string }> {
  const target = await db.document.findFirst({
    where: { AND: [{ id: targetId }, { OR: [readableDocuments(reader), managedDocuments(reader)] }] },
    select: { id: true },
  });
  return changeRelation({ db, now }, reader, relationId, (relation) => {
    if (!target || target.id === relation.documentId)
      throw new InvalidInputError({ target: '请从列表中选择另一份文件' });
    return {
      action: 'document.relation-confirmed',
      data: { state: 'confirmed', targetId, ...decidedBy(reader, now()) },
    };
  });
}

interface Change {
  action: string;
  data: {
    state: string;
    targetId?: string | null;
    decidedById: string | null;
    decidedByName: string | null;
    decidedAt: Date | null;
    reason?: string | null;
  };
  reason?: string | undefined;
}

async function changeRelation(
  { db, now }: Dependencies,
  reader: Reader,
  relationId: string,
  change: (relation: { documentId: string; foundState: string }) => Change,
): Promise<{ documentId: string }> {
  return db.$transaction(
    async (tx) => {
      const before = await tx.documentRelation.findUnique({ where: { id: relationId } });
      if (!before) throw new NotFoundError('relation', relationId);
      const document = await requireManagedDocument(tx, reader, before.documentId);
      const { action, data, reason } = change(before);
      await tx.documentRelation.update({ where: { id: relationId }, data });
      await settleEnded(tx, document, before);
      await appendAuditEntry(
        tx,
        reader,
        {
          action,
          subjectKind: 'document',
          subjectId: document.id,
          detail: {
            kind: before.kind,
            relation: before.title,
            ...(data.targetId && { targetId: data.targetId }),
            ...(reason && { reason }),
          },
        },
        now(),
      );
      return { documentId: document.id };
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

/** What the relation ended before, and what it ends now. */
async function settleEnded(
  tx: Tx,
  document: { id: string; titleKey: string; region: string },
  before: { targetId: string | null; titleKey: string; documentNumber: string | null; kind: string },
): Promise<void> {
  if (before.kind !== 'repeals' && before.kind !== 'replaces') return;
  await settleVersions(tx, document);
  await applyRepeals(tx, targetsOf([before]));
  await settleReplaced(tx, targetsOf([before]));
}

function decidedBy(reader: Reader, decidedAt: Date) {
  return { decidedById: reader.personId ?? reader.keyId, decidedByName: reader.name, decidedAt };
}
