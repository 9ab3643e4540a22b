import type { KnowledgeLocale } from '~/knowledge/words/say';
import { smsEnding } from '~/prisma/outbox/channels/sms-rules';

import type { MessageChannel } from '../message-kind';
import { defaultTemplate, renderMessage, type MessageTemplate, type MessageValues } from '../render-message';
import { readParts } from './template-parts';

/** A piece of a message as it is shown: a value is tinted. */
export interface ShownPart {
  text: string;
  isValue: boolean;
}

/** A message as one channel would show it. */
export interface ShownMessage {
  channel: MessageChannel;
  title: ShownPart[];
  body: ShownPart[];
  /** Characters of a short message as it is charged; of others, of their text. */
  length: number;
  /** The values didn't fit a short message: it only says that something waits. */
  isNeutral: boolean;
}

/** Shows a message with its values tinted; what it says is exactly what `renderMessage` sends. */
export function showMessage(message: {
  kind: string;
  channel: MessageChannel;
  locale: KnowledgeLocale;
  values: MessageValues;
  template: MessageTemplate | null;
}): ShownMessage {
  const { kind, channel, locale, values, template } = message;
  const sent = renderMessage(kind, channel, locale, values, template);
  const words = template ?? defaultTemplate(kind, channel, locale);
  const body =
    channel === 'sms' && !words.body.endsWith(smsEnding) ? `${words.body}${smsEnding}` : words.body;
  const shown = {
    title: fillParts(words.title, values, sent.title),
    body: fillParts(body, values, sent.body),
  };
  return {
    channel,
    title: shown.title ?? plain(sent.title),
    body: shown.body ?? plain(sent.body),
    length: sent.body.length,
    isNeutral: shown.body === null,
  };
}

/** The words with their values; null when that isn't what is sent. */
function fillParts(words: string, values: MessageValues, sent: string): ShownPart[] | null {
  const parts = readParts(words)
    .map((part) =>
      'value' in part
        ? { text: values[part.value] ?? '', isValue: true }
        : { text: part.text, isValue: false },
    )
    .filter(({ text }) => text !== '');
  const squeeze = (text: string) => text.replace(/\s+/g, '');
  return squeeze(parts.map(({ text }) => text).join('')) === squeeze(sent) ? parts : null;
}

const plain = (text: string): ShownPart[] => (text === '' ? [] : [{ text, isValue: false }]);
