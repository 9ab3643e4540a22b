import { clearInBatches } from '~/prisma/clearing/clear-in-batches';
import type { Db } from '~/prisma/database.server';
import { storedDaysBefore } from '~/prisma/stored-instant';

/** What of the replays stays in any case. */
export const runsKept = {
  /** Days. */
  days: 90,
  /** The newest finished ones of each question set, and of all sets together. */
  newest: 20,
} as const;

/**
 * Deletes replays that ended long ago, with their answers. Those that a published change was checked by stay: they are
 * what its publication stands on; so do the newest ones, from which the next check begins. Returns how many runs went.
 */
export async function clearRuns(
  { db, now }: { db: Db; now: () => Date },
  signal?: AbortSignal,
): Promise<number> {
  const before = storedDaysBefore(now(), runsKept.days);
  const old = await db.$queryRaw<{ id: string }[]>`
    WITH kept AS (
      SELECT r.id FROM "EvaluationRun" r JOIN "KnowledgeChange" c ON c.id = r.changeId
       WHERE c.publishedAt IS NOT NULL
       UNION SELECT json_extract(finding, '$.baselineRunId') FROM "KnowledgeChange" WHERE publishedAt IS NOT NULL
       UNION SELECT json_extract(finding, '$.candidateRunId') FROM "KnowledgeChange" WHERE publishedAt IS NOT NULL
       UNION SELECT id FROM (
         SELECT id, row_number() OVER (PARTITION BY setId ORDER BY createdAt DESC, id DESC) AS place
           FROM "EvaluationRun" WHERE state = 'done') WHERE place <= ${runsKept.newest})
    SELECT id FROM "EvaluationRun"
     WHERE state IN ('done', 'failed') AND coalesce(finishedAt, createdAt) < ${before}
       AND id NOT IN (SELECT id FROM kept WHERE id IS NOT NULL)
     ORDER BY createdAt`;
  let cleared = 0;
  for (const { id } of old) {
    // A run has thousands of answers: they go first, some at a time.
    await clearInBatches(
      (most) => db.$executeRaw`
        DELETE FROM "EvaluationResult" WHERE rowid IN (
          SELECT rowid FROM "EvaluationResult" WHERE runId = ${id} LIMIT ${most})`,
      { signal },
    );
    if (signal?.aborted) break;
    await db.$executeRaw`DELETE FROM "EvaluationRun" WHERE id = ${id}`;
    cleared += 1;
  }
  return cleared;
}
