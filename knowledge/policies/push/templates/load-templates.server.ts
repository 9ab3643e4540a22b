import type { Db, Tx } from '~/prisma/database.server';

import type { MessageChannel } from '../message-kind';
import type { MessageTemplate } from '../render-message';

/** The words that a department put in place of the platform's own, by channel: the newest that was approved. */
export async function loadTemplates(
  db: Db | Tx,
  { departmentId, kind, locale }: { departmentId: string; kind: string; locale: string },
): Promise<Map<MessageChannel, MessageTemplate>> {
  const rows = await db.messageTemplate.findMany({
    where: { departmentId, kind, locale, state: 'published' },
    orderBy: { number: 'asc' },
    select: { channel: true, title: true, body: true },
  });
  const templates = new Map<MessageChannel, MessageTemplate>();
  for (const { channel, title, body } of rows) {
    if (body === null) templates.delete(channel as MessageChannel);
    else templates.set(channel as MessageChannel, { title: title ?? '', body });
  }
  return templates;
}
