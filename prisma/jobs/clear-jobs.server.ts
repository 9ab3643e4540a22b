import { clearInBatches } from '../clearing/clear-in-batches';
import type { Db } from '../database.server';
import { storedDaysBefore } from '../stored-instant';

/** Days for which a job that ended stays: what was done says nothing any more, what failed is looked into. */
export const jobsKeptDays = { done: 7, failed: 90 } as const;

/** Deletes jobs that ended long ago; what waits or runs stays, however old. Returns how many went. */
export async function clearJobs(
  { db, now }: { db: Db; now: () => Date },
  signal?: AbortSignal,
): Promise<number> {
  let cleared = 0;
  for (const [state, days] of Object.entries(jobsKeptDays)) {
    const before = storedDaysBefore(now(), days);
    cleared += await clearInBatches(
      // A job never ends before it was due: by the index of both, old ones first.
      (most) => db.$executeRaw`
        DELETE FROM "Job" WHERE rowid IN (
          SELECT rowid FROM "Job" WHERE state = ${state} AND runAt < ${before} AND finishedAt < ${before}
           ORDER BY runAt LIMIT ${most})`,
      { signal },
    );
  }
  return cleared;
}
