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
  const link = isDigest ? '/my/opportunities' : first?.link;
  const rendered = messages.map((message) => ({
    ...renderMessage(message.kind, channel, locale, message.values, message.template ?? null),
    link: message.link,
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
  messages: readonly { title: string; body: string; link: string | null }[],
  channel: PersonalChannel,
  locale: KnowledgeLocale,
): { title: string; body: string } {
  const n = String(messages.length);
  const lines =
    channel === 'mail'
      ? messages.map(
          ({ title, body, link }, i) => `${i + 1}. ${title}\n${body}${link ? `\n{base}${link}` : ''}`,
        )
      : messages.map(({ title }, i) => `${i + 1}. ${title}`);
  return {
    title: sayKnowledge(locale, 'message.digest.title', { n }),
    body: lines.join(channel === 'mail' ? '\n\n' : '\n'),
  };
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
