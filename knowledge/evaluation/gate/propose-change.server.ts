import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import type { ChangeKind } from './change-kinds';

/** The queue's name for checking a proposed change. */
export const checkChangeJob = 'check-change';

/** A change that shall go through the gate. */
export interface ChangeProposal {
  /** Where the same thing must not be proposed twice; default: a new one. */
  id?: string;
  kind: ChangeKind;
  /** What the gate's page calls it, such as 发布《…》等 3 件文件. */
  title: string;
  /** What the kind's applier takes. */
  payload: Prisma.InputJsonValue;
  /** Whose change it is; null for one of the whole city (settings, models). */
  departmentId: string | null;
  reader: Reader;
  now: Date;
}

/**
 * Records a change to what the assistant knows and has it checked: the question set is replayed on a shadow copy with
 * the change, and it is published if nothing gets worse. In the caller's transaction. The caller checks the right.
 */
export async function proposeChange(tx: Tx, proposal: ChangeProposal): Promise<{ changeId: string }> {
  const { kind, title, payload, departmentId, reader, now } = proposal;
  const change = await tx.knowledgeChange.create({
    data: {
      ...(proposal.id !== undefined && { id: proposal.id }),
      ...{ kind, title, payload, departmentId, proposedById: reader.personId, createdAt: now },
    },
    select: { id: true },
  });
  await enqueueJob(tx, {
    kind: checkChangeJob,
    payload: { changeId: change.id },
    openKey: `${checkChangeJob}:${change.id}`,
  });
  await appendAuditEntry(
    tx,
    reader,
    {
      action: 'change.proposed',
      subjectKind: 'knowledge-change',
      subjectId: change.id,
      detail: { kind, title },
    },
    now,
  );
  return { changeId: change.id };
}
