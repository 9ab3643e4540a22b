import type { Db, Tx } from '../database.server';
import type { Prisma } from '../generated/client';
import { firstAskAt } from './ask-times';
import type { Channel, Fault, OutgoingChannel, OutgoingMessage, SendOutcome } from './channels/channel';
import type { ClaimDependencies, OutboxRow } from './claim-due.server';
import { mostAttempts, retryDelayMs } from './retry-delay';

export interface SendDependencies extends ClaimDependencies {
  /** The channel of a row; null while it isn't set up. */
  openChannel: (channel: OutgoingChannel) => Promise<Channel | null>;
  /** Makes of a row what leaves: whole addresses for its links. */
  compose: (row: OutboxRow) => Promise<OutgoingMessage>;
  /** What follows when a row is laid aside for good, in the transaction that does so. */
  onDead?: (tx: Tx, row: OutboxRow, fault: Fault) => Promise<void>;
  onError?: (error: unknown, row: { id: string; kind: string }) => void;
  /** From 0 to 1. Default: chance. */
  chance?: () => number;
}

/**
 * Gives a row that was claimed to its channel, and notes what came of it. Whichever process dies at whatever point, the
 * row is sent again with the same key.
 */
export async function sendRow(deps: SendDependencies, row: OutboxRow, signal: AbortSignal): Promise<void> {
  try {
    if (row.attempts > mostAttempts) {
      // No try came to an end: whoever made the last one died of it.
      await layAside(deps, row, { code: 'unclear-answer', detail: 'no try came to an end' });
      return;
    }
    const channel = await deps.openChannel(row.channel as OutgoingChannel);
    if (!channel) {
      await settle(deps.db, row, { state: 'unsent', error: 'not-configured: ' });
      return;
    }
    const sent = await channel.send(await deps.compose(row), signal);
    await note(deps, row, sent, channel.askReceipt !== undefined);
  } catch (error) {
    if (signal.aborted) {
      // Given back, not failed.
      await settle(deps.db, row, { attempts: { decrement: 1 } });
      return;
    }
    deps.onError?.(error, row);
    const detail = error instanceof Error ? error.message : String(error);
    await note(deps, row, { outcome: 'later', fault: { code: 'unclear-answer', detail } });
  }
}

async function note(
  deps: SendDependencies,
  row: OutboxRow,
  sent: SendOutcome,
  isAsked = false,
): Promise<void> {
  const { now, chance = Math.random } = deps;
  const at = now();
  if (sent.outcome === 'delivered') {
    await settle(deps.db, row, {
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
  const error = errorOf(fault);
  await noteHealth(deps.db, row.channel, { lastFaultAt: at, lastFault: error });
  const isOver = sent.outcome === 'refused' || row.attempts >= mostAttempts;
  if (!isOver) {
    const waitMs = Math.max(retryDelayMs(row.attempts, chance()), sent.afterMs ?? 0);
    await settle(deps.db, row, { error, nextAt: new Date(at.valueOf() + waitMs) });
    return;
  }
  await layAside(deps, row, fault);
}

/** Both or neither: a process that dies in between would leave a person without the next way. */
async function layAside({ db, onDead }: SendDependencies, row: OutboxRow, fault: Fault): Promise<void> {
  await db.$transaction(async (tx) => {
    if (await settle(tx, row, { state: 'dead', error: errorOf(fault) })) await onDead?.(tx, row, fault);
  });
}

function errorOf({ code, detail }: Fault): string {
  return `${code}: ${detail}`.slice(0, 500);
}

/** Writes what came of it, unless the lease ran out and another process has the row. */
async function settle(
  db: Db | Tx,
  { id, leaseOwner }: OutboxRow,
  data: Prisma.OutboxUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await db.outbox.updateMany({
    where: { id, leaseOwner, state: 'waiting' },
    data: { ...data, leaseOwner: null, leaseUntil: null },
  });
  return count === 1;
}

async function noteHealth(
  db: SendDependencies['db'],
  channel: string,
  data: { lastOkAt: Date } | { lastFaultAt: Date; lastFault: string },
): Promise<void> {
  await db.deliveryChannel.updateMany({ where: { channel }, data });
}
