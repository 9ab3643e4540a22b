import { smsEnding, smsLimit, smsProblems } from '~/prisma/outbox/channels/sms-rules';

import type { MessageChannel } from '../message-kind';
import type { MessageTemplate } from '../render-message';
import { needsReason, valuesOf, type EditableKind } from './editable-kinds';
import { fixedWords, valuesIn } from './template-parts';

/** What keeps a template from being used. `field` is where; `n` and `most` are counts where the problem is a length. */
export interface TemplateProblem {
  field: 'title' | 'body';
  problem:
    | 'empty'
    | 'too-long'
    | 'too-many-bytes'
    | 'link'
    | 'sms-amount'
    | 'sms-too-long'
    | 'value'
    | 'no-reason'
    | 'tone'
    | 'line-break'
    | 'braces';
  n?: number;
  most?: number;
  value?: string;
}

/**
 * The most characters of the fixed words, of 企业微信 the most bytes: it takes 128 of a card's title and 512 of its text
 * (developer.work.weixin.qq.com/document/path/90236), and what the values add has to find room. Mails and notices are
 * kept readable.
 */
const most: Record<MessageChannel, { title: number; body: number }> = {
  'in-app': { title: 40, body: 400 },
  mail: { title: 60, body: 2000 },
  sms: { title: 0, body: smsLimit },
  wecom: { title: 90, body: 300 },
  dingtalk: { title: 40, body: 300 },
};

/** Room that each value of a short message is given, in characters: shorter is rare. */
const smsRoom = 10;

/** A scheme or a host: the link is put by the channel, a template never holds another. */
const link = /:\/\/|www\.|[\p{L}\p{N}-]+\.[a-z]{2,}(?![\p{L}])|@/iu;

/** Tones that official words don't take. */
const tone = /[!！]|亲[，,、:：]|哦|～/u;

/** What is wrong with a template for a channel; none: every message made of it is fit to be sent there. */
export function checkTemplate(
  kind: EditableKind,
  channel: MessageChannel,
  template: MessageTemplate,
): TemplateProblem[] {
  const fields = channel === 'sms' ? (['body'] as const) : (['title', 'body'] as const);
  const offered = valuesOf(kind, channel);
  const problems = fields.flatMap((field): TemplateProblem[] => {
    const words = template[field];
    const fixed = fixedWords(words);
    const limit = most[channel][field];
    const isInBytes = channel === 'wecom';
    const n = isInBytes ? new TextEncoder().encode(fixed).length : [...fixed].length;
    return [
      ...(words.trim() === '' || fixed.replace(smsEnding, '').trim() === ''
        ? [{ field, problem: 'empty' as const }]
        : []),
      ...(channel !== 'sms' && n > limit
        ? [
            {
              field,
              problem: isInBytes ? ('too-many-bytes' as const) : ('too-long' as const),
              n,
              most: limit,
            },
          ]
        : []),
      ...(link.test(fixed.normalize('NFKC')) ? [{ field, problem: 'link' as const }] : []),
      ...(/[{}]/.test(fixed) ? [{ field, problem: 'braces' as const }] : []),
      ...(tone.test(fixed) ? [{ field, problem: 'tone' as const }] : []),
      ...((field === 'title' || channel === 'sms') && /[\r\n]/.test(fixed)
        ? [{ field, problem: 'line-break' as const }]
        : []),
      ...valuesIn(words)
        .filter((value) => !offered.includes(value))
        .map((value) => ({ field, problem: 'value' as const, value })),
    ];
  });
  if (channel === 'sms') return [...problems, ...smsOf(template.body)];
  const lacksReason = needsReason(kind) && !valuesIn(template.body).includes('reason');
  return lacksReason ? [...problems, { field: 'body', problem: 'no-reason' }] : problems;
}

function smsOf(body: string): TemplateProblem[] {
  const fixed = fixedWords(body);
  const whole = fixed.endsWith(smsEnding) ? fixed : `${fixed}${smsEnding}`;
  const n = whole.length + new Set(valuesIn(body)).size * smsRoom;
  return [
    ...(smsProblems(whole).includes('amount')
      ? [{ field: 'body' as const, problem: 'sms-amount' as const }]
      : []),
    ...(n > smsLimit
      ? [{ field: 'body' as const, problem: 'sms-too-long' as const, n, most: smsLimit }]
      : []),
  ];
}
