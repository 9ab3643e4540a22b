import { clearInBatches } from '~/prisma/clearing/clear-in-batches';
import type { Db } from '~/prisma/database.server';
import { storedDaysBefore } from '~/prisma/stored-instant';

/** So long the log of a webhook's tries can be looked at. */
const keptDays = 30;

/** Deletes the tries that are older; what waits to be sent lies in the outbox. Returns how many. */
export async function forgetAttempts(
  { db, now }: { db: Db; now: () => Date },
  signal?: AbortSignal,
): Promise<number> {
  const before = storedDaysBefore(now(), keptDays);
  return clearInBatches(
    (most) => db.$executeRaw`
      DELETE FROM "WebhookAttempt" WHERE rowid IN (
        SELECT rowid FROM "WebhookAttempt" WHERE at < ${before} LIMIT ${most})`,
    { signal },
  );
}
