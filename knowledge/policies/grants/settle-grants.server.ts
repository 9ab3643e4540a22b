import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { tellGrantBatchJob } from './decide-batch.server';
import { findBatchPolicy } from './find-batch-policy.server';
import type { TellGrant } from './grant-news';
import { noteGrantEvent } from './note-grant-event.server';
import { settleItem } from './settle-item.server';

export interface SettleDeps {
  db: Db;
  now: () => Date;
  tell: TellGrant;
}

const patience = { maxWait: 30_000, timeout: 60_000 };

/**
 * Makes final what is past its objections period: each firm in a transaction of its own, so that a kill halfway loses
 * nothing and grants nothing twice, and one firm's trouble is no other's. A firm with an open objection waits; when it is
 * dismissed later, the next run grants it.
 */
export async function settleGrants(deps: SettleDeps, signal: AbortSignal): Promise<void> {
  const { db, now } = deps;
  const today = cityDate(now());
  const due = await db.grantBatch.findMany({
    where: {
      closesOn: { lt: today },
      OR: [{ state: 'announced' }, { state: 'final', items: { some: { state: 'listed' } } }],
    },
    orderBy: { closesOn: 'asc' },
  });
  for (const batch of due) {
    const policy = await findBatchPolicy(db, batch);
    if (!policy) {
      await callOff(deps, batch);
      continue;
    }
    const items = await db.grantItem.findMany({
      where: { batchId: batch.id, state: 'listed' },
      orderBy: { number: 'asc' },
      select: { id: true },
    });
    for (const { id } of items) {
      signal.throwIfAborted();
      await db.$transaction((tx) => settleItem(tx, { batch, policy, itemId: id }, deps), patience);
    }
    if (batch.state === 'announced') await close(deps, batch.id);
  }
}

async function close({ db, now }: SettleDeps, batchId: string): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const { count } = await tx.grantBatch.updateMany({
      where: { id: batchId, state: 'announced' },
      data: { state: 'final', finalAt: at },
    });
    if (count === 0) return;
    const granted = await tx.grantItem.count({ where: { batchId, state: 'granted' } });
    const waiting = await tx.grantItem.count({ where: { batchId, state: 'objected' } });
    const detail = { granted, waiting };
    await noteGrantEvent(tx, systemReader, { batchId, kind: 'final', detail, at });
    const subject = { subjectKind: 'grant-batch', subjectId: batchId, detail };
    await appendAuditEntry(tx, systemReader, { action: 'grant.final', ...subject }, at);
  });
}

/** The version that the list was made by was taken back: nothing of it is granted. */
async function callOff({ db, now }: SettleDeps, batch: { id: string; state: string }): Promise<void> {
  if (batch.state !== 'announced') return;
  const at = now();
  const reason = 'policy-withdrawn';
  await db.$transaction(async (tx) => {
    const { count } = await tx.grantBatch.updateMany({
      where: { id: batch.id, state: 'announced' },
      data: { state: 'cancelled', reason },
    });
    if (count === 0) return;
    await enqueueJob(tx, {
      kind: tellGrantBatchJob,
      payload: { batchId: batch.id },
      openKey: `${tellGrantBatchJob}:${batch.id}:cancelled`,
    });
    const detail = { reason };
    await noteGrantEvent(tx, systemReader, { batchId: batch.id, kind: 'cancelled', detail, at });
    const subject = { subjectKind: 'grant-batch', subjectId: batch.id, detail };
    await appendAuditEntry(tx, systemReader, { action: 'grant.cancelled', ...subject }, at);
  });
}
