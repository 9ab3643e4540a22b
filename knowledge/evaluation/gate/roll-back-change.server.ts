import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';

import { changeAppliers } from './change-appliers.server';
import type { ChangeKind } from './change-kinds';
import { requireChange, requireState, type DecisionDependencies } from './decide-change.server';

/**
 * Takes a published change back at once, as a change of its own: what was live before has stood its replay, and whoever
 * sees harm must not wait. Anyone who may decide may do it, the proposer too. Twice is once. Throws what the applier
 * throws when something later stands on the change.
 */
export async function rollBackChange(
  { db, now }: DecisionDependencies,
  reader: Reader,
  changeId: string,
): Promise<{ rollbackId: string }> {
  return db.$transaction(
    async (tx) => {
      const change = await requireChange(tx, reader, changeId);
      const done = await tx.knowledgeChange.findFirst({
        where: { rollsBackId: changeId },
        select: { id: true },
      });
      if (done) return { rollbackId: done.id };
      requireState(change, ['published']);
      const { kind, title, departmentId } = change;
      const applier = changeAppliers[kind as ChangeKind];
      if (!applier) throw new Error(`no applier for ${kind}`);
      const at = now();
      const rollback = await tx.knowledgeChange.create({
        data: {
          ...{ kind, title, departmentId, payload: {}, state: 'published', rollsBackId: changeId },
          ...{ proposedById: reader.personId, createdAt: at, publishedAt: at },
        },
        select: { id: true },
      });
      await applier.revert(tx, change.undo as never, {
        ...{
          where: 'live',
          changeId: rollback.id,
          departmentId,
          proposedById: reader.personId,
          reader,
          now: at,
        },
      });
      await tx.knowledgeChange.update({
        where: { id: changeId },
        data: { state: 'rolled-back', decidedById: reader.personId, decidedAt: at },
      });
      await appendAuditEntry(
        tx,
        reader,
        {
          action: 'change.rolled-back',
          subjectKind: 'knowledge-change',
          subjectId: changeId,
          detail: { kind, title, rollbackId: rollback.id },
        },
        at,
      );
      return { rollbackId: rollback.id };
    },
    { timeout: 120_000, maxWait: 60_000 },
  );
}
