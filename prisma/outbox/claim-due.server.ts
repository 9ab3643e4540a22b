import { randomUUID } from 'node:crypto';

import type { Db } from '../database.server';
import type { Prisma } from '../generated/client';
import { storedInstant } from '../stored-instant';
import type { OutgoingChannel } from './channels/channel';

export type OutboxRow = Prisma.OutboxGetPayload<object>;

export interface ClaimDependencies {
  db: Db;
  now: () => Date;
  /**
   * Each recipient's messages one after the other, in the order in which they were written: as long as one is under way
   * or waits for its next try, the later ones wait. Default: no order.
   */
  inOrder?: boolean;
  /** How long a row is held; a process that dies meanwhile gives it back so late. Default 90 s, above any channel's time. */
  leaseMs?: number;
}

/** Takes what is due of a channel under a lease, the longest due first, `most` rows at most. */
export async function claimDue(
  deps: ClaimDependencies,
  channel: OutgoingChannel,
  most: number,
): Promise<OutboxRow[]> {
  const { db, now, leaseMs = 90_000 } = deps;
  const at = now();
  const owner = randomUUID();
  const mine: OutboxRow[] = [];
  for (const row of await listDue(deps, channel, at, most)) {
    const held = { leaseOwner: owner, leaseUntil: new Date(at.valueOf() + leaseMs) };
    // The try counts before it is made: a message that kills the process isn't tried for ever.
    const { count } = await db.outbox.updateMany({
      where: { id: row.id, state: 'waiting', attempts: row.attempts, leaseOwner: row.leaseOwner },
      data: { ...held, attempts: { increment: 1 } },
    });
    if (count === 1) mine.push({ ...row, ...held, attempts: row.attempts + 1 });
  }
  return mine;
}

async function listDue(
  { db, inOrder = false }: ClaimDependencies,
  channel: OutgoingChannel,
  at: Date,
  most: number,
): Promise<OutboxRow[]> {
  const isDue = {
    state: 'waiting',
    nextAt: { lte: at },
    OR: [{ leaseUntil: null }, { leaseUntil: { lt: at } }],
  };
  const orderBy = [{ nextAt: 'asc' as const }, { id: 'asc' as const }];
  if (!inOrder) return db.outbox.findMany({ where: { ...isDue, channel }, orderBy, take: most });
  // Rows are numbered as they are written. Who holds the first of a recipient holds back the others.
  const first = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Outbox"
     WHERE rowid IN (SELECT MIN(rowid) FROM "Outbox" WHERE channel = ${channel} AND state = 'waiting' GROUP BY recipient)
       AND nextAt <= ${storedInstant(at)} AND (leaseUntil IS NULL OR leaseUntil < ${storedInstant(at)})
     ORDER BY nextAt, rowid LIMIT ${most}`;
  return db.outbox.findMany({ where: { ...isDue, id: { in: first.map(({ id }) => id) } }, orderBy });
}
