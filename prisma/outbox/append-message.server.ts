import type { Db, Tx } from '../database.server';
import type { Prisma } from '../generated/client';

/** A message to leave the platform, or to reach a person in it, once. */
export interface OutboxMessage {
  channel: 'in-app' | 'mail';
  /** A person's id (in-app) or a mail address. */
  recipient: string;
  kind: string;
  /** Twice the same key is one message. */
  dedupeKey: string;
  payload: Prisma.InputJsonValue;
}

/** Writes the message in the transaction that it tells of; a job sends it afterwards. */
export async function appendMessage(tx: Tx | Db, message: OutboxMessage): Promise<void> {
  await tx.outbox.upsert({ where: { dedupeKey: message.dedupeKey }, create: message, update: {} });
}
