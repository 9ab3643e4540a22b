import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

/** The queue's name for a run that a person asked for. */
export const evaluateJob = 'evaluate-questions';

/**
 * Starts a run of one set, or of every question when none is named; one that waits or runs already for the same is
 * given back instead. The caller checks the right to the set.
 */
export async function startRun(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  setId: string | null,
): Promise<{ runId: string }> {
  return db.$transaction(async (tx) => {
    const open = await tx.evaluationRun.findFirst({
      where: { role: 'plain', setId, state: { in: ['waiting', 'running'] } },
      select: { id: true },
    });
    if (open) return { runId: open.id };
    const at = now();
    const run = await tx.evaluationRun.create({
      data: { trigger: 'person', role: 'plain', setId, startedById: reader.personId, createdAt: at },
      select: { id: true },
    });
    await enqueueJob(tx, {
      kind: evaluateJob,
      payload: { runId: run.id },
      openKey: `${evaluateJob}:${run.id}`,
      maxAttempts: 2,
    });
    await appendAuditEntry(
      tx,
      reader,
      { action: 'evaluation.started', subjectKind: 'evaluation-run', subjectId: run.id, detail: { setId } },
      at,
    );
    return { runId: run.id };
  });
}
