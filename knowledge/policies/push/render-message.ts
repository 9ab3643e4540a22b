import { hasKnowledgeWords, sayKnowledge, type KnowledgeLocale } from '~/knowledge/words/say';
import { smsEnding, smsProblems } from '~/prisma/outbox/channels/sms-rules';

import { topicOf, type MessageChannel } from './message-kind';

/** What a message's words are filled with: `policy`, `enterprise`, `reason`, `amount`, `deadline`, … Each is a whole clause or nothing. */
export type MessageValues = Readonly<Record<string, string>>;

/** Words with `{{name}}` where a value goes; a short message has no title. */
export interface MessageTemplate {
  title: string;
  body: string;
}

/** A message as one channel shows it. The link is no part of the words: the channel puts it where it belongs. */
export interface RenderedMessage {
  title: string;
  body: string;
}

/**
 * The words of a message for a channel: a department's template, or else the platform's own. A short message always
 * comes out fit to be sent: within 70 characters, without a link or an amount, with the way out at its end; where the
 * values don't allow it, it only says that something waits.
 */
export function renderMessage(
  kind: string,
  channel: MessageChannel,
  locale: KnowledgeLocale,
  values: MessageValues,
  template: MessageTemplate | null = null,
): RenderedMessage {
  if (channel === 'sms') return { title: '', body: shortMessage(kind, locale, values, template) };
  const { title, body } = template ?? {
    title: sayKnowledge(locale, `message.${kind}.title`, keepHoles),
    body: sayKnowledge(locale, `message.${kind}.body`, keepHoles),
  };
  return { title: fillWords(title, values), body: fillWords(body, values) };
}

/** Fills `{{name}}` from the values; what has no value leaves nothing, not even a double space. */
export function fillWords(words: string, values: MessageValues): string {
  const text = words.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values[name] ?? '');
  return text.replace(/[ \t]{2,}/g, ' ').trim();
}

/** The platform's own words of a kind and channel, with their holes: what a template starts from. */
export function defaultTemplate(
  kind: string,
  channel: MessageChannel,
  locale: KnowledgeLocale,
): MessageTemplate {
  if (channel !== 'sms')
    return {
      title: sayKnowledge(locale, `message.${kind}.title`, keepHoles),
      body: sayKnowledge(locale, `message.${kind}.body`, keepHoles),
    };
  const own = `message.${kind}.sms`;
  const key = hasKnowledgeWords(own) ? own : `message.sms.${topicOf(kind)}`;
  return { title: '', body: sayKnowledge(locale, key, keepHoles) };
}

function shortMessage(
  kind: string,
  locale: KnowledgeLocale,
  values: MessageValues,
  template: MessageTemplate | null,
): string {
  const waiting = withEnding(sayKnowledge(locale, `message.sms.${topicOf(kind)}`));
  const wanted = withEnding(fillWords((template ?? defaultTemplate(kind, 'sms', locale)).body, values));
  return smsProblems(wanted).length === 0 ? wanted : waiting;
}

function withEnding(text: string): string {
  return text.endsWith(smsEnding) ? text : `${text}${smsEnding}`;
}

/** Leaves each hole as it is. */
const keepHoles = new Proxy<Record<string, string>>({}, { get: (_, name) => `{{${String(name)}}}` });
