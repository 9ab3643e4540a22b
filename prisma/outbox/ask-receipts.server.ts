import type { Db, Tx } from '../database.server';
import type { Fault, OutgoingChannel, Receipt } from './channels/channel';
import type { OpenChannel } from './channels/open-channels.server';
import { nextAskAt } from './ask-times';
import type { OutboxRow } from './claim-due.server';

export interface ReceiptDependencies {
  db: Db;
  now: () => Date;
  openChannel: OpenChannel;
  /** What follows when a message that was taken didn't arrive, in the transaction that notes it. */
  onLost: (tx: Tx, row: OutboxRow, fault: Fault) => Promise<void>;
}

const mostAtOnce = 100;

/**
 * Asks what became of messages that the other side took without delivering them at once. One that didn't arrive becomes
 * a dead letter with its reason; one of which nothing is told within a day stays sent, as far as anyone knows. Returns
 * how many were asked about.
 */
export async function askReceipts(deps: ReceiptDependencies, signal: AbortSignal): Promise<number> {
  const rows = await deps.db.outbox.findMany({
    where: { askAt: { lte: deps.now() }, state: 'sent' },
    orderBy: { askAt: 'asc' },
    take: mostAtOnce,
  });
  for (const row of rows) {
    signal.throwIfAborted();
    const channel = await deps.openChannel(row.channel as OutgoingChannel);
    // A channel that is off answers nothing; its row is asked about again until its time is over.
    const answer: Receipt =
      channel?.askReceipt && row.reference !== null
        ? await channel.askReceipt({ reference: row.reference, recipient: row.recipient }, signal)
        : { receipt: 'open' };
    await keep(deps, row, answer);
  }
  return rows.length;
}

async function keep(
  { db, now, onLost }: ReceiptDependencies,
  row: OutboxRow,
  answer: Receipt,
): Promise<void> {
  const where = { id: row.id, state: 'sent', askAt: row.askAt };
  if (answer.receipt === 'lost') {
    const { fault } = answer;
    const error = `${fault.code}: ${fault.detail}`.slice(0, 500);
    await db.$transaction(async (tx) => {
      const { count } = await tx.outbox.updateMany({
        where,
        data: { state: 'dead', receipt: 'lost', askAt: null, error },
      });
      if (count === 1) await onLost(tx, row, fault);
    });
    return;
  }
  if (answer.receipt === 'open') {
    const askAt = nextAskAt(row.sentAt ?? row.createdAt, now());
    const receipt = row.receipt ?? (askAt === null ? 'unknown' : null);
    await db.outbox.updateMany({ where, data: { askAt, receipt } });
    return;
  }
  // Reached is enough to stop worrying, not to stop asking: whether it was read is asked once more, late.
  const askAt = answer.receipt === 'read' ? null : nextAskAt(row.sentAt ?? row.createdAt, now());
  await db.outbox.updateMany({ where, data: { receipt: answer.receipt, askAt } });
}
