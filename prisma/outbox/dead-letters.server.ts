import { NotFoundError } from '../access/access-denied';
import type { Reader } from '../access/reader';
import { appendAuditEntry } from '../audit/append-audit-entry.server';
import type { Db } from '../database.server';

/** States in which a message stays until somebody decides. */
export const deadStates = ['dead', 'unsent'] as const;

/** A message that didn't arrive: to whom, of which kind and why; never what it says. */
export interface DeadLetter {
  id: string;
  channel: string;
  recipient: string;
  kind: string;
  attempts: number;
  error: string | null;
  createdAt: Date;
}

const asMany = 100;

/** The newest hundred, and how many there are. */
export async function listDeadLetters(db: Db): Promise<{ letters: DeadLetter[]; count: number }> {
  const where = { state: { in: [...deadStates] } };
  const letters = await db.outbox.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: asMany,
    select: {
      ...{
        id: true,
        channel: true,
        recipient: true,
        kind: true,
        attempts: true,
        error: true,
        createdAt: true,
      },
    },
  });
  return { letters, count: await db.outbox.count({ where }) };
}

/** How many messages each channel sent in the last seven days, has waiting, and laid aside. */
export async function countMessages(
  db: Db,
  now: Date,
): Promise<Map<string, { sent: number; waiting: number; dead: number }>> {
  const since = new Date(now.valueOf() - 7 * 86_400_000);
  const rows = await db.outbox.groupBy({
    by: ['channel', 'state'],
    where: { OR: [{ state: { in: ['waiting', ...deadStates] } }, { state: 'sent', sentAt: { gt: since } }] },
    _count: true,
  });
  const counts = new Map<string, { sent: number; waiting: number; dead: number }>();
  for (const { channel, state, _count: n } of rows) {
    const of = counts.get(channel) ?? { sent: 0, waiting: 0, dead: 0 };
    if (state === 'sent') of.sent += n;
    else if (state === 'waiting') of.waiting += n;
    else of.dead += n;
    counts.set(channel, of);
  }
  return counts;
}

/** Of what a channel sent in the last seven days: what the other side said of it, where it is asked. */
export interface ReceiptCounts {
  reached: number;
  read: number;
  lost: number;
  /** Not told yet, or never. */
  open: number;
}

/** By channel; only channels that answer before they deliver are among them. */
export async function countReceipts(db: Db, now: Date): Promise<Map<string, ReceiptCounts>> {
  const since = new Date(now.valueOf() - 7 * 86_400_000);
  const rows = await db.outbox.groupBy({
    by: ['channel', 'receipt'],
    where: { sentAt: { gt: since }, OR: [{ askAt: { not: null } }, { receipt: { not: null } }] },
    _count: true,
  });
  const counts = new Map<string, ReceiptCounts>();
  for (const { channel, receipt, _count: n } of rows) {
    const of = counts.get(channel) ?? { reached: 0, read: 0, lost: 0, open: 0 };
    if (receipt === 'reached' || receipt === 'read' || receipt === 'lost') of[receipt] += n;
    else of.open += n;
    counts.set(channel, of);
  }
  return counts;
}

/**
 * Sends a dead letter again, with its old key, or drops it for good; `id: 'all'` means each one of a channel. Throws
 * NotFoundError when there is none.
 */
export async function decideDeadLetter(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  input: { id: string; channel?: string; deed: 'retry' | 'drop' },
): Promise<number> {
  const at = now();
  const { id, channel, deed } = input;
  const where = {
    state: { in: [...deadStates] },
    ...(id === 'all' ? { ...(channel !== undefined && { channel }) } : { id }),
  };
  return db.$transaction(async (tx) => {
    const { count } = await tx.outbox.updateMany({
      where,
      data:
        deed === 'drop'
          ? { state: 'dropped' }
          : { state: 'waiting', attempts: 0, nextAt: at, leaseOwner: null, leaseUntil: null },
    });
    if (count === 0) throw new NotFoundError('dead-letter', id);
    await appendAuditEntry(
      tx,
      reader,
      {
        action: `dead-letter.${deed}`,
        subjectKind: 'outbox',
        subjectId: id,
        detail: { count, ...(channel !== undefined && { channel }) },
      },
      at,
    );
    return count;
  });
}
