import { sayKnowledge, type KnowledgeLocale } from '~/knowledge/words/say';
import type { OutboxContent } from '~/prisma/outbox/append-message.server';

import { isLeavable, type PersonalChannel } from './delivery-choice';
import type { MessageTopic } from './message-kind';
import { renderMessage, type MessageTemplate, type MessageValues } from './render-message';

/** A message of a bundle. */
export interface BundledMessage {
  kind: string;
  values: MessageValues;
  link: string | null;
  template?: MessageTemplate | null;
}

/**
 * What leaves for messages that go together: one as it is; several as a digest that names each. `{base}` stands for the
 * platform's address and `{unsubscribe}` for the link by which the reader leaves the topic; both are put when it is sent.
 */
export function renderBundle(
  messages: readonly BundledMessage[],
  channel: PersonalChannel,
  locale: KnowledgeLocale,
  topic: MessageTopic,
): OutboxContent {
  const [first] = messages;
  const isDigest = messages.length > 1;
  const isMixed = messages.some(({ kind }) => groupOf(kind) !== 'opportunity');
  const link = isDigest ? (isMixed ? '/my/notices' : '/my/opportunities') : first?.link;
  const rendered = messages.map((message) => ({
    ...renderMessage(message.kind, channel, locale, message.values, message.template ?? null),
    ...{ link: message.link, group: groupOf(message.kind) },
  }));
  if (channel === 'sms') {
    // Several in one short message: it says that they wait.
    const { body } = isDigest
      ? renderMessage(`${topic}-digest`, 'sms', locale, {}, { title: '', body: waiting(locale, topic) })
      : (rendered[0] ?? { body: '' });
    return { title: '', body };
  }
  const { title, body } = isDigest
    ? digest(rendered, channel, locale)
    : (rendered[0] ?? { title: '', body: '' });
  const footer = channel === 'mail' ? `\n\n${mailFooter(locale, topic)}` : '';
  const address = channel === 'mail' && link ? `\n\n{base}${link}` : '';
  return {
    title,
    body: `${body}${address}${footer}`,
    // A mail has its address in the text, above the footer.
    ...(channel !== 'mail' && link && { link }),
  };
}

function digest(
  messages: readonly DigestLine[],
  channel: PersonalChannel,
  locale: KnowledgeLocale,
): { title: string; body: string } {
  const n = String(messages.length);
  const isMail = channel === 'mail';
  const groups = digestGroups.filter((group) => messages.some((message) => message.group === group));
  const isMixed = groups.some((group) => group !== 'opportunity');
  const lines: string[] = [];
  let place = 0;
  for (const group of groups) {
    if (isMixed && isMail) lines.push(sayKnowledge(locale, `message.digest.group.${group}`));
    for (const { title, body, link } of messages.filter((message) => message.group === group)) {
      place += 1;
      lines.push(
        isMail ? `${place}. ${title}\n${body}${link ? `\n{base}${link}` : ''}` : `${place}. ${title}`,
      );
    }
  }
  return {
    title: sayKnowledge(locale, isMixed ? 'message.digest.mixed.title' : 'message.digest.title', { n }),
    body: lines.join(isMail ? '\n\n' : '\n'),
  };
}

/** What a digest tells of, in its order. */
const digestGroups = ['opportunity', 'deadline', 'returned', 'draft', 'facts'] as const;
type DigestGroup = (typeof digestGroups)[number];

interface DigestLine {
  title: string;
  body: string;
  link: string | null;
  group: DigestGroup;
}

function groupOf(kind: string): DigestGroup {
  const named = digestGroups.find((group) => kind === group || kind === `reminder-${group}`);
  return named ?? 'opportunity';
}

function waiting(locale: KnowledgeLocale, topic: MessageTopic): string {
  return sayKnowledge(locale, `message.sms.${topic}`);
}

function mailFooter(locale: KnowledgeLocale, topic: MessageTopic): string {
  return sayKnowledge(locale, `message.footer.${isLeavable(topic) ? 'leavable' : 'kept'}`, {
    base: '{base}',
    unsubscribe: '{unsubscribe}',
  });
}
