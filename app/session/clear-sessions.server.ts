import { clearInBatches } from '~/prisma/clearing/clear-in-batches';
import type { Db } from '~/prisma/database.server';
import { storedDaysBefore } from '~/prisma/stored-instant';

/**
 * Days for which what no longer opens anything stays: links so that a person who is asked why one doesn't work can be
 * told, counts of tries beyond the longest wait.
 */
export const doorsKeptDays = { sessions: 1, links: 30, attempts: 2, codes: 30, feeds: 90 } as const;

/**
 * Deletes sessions and one-time links that ran out, counts of tries that are forgotten anyway, addresses that nobody
 * ever confirmed and calendar links that were taken back. Returns how many rows went.
 */
export async function clearSessions(
  { db, now }: { db: Db; now: () => Date },
  signal?: AbortSignal,
): Promise<number> {
  const before = (days: number) => storedDaysBefore(now(), days);
  const { sessions, links, attempts, codes, feeds } = doorsKeptDays;
  const steps: ((most: number) => Promise<number>)[] = [
    (most) => db.$executeRaw`
      DELETE FROM "Session" WHERE rowid IN (
        SELECT rowid FROM "Session" WHERE expiresAt < ${before(sessions)} LIMIT ${most})`,
    // An invitation that waits to be looked at again may have run out; what was used or ran out a month ago says nothing.
    (most) => db.$executeRaw`
      DELETE FROM "OneTimeLink" WHERE rowid IN (
        SELECT rowid FROM "OneTimeLink" WHERE coalesce(usedAt, expiresAt) < ${before(links)} LIMIT ${most})`,
    (most) => db.$executeRaw`
      DELETE FROM "AttemptLimit" WHERE rowid IN (
        SELECT rowid FROM "AttemptLimit" WHERE lastAt < ${before(attempts)}
           AND (blockedUntil IS NULL OR blockedUntil < ${before(0)}) LIMIT ${most})`,
    (most) => db.$executeRaw`
      DELETE FROM "ContactAddress" WHERE rowid IN (
        SELECT rowid FROM "ContactAddress" WHERE verifiedAt IS NULL AND codeExpiresAt < ${before(codes)}
         LIMIT ${most})`,
    (most) => db.$executeRaw`
      DELETE FROM "CalendarFeed" WHERE rowid IN (
        SELECT rowid FROM "CalendarFeed" WHERE revokedAt < ${before(feeds)} LIMIT ${most})`,
  ];
  let cleared = 0;
  for (const step of steps) cleared += await clearInBatches(step, { signal });
  return cleared;
}
