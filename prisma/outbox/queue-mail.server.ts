import type { Tx } from '../database.server';

import { appendMessage } from './append-message.server';

/** A mail in plain text. `linkHash` names a one-time link whose address is put at `{link}` when it is sent. */
export interface MailContent {
  subject: string;
  text: string;
  linkHash?: string;
}

/** Writes a mail that its reader asked for (a reset, an invitation), in the transaction that it tells of. */
export async function queueMail(
  tx: Tx,
  mail: { recipient: string; kind: string; dedupeKey: string; content: MailContent; at?: Date },
): Promise<void> {
  const { subject, text, linkHash } = mail.content;
  await appendMessage(tx, {
    channel: 'mail',
    recipient: mail.recipient,
    kind: mail.kind,
    dedupeKey: mail.dedupeKey,
    content: { title: subject, body: text, ...(linkHash !== undefined && { linkHash }) },
    ...(mail.at && { at: mail.at }),
  });
}
