import type { Tx } from '~/prisma/database.server';

import { isLeft } from './delivery-choice';
import { loadChoice } from './load-choice.server';
import { topicOf, type MessageTopic } from './message-kind';
import { renderMessage, type MessageValues } from './render-message';
import { loadTemplates } from './templates/load-templates.server';

/** A message to one person. */
export interface PersonMessage {
  personId: string;
  /** See message-kind.ts; the words are `message.KIND.title` and `.body`. */
  kind: string;
  params: MessageValues;
  link?: string;
  enterpriseId?: string | null;
  /** In whose words it is written, where the department has its own. */
  departmentId?: string | null;
  /** What it is about: of two messages that still wait about the same only the later leaves. */
  subject?: string;
  /** Leaves in quiet hours, too. */
  urgent?: boolean;
  closesOn?: string | null;
  amountYuan?: string | null;
  /** Twice the same key tells once. */
  dedupeKey: string;
}

/**
 * The one way to tell a person something, in the transaction of the deed: a notice in the platform at once, in the
 * account's language, and beside it a message that leaves by the ways and at the hours that the person chose. Returns
 * whether the person hears of it: not if the account is closed, the person left the topic, or the firm's manager gave
 * it to others.
 *
 * @param options.byMail whether it may leave the platform at all, by whatever way
 */
export async function tellPerson(
  tx: Tx,
  message: PersonMessage,
  options: { now: Date; byMail: boolean },
): Promise<boolean> {
  const { personId, kind, params, link = null, enterpriseId = null, dedupeKey } = message;
  const person = await tx.person.findFirst({
    where: { id: personId, disabledAt: null },
    select: { locale: true },
  });
  const topic = topicOf(kind);
  if (!person || !(await wantsTopic(tx, personId, enterpriseId, topic))) return false;
  // Told before: the notice outlives the message that went out beside it.
  if ((await tx.notice.count({ where: { dedupeKey } })) > 0) return true;
  const locale = person.locale === 'en' ? 'en' : 'zh-CN';
  const { departmentId = null } = message;
  const templates = departmentId === null ? null : await loadTemplates(tx, { departmentId, kind, locale });
  const template = templates?.get('in-app') ?? null;
  const { title, body } = renderMessage(kind, 'in-app', locale, params, template);
  await tx.notice.create({
    data: { personId, enterpriseId, kind, title, body, link, dedupeKey, createdAt: options.now },
  });
  if (!options.byMail) return true;
  await tx.personalMessage.upsert({
    where: { dedupeKey },
    create: {
      ...{ personId, enterpriseId, kind, topic, locale, link, dedupeKey },
      departmentId,
      values: params,
      subject: message.subject ?? null,
      urgent: message.urgent ?? false,
      closesOn: message.closesOn ?? null,
      amountYuan: message.amountYuan ?? null,
      nextAt: options.now,
      createdAt: options.now,
    },
    update: {},
  });
  return true;
}

async function wantsTopic(
  tx: Tx,
  personId: string,
  enterpriseId: string | null,
  topic: MessageTopic,
): Promise<boolean> {
  if (isLeft(await loadChoice(tx, personId), topic)) return false;
  if (enterpriseId === null) return true;
  const row = await tx.memberTopics.findUnique({
    where: { personId_enterpriseId: { personId, enterpriseId } },
    select: { off: true },
  });
  return !row || !(row.off as unknown[]).includes(topic);
}
