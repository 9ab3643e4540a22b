import { renderMessage } from '~/knowledge/policies/push/render-message';
import type { Tx } from '~/prisma/database.server';

import { queueMail } from '~/prisma/outbox/queue-mail.server';

export interface PersonMessage {
  personId: string;
  /** The words are `message.KIND.title` and `.body` of the knowledge room. */
  kind: string;
  params: Record<string, string>;
  link?: string;
  enterpriseId?: string | null;
  dedupeKey: string;
}

/** Tells a person in the language of the account: a notice on the page, and a mail where mail is set up. */
export async function tellPerson(
  tx: Tx,
  message: PersonMessage,
  options: { now: Date; byMail: boolean },
): Promise<void> {
  const person = await tx.person.findUniqueOrThrow({
    where: { id: message.personId },
    select: { locale: true, email: true },
  });
  const locale = person.locale === 'en' ? 'en' : 'zh-CN';
  const { title, body } = renderMessage(message.kind, 'in-app', locale, message.params);
  const { personId, kind, link, enterpriseId, dedupeKey } = message;
  await tx.notice.upsert({
    where: { dedupeKey },
    create: {
      personId,
      kind,
      title,
      body,
      link: link ?? null,
      enterpriseId: enterpriseId ?? null,
      dedupeKey,
      createdAt: options.now,
    },
    update: {},
  });
  if (options.byMail && person.email) {
    await queueMail(tx, {
      recipient: person.email,
      kind,
      dedupeKey: `mail:${dedupeKey}`,
      content: { subject: title, text: body },
    });
  }
}
