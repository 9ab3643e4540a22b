import type { Logger } from 'pino';

import type { Db } from '~/prisma/database.server';
import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';

import type { Replayer } from './replayer';
import { saveRun } from './save-run.server';
import { evaluateJob } from './start-run.server';

export interface RunDependencies {
  db: Db;
  replayer: Replayer;
  now: () => Date;
  log: Pick<Logger, 'error'>;
}

/** The handlers of evaluation's jobs, for the queue's worker. */
export function evaluationJobHandlers(deps: RunDependencies): Record<string, JobHandler> {
  return { [evaluateJob]: (job: JobContext<{ runId: string }>) => workRun(deps, job) };
}

/** Replays the questions of an announced run on a copy and keeps the answers. */
async function workRun(deps: RunDependencies, job: JobContext<{ runId: string }>): Promise<void> {
  const { db, replayer, now, log } = deps;
  const run = await db.evaluationRun.findUnique({ where: { id: job.payload.runId } });
  if (!run || run.state === 'done') return;
  const { id: runId, setId, startedById } = run;
  await db.evaluationRun.update({ where: { id: runId }, data: { state: 'running', error: null } });
  try {
    const { before, days, askedAt, engine, fingerprint, release } = await replayer.replay(
      { jobId: job.id, fresh: true, ...(setId !== null && { setId }) },
      {
        signal: job.signal,
        onProgress: ({ done, total }) => void job.progress(done, total).catch(() => undefined),
      },
    );
    job.signal.throwIfAborted();
    const answers = before;
    const finished = { trigger: 'person', role: 'plain', engine, askedAt, startedById, answers } as const;
    const scope = setId === null ? { fingerprint, release } : { setId };
    await db.$transaction((tx) =>
      saveRun(tx, { ...finished, ...scope, today: days.after, finishedAt: now() }, runId),
    );
  } catch (error) {
    if (job.signal.aborted) throw error;
    log.error({ err: error, runId }, 'a run of the evaluation questions failed');
    await db.evaluationRun.update({
      where: { id: runId },
      data: {
        state: 'failed',
        error: error instanceof Error ? error.message : String(error),
        finishedAt: now(),
      },
    });
  }
}
