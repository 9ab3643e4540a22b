import type { Db, Tx } from '../database.server';
import type { OutgoingChannel } from './channels/channel';

/** What a row of the outbox says; `linkHash` names a one-time link whose address is put at `{link}` when it is sent. */
export type OutboxContent = {
  title: string;
  body: string;
  /** A path of the platform. */
  link?: string;
  linkHash?: string;
  /** What the code at `{code}` is derived from when it is sent. */
  codeNonce?: string;
};

/** A message to leave the platform. */
export interface OutboxMessage {
  channel: OutgoingChannel;
  /** A mail address, a mobile number, a user's id; empty for a group's robot. */
  recipient: string;
  kind: string;
  /** Twice the same key is one message. */
  dedupeKey: string;
  content: OutboxContent;
  personId?: string;
  topic?: string;
  /** When it may leave; default at once. */
  at?: Date;
}

/** Writes the message in the transaction that it tells of; the outbox sends it afterwards. Returns its id. */
export async function appendMessage(tx: Tx | Db, message: OutboxMessage): Promise<string> {
  const { content, personId = null, topic = null, at, ...row } = message;
  const { id } = await tx.outbox.upsert({
    where: { dedupeKey: message.dedupeKey },
    create: { ...row, payload: content, personId, topic, ...(at && { nextAt: at }) },
    update: {},
    select: { id: true },
  });
  return id;
}
