import type { Tx } from '../database.server';
import { enqueueJob } from '../jobs/enqueue-job.server';

import { appendMessage } from './append-message.server';

/** How often a mail is tried, with doubling waits, before it is laid aside (state `dead`). */
export const mailAttempts = 8;

/** A mail in plain text. `linkHash` names a one-time link whose address is put at `{link}` when it is sent. */
export type MailContent = {
  subject: string;
  text: string;
  linkHash?: string;
};

/** Writes a mail in the transaction that it tells of; the job `send-mail` sends it. */
export async function queueMail(
  tx: Tx,
  mail: { recipient: string; kind: string; dedupeKey: string; content: MailContent },
): Promise<void> {
  const { content, ...message } = mail;
  await appendMessage(tx, { channel: 'mail', ...message, payload: content });
  const { id, state } = await tx.outbox.findUniqueOrThrow({ where: { dedupeKey: mail.dedupeKey } });
  if (state !== 'waiting') return;
  await enqueueJob(tx, {
    kind: 'send-mail',
    payload: { outboxId: id },
    openKey: `send-mail:${id}`,
    maxAttempts: mailAttempts,
  });
}
