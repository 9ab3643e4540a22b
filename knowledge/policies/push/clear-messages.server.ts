import { clearInBatches } from '~/prisma/clearing/clear-in-batches';
import type { Db, Tx } from '~/prisma/database.server';
import { storedDaysBefore } from '~/prisma/stored-instant';

/** Days for which a message stays after it left, or after somebody gave it up. */
export const messagesKeptDays = 90;

/**
 * Deletes messages that arrived or were given up long ago, with how they went out. By which ways a campaign reached a
 * firm is kept with the campaign; the notice in the platform stays, and with it the key by which nobody is told twice.
 * What waits, and what didn't arrive and waits for somebody's decision, stays however old. Returns how many rows went.
 */
export async function clearMessages(
  { db, now }: { db: Db; now: () => Date },
  signal?: AbortSignal,
): Promise<number> {
  const before = storedDaysBefore(now(), messagesKeptDays);
  const sent = await clearInBatches(
    (most) => db.$transaction((tx) => clearOutbox(tx, before, most), { maxWait: 30_000, timeout: 60_000 }),
    { signal },
  );
  const planned = await clearInBatches(
    (most) => db.$executeRaw`
      DELETE FROM "PersonalMessage" WHERE id IN (
        SELECT m.id FROM "PersonalMessage" m
         WHERE m.state IN ('sent', 'dropped') AND m.plannedAt < ${before}
           AND NOT EXISTS (SELECT 1 FROM "MessageDelivery" d JOIN "Outbox" x ON x.id = d.outboxId
                            WHERE d.messageId = m.id)
         LIMIT ${most})`,
    { signal },
  );
  return sent + planned;
}

/** One batch: rows that were sent, or dropped by somebody, whose last try is that old. */
async function clearOutbox(tx: Tx, before: string, most: number): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string; state: string }[]>`
    SELECT id, state FROM "Outbox"
     WHERE state IN ('sent', 'dropped') AND nextAt < ${before} AND coalesce(sentAt, createdAt) < ${before}
     ORDER BY state, nextAt LIMIT ${most}`;
  if (rows.length === 0) return 0;
  const idsOf = (all: typeof rows) => JSON.stringify(all.map(({ id }) => id));
  await keepArrivals(tx, idsOf(rows.filter(({ state }) => state === 'sent')));
  const ids = idsOf(rows);
  await tx.$executeRaw`DELETE FROM "MessageDelivery" WHERE outboxId IN (SELECT value FROM json_each(${ids}))`;
  await tx.$executeRaw`DELETE FROM "Outbox" WHERE id IN (SELECT value FROM json_each(${ids}))`;
  return rows.length;
}

/** Keys of a campaign's messages: campaign:ID:OPPORTUNITY:PERSON. */
async function keepArrivals(tx: Tx, outboxIds: string): Promise<void> {
  await tx.$executeRaw`
    INSERT OR IGNORE INTO "CampaignArrival" (campaignId, opportunityId, channel)
    SELECT f.campaignId, f.opportunityId, d.channel
      FROM (SELECT messageId, channel FROM "MessageDelivery"
             WHERE outboxId IN (SELECT value FROM json_each(${outboxIds}))) d
      JOIN "PersonalMessage" m ON m.id = d.messageId AND m.dedupeKey >= 'campaign:' AND m.dedupeKey < 'campaign;'
      JOIN "CampaignFirm" f
        ON f.campaignId = substr(m.dedupeKey, 10, instr(substr(m.dedupeKey, 10), ':') - 1)
       AND m.dedupeKey >= 'campaign:' || f.campaignId || ':' || f.opportunityId || ':'
       AND m.dedupeKey < 'campaign:' || f.campaignId || ':' || f.opportunityId || ';'`;
}
