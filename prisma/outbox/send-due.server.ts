import { randomUUID } from 'node:crypto';

import type { Db } from '../database.server';
import type { Prisma } from '../generated/client';
import type { Channel, Fault, OutgoingChannel, OutgoingMessage, SendOutcome } from './channels/channel';
import { firstAskAt } from './ask-times';
import { mostAttempts, retryDelayMs } from './retry-delay';

export type OutboxRow = Prisma.OutboxGetPayload<object>;

export interface SendDependencies {
  db: Db;
  now: () => Date;
  /** The channel of a row; null while it isn't set up. */
  openChannel: (channel: OutgoingChannel) => Promise<Channel | null>;
  /** Makes of a row what leaves: whole addresses for its links. */
  compose: (row: OutboxRow) => Promise<OutgoingMessage>;
  /** After a row was laid aside for good. */
  onDead?: (row: OutboxRow, fault: Fault) => Promise<void>;
  onError?: (error: unknown, row: { id: string; kind: string }) => void;
  /** The channels whose rows are sent; default all. A slow one may have a worker of its own. */
  channels?: { only: OutgoingChannel } | { not: OutgoingChannel };
  /** From 0 to 1. Default: chance. */
  chance?: () => number;
  /** How long a row is held; a process that dies meanwhile gives it back so late. Default 90 s, above any channel's time. */
  leaseMs?: number;
}

/**
 * Sends what is due, some at a time: takes rows under a lease, gives each to its channel, and notes what came of it.
 * Whichever process dies at whatever point, the row is sent again with the same key. No order is promised. Returns how
 * many rows it worked on.
 */
export async function sendDue(deps: SendDependencies, signal: AbortSignal, most = 10): Promise<number> {
  const owner = randomUUID();
  const rows = await claim(deps, owner, most);
  await Promise.all(rows.map((row) => sendRow(deps, owner, row, signal)));
  return rows.length;
}

async function claim({ db, now, channels, leaseMs = 90_000 }: SendDependencies, owner: string, most: number) {
  const at = now();
  const isFree = { OR: [{ leaseUntil: null }, { leaseUntil: { lt: at } }] };
  const ofChannels =
    channels && ('only' in channels ? { channel: channels.only } : { channel: { not: channels.not } });
  const due = await db.outbox.findMany({
    where: { state: 'waiting', nextAt: { lte: at }, ...isFree, ...ofChannels },
    orderBy: [{ nextAt: 'asc' }, { id: 'asc' }],
    take: most,
  });
  const mine: OutboxRow[] = [];
  for (const row of due) {
    // The try counts before it is made: a message that kills the process isn't tried for ever.
    const { count } = await db.outbox.updateMany({
      where: { id: row.id, state: 'waiting', attempts: row.attempts, leaseOwner: row.leaseOwner },
      data: {
        leaseOwner: owner,
        leaseUntil: new Date(at.valueOf() + leaseMs),
        attempts: { increment: 1 },
      },
    });
    if (count === 1) mine.push({ ...row, attempts: row.attempts + 1 });
  }
  return mine;
}

async function sendRow(
  deps: SendDependencies,
  owner: string,
  row: OutboxRow,
  signal: AbortSignal,
): Promise<void> {
  try {
    const channel = await deps.openChannel(row.channel as OutgoingChannel);
    if (!channel) {
      await settle(deps, owner, row, { state: 'unsent', error: 'not-configured: ' });
      return;
    }
    const sent = await channel.send(await deps.compose(row), signal);
    await note(deps, owner, row, sent, channel.askReceipt !== undefined);
  } catch (error) {
    if (signal.aborted) {
      // Given back, not failed.
      await settle(deps, owner, row, { attempts: { decrement: 1 } });
      return;
    }
    deps.onError?.(error, row);
    const detail = error instanceof Error ? error.message : String(error);
    await note(deps, owner, row, { outcome: 'later', fault: { code: 'unclear-answer', detail } });
  }
}

async function note(
  deps: SendDependencies,
  owner: string,
  row: OutboxRow,
  sent: SendOutcome,
  isAsked = false,
): Promise<void> {
  const { now, chance = Math.random } = deps;
  const at = now();
  if (sent.outcome === 'delivered') {
    await settle(deps, owner, row, {
      state: 'sent',
      sentAt: at,
      error: null,
      reference: sent.reference ?? null,
      // A row that is sent once more forgets what was said of the try before.
      receipt: null,
      askAt: isAsked && sent.reference !== undefined ? firstAskAt(at) : null,
    });
    await noteHealth(deps.db, row.channel, { lastOkAt: at });
    return;
  }
  const { fault } = sent;
  const error = `${fault.code}: ${fault.detail}`.slice(0, 500);
  await noteHealth(deps.db, row.channel, { lastFaultAt: at, lastFault: error });
  const isOver = sent.outcome === 'refused' || row.attempts >= mostAttempts;
  if (!isOver) {
    const waitMs = Math.max(retryDelayMs(row.attempts, chance()), sent.afterMs ?? 0);
    await settle(deps, owner, row, { error, nextAt: new Date(at.valueOf() + waitMs) });
    return;
  }
  if (await settle(deps, owner, row, { state: 'dead', error })) await deps.onDead?.(row, fault);
}

/** Writes what came of it, unless the lease ran out and another process has the row. */
async function settle(
  { db }: SendDependencies,
  owner: string,
  { id }: OutboxRow,
  data: Prisma.OutboxUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await db.outbox.updateMany({
    where: { id, leaseOwner: owner, state: 'waiting' },
    data: { ...data, leaseOwner: null, leaseUntil: null },
  });
  return count === 1;
}

async function noteHealth(
  db: Db,
  channel: string,
  data: { lastOkAt: Date } | { lastFaultAt: Date; lastFault: string },
): Promise<void> {
  await db.deliveryChannel.updateMany({ where: { channel }, data });
}
