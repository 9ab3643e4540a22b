import type { KnowledgeLocale } from '~/knowledge/words/say';
import { appendMessage } from '~/prisma/outbox/append-message.server';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { PersonalChannel } from './delivery-choice';
import type { MessageTopic } from './message-kind';
import { renderBundle } from './render-bundle';
import { loadTemplates } from './templates/load-templates.server';

export type MessageRow = Prisma.PersonalMessageGetPayload<object>;

/** Writes messages that leave together to the outbox, one row for the channel; written again it is the same row. */
export async function writeBundle(
  tx: Tx,
  bundle: { rows: readonly MessageRow[]; channel: PersonalChannel; recipient: string; now: Date },
): Promise<void> {
  const { rows, channel, recipient, now } = bundle;
  const [first] = rows;
  if (!first) return;
  const topic = first.topic as MessageTopic;
  const messages = await Promise.all(
    rows.map(async (row) => ({
      ...{ kind: row.kind, link: row.link, values: row.values as Record<string, string> },
      template: (await ownWords(tx, row))?.get(channel) ?? null,
    })),
  );
  const outboxId = await appendMessage(tx, {
    ...{ channel, recipient, personId: first.personId, topic, at: now },
    kind: rows.length > 1 ? 'digest' : first.kind,
    dedupeKey: `message:${first.id}:${channel}`,
    content: renderBundle(messages, channel, first.locale as KnowledgeLocale, topic),
  });
  await tx.messageDelivery.createMany({
    data: rows.map(({ id }) => ({ messageId: id, channel, outboxId })),
  });
}

/** The words that the message's department wrote for it, by channel. */
async function ownWords(tx: Tx, { departmentId, kind, locale }: MessageRow) {
  return departmentId === null ? null : loadTemplates(tx, { departmentId, kind, locale });
}
