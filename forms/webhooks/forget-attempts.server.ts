import type { Db } from '~/prisma/database.server';

/** So long the log of a webhook's tries can be looked at. */
const keptDays = 30;

/** Deletes the tries that are older; what waits to be sent lies in the outbox. Returns how many. */
export async function forgetAttempts({ db, now }: { db: Db; now: () => Date }): Promise<number> {
  const before = new Date(now().valueOf() - keptDays * 86_400_000);
  return (await db.webhookAttempt.deleteMany({ where: { at: { lt: before } } })).count;
}
