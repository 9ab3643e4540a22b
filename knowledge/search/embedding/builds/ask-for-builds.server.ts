import type { Db, SqlReader, Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { buildVectorsJob, removeVectorsJob } from './build-state';

/** Queues the work on one set of vectors; what is queued already is the same. */
export async function askForBuild(db: Db | Tx, key: string, kind = buildVectorsJob): Promise<void> {
  await enqueueJob(db, { kind, payload: { key }, openKey: `${kind}:${key}` });
}

/**
 * Queues the work on every set of vectors that is built or kept up beside the one in use, so that new passages get
 * vectors of both, and that a build whose job failed for good (the server was away for long) goes on by itself.
 */
export async function askForBuilds({ db, sql }: { db: Db; sql: SqlReader }): Promise<void> {
  const open = sql.all<{ key: string; state: string }>(
    `SELECT key, state FROM "EmbeddingBuild" WHERE state IN ('building', 'built', 'removing')`,
  );
  for (const { key, state } of open) {
    await askForBuild(db, key, state === 'removing' ? removeVectorsJob : buildVectorsJob);
  }
}

/** Whether a build stands still: it is to be worked, and no job is there for it. */
export function hasIdleBuild(sql: SqlReader): boolean {
  return (
    sql.get(
      `SELECT 1 FROM "EmbeddingBuild" b WHERE b.state IN ('building', 'removing') AND NOT EXISTS
         (SELECT 1 FROM "Job" j WHERE j.openKey IN ('${buildVectorsJob}:' || b.key, '${removeVectorsJob}:' || b.key))`,
    ) !== undefined
  );
}
