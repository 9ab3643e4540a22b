import type { Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { checkChangeJob } from './propose-change.server';

/** Waiting uploads go through one replay: all of them are live afterwards, or each is checked by itself. */
const goTogether: readonly string[] = ['publish-documents'];
const mostTogether = 20;

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
 * done. In one transaction, so that neither can miss the other. Returns the changes that are checked together, itself
 * first; null when it may not begin.
 */
export async function takeTurn(tx: Tx, changeId: string, attempt: string): Promise<string[] | null> {
  // Those that a killed process checked with this one wait again, and are taken along again.
  await tx.knowledgeChange.updateMany({
    where: { checkedWithId: changeId, state: 'running' },
    data: { state: 'waiting', attempt: null, checkedWithId: null },
  });
  const running = await tx.knowledgeChange.findMany({
    where: { state: 'running', id: { not: changeId } },
    select: { id: true, checkedWithId: true },
  });
  for (const { id, checkedWithId } of running) {
    const openKey = `${checkChangeJob}:${checkedWithId ?? id}`;
    const isAtWork = (await tx.job.count({ where: { openKey, state: { in: ['waiting', 'running'] } } })) > 0;
    if (isAtWork) return null;
    // Its job is gone for good: it gets a new one, behind this.
    await tx.knowledgeChange.update({
      where: { id },
      data: { state: 'waiting', attempt: null, checkedWithId: null },
    });
    await queueCheck(tx, id);
  }
  const { count } = await tx.knowledgeChange.updateMany({
    where: { id: changeId, state: { in: ['waiting', 'running'] } },
    data: { state: 'running', attempt, checkedWithId: null },
  });
  if (count !== 1) return null;
  return [changeId, ...(await takeAlong(tx, changeId, attempt))];
}

async function takeAlong(tx: Tx, changeId: string, attempt: string): Promise<string[]> {
  const { kind, checksAlone } = await tx.knowledgeChange.findUniqueOrThrow({ where: { id: changeId } });
  if (checksAlone || !goTogether.includes(kind)) return [];
  const others = await tx.knowledgeChange.findMany({
    where: { kind, state: 'waiting', checksAlone: false, id: { not: changeId } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostTogether - 1,
    select: { id: true },
  });
  const ids = others.map(({ id }) => id);
  await tx.knowledgeChange.updateMany({
    where: { id: { in: ids } },
    data: { state: 'running', attempt, checkedWithId: changeId },
  });
  return ids;
}

/** Parts changes that can't be published together: the first goes on alone, the others wait for a check of their own. */
export async function partChanges(tx: Tx, [first, ...others]: readonly string[]): Promise<void> {
  await tx.knowledgeChange.updateMany({ where: { id: first ?? '' }, data: { checksAlone: true } });
  await tx.knowledgeChange.updateMany({
    where: { id: { in: others } },
    data: { state: 'waiting', attempt: null, checkedWithId: null, checksAlone: true },
  });
}

/** Whether the attempt still holds the changes: a process that lost its lease must not publish. */
export async function holdsTurn(tx: Tx, changeIds: readonly string[], attempt: string): Promise<boolean> {
  const held = await tx.knowledgeChange.count({
    where: { id: { in: [...changeIds] }, state: 'running', attempt },
  });
  return held === changeIds.length;
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
