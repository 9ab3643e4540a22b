import type { Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { checkChangeJob } from './propose-change.server';

/** Queues the check of a change; one that waits already is the same. */
export async function queueCheck(tx: Tx, changeId: string): Promise<void> {
  await enqueueJob(tx, {
    kind: checkChangeJob,
    payload: { changeId },
    openKey: `${checkChangeJob}:${changeId}`,
  });
}

/**
 * Lets the change begin its check under `attempt`, unless another is being checked: then it is called when that one is
 * done. In one transaction, so that neither can miss the other. Returns whether it may begin.
 */
export async function takeTurn(tx: Tx, changeId: string, attempt: string): Promise<boolean> {
  const running = await tx.knowledgeChange.findMany({
    where: { state: 'running', id: { not: changeId } },
    select: { id: true },
  });
  for (const { id } of running) {
    const openKey = `${checkChangeJob}:${id}`;
    const isAtWork = (await tx.job.count({ where: { openKey, state: { in: ['waiting', 'running'] } } })) > 0;
    if (isAtWork) return false;
    // Its job is gone for good: it gets a new one, behind this.
    await tx.knowledgeChange.update({ where: { id }, data: { state: 'waiting', attempt: null } });
    await queueCheck(tx, id);
  }
  const { count } = await tx.knowledgeChange.updateMany({
    where: { id: changeId, state: { in: ['waiting', 'running'] } },
    data: { state: 'running', attempt },
  });
  return count === 1;
}

/** Whether the attempt still holds the change: a process that lost its lease must not publish. */
export async function holdsTurn(tx: Tx, changeId: string, attempt: string): Promise<boolean> {
  return (await tx.knowledgeChange.count({ where: { id: changeId, state: 'running', attempt } })) === 1;
}

/** Calls the change that waits longest. In the transaction that ends the check before it. */
export async function callNext(tx: Tx): Promise<void> {
  const next = await tx.knowledgeChange.findFirst({
    where: { state: 'waiting' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  if (next) await queueCheck(tx, next.id);
}
