import { NotFoundError } from '~/prisma/access/access-denied';
import { systemReader, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { closeImportJob, settleImportJob } from './import-jobs';
import { ownRuns } from './import-rights';

interface Dependencies {
  db: Db;
  now: () => Date;
}

/** Says that no more files come: what wasn't sent is noted as such, and the rest can be settled. */
export async function closeImport({ db, now }: Dependencies, reader: Reader, runId: string): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const run = await requireRun(tx, reader, runId);
    if (run.state !== 'open') return;
    // A table stays open until a person says what its columns mean.
    if (run.kind === 'files')
      await tx.importRun.update({ where: { id: runId }, data: { state: 'closed', closedAt: at } });
    await tx.importItem.updateMany({
      where: { runId, state: 'sending' },
      data: { state: 'not-sent', finishedAt: at },
    });
    await settleSoon(tx, runId, at);
  });
}

/** Stops a run: what waits is left out; what was read already stays and goes its way. */
export async function cancelImport({ db, now }: Dependencies, reader: Reader, runId: string): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const run = await requireRun(tx, reader, runId);
    if (run.state === 'cancelled') return;
    await tx.importRun.update({ where: { id: runId }, data: { state: 'cancelled', closedAt: at } });
    await tx.importItem.updateMany({
      where: { runId, state: { in: ['sending', 'waiting'] } },
      data: { state: 'cancelled', finishedAt: at },
    });
    await settleSoon(tx, runId, at);
    await appendAuditEntry(
      tx,
      reader,
      { action: 'import.cancel', subjectKind: 'import', subjectId: runId },
      at,
    );
  });
}

/**
 * Closes a run whose sender went away: no file came for a while. While files still come, looks again later.
 */
export async function closeAbandoned({ db, now }: Dependencies, runId: string): Promise<void> {
  const at = now();
  const run = await db.importRun.findUnique({ where: { id: runId }, select: { state: true } });
  const sending = await db.importItem.count({ where: { runId, state: 'sending' } });
  if (run?.state !== 'open' || sending === 0) return;
  const last = await db.storedFile.findFirst({
    where: { ownerKind: 'import', ownerId: runId },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  });
  if (last && at.valueOf() - last.createdAt.valueOf() < abandonedAfterMs) {
    await enqueueJob(db, abandonedJob(runId, at));
    return;
  }
  await closeImport({ db, now }, systemReader, runId);
}

const abandonedAfterMs = 10 * 60_000;

/** The job that closes a run whose sender went away. */
export function abandonedJob(runId: string, at: Date) {
  return {
    kind: closeImportJob,
    payload: { runId },
    runAt: new Date(at.valueOf() + abandonedAfterMs),
  };
}

/** Has the run settled once nothing is left to be read; asking too often does no harm. */
export async function settleSoon(tx: Tx, runId: string, at: Date): Promise<void> {
  const open = await tx.importItem.count({
    where: { runId, state: { in: ['sending', 'waiting', 'reading'] } },
  });
  if (open === 0) await enqueueJob(tx, { kind: settleImportJob, payload: { runId }, runAt: at });
}

async function requireRun(tx: Tx, reader: Reader, runId: string) {
  const run = await tx.importRun.findFirst({
    where: { AND: [{ id: runId }, ownRuns(reader)] },
    select: { state: true, kind: true },
  });
  if (!run) throw new NotFoundError('import', runId);
  return run;
}
