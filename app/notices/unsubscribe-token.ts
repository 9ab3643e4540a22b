import { createHmac, timingSafeEqual } from 'node:crypto';

import { leavableTopics } from '~/knowledge/policies/push/delivery-choice';

/** What a link in a mail lets its holder leave: one topic of one person, nothing else. */
export interface Unsubscription {
  personId: string;
  topic: (typeof leavableTopics)[number];
}

/** The token of a link, signed; it never runs out, since mails are read late. */
export function unsubscribeToken(key: Buffer, { personId, topic }: Unsubscription): string {
  const named = Buffer.from(`${topic}.${personId}`).toString('base64url');
  return `${named}.${sign(key, named)}`;
}

/** What a token stands for; null for one that isn't ours. */
export function readUnsubscribeToken(key: Buffer, token: string): Unsubscription | null {
  const [named = '', signature = ''] = token.split('.');
  const expected = Buffer.from(sign(key, named));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const text = Buffer.from(named, 'base64url').toString('utf8');
  const topic = leavableTopics.find((one) => text.startsWith(`${one}.`));
  return topic ? { topic, personId: text.slice(topic.length + 1) } : null;
}

function sign(key: Buffer, named: string): string {
  return createHmac('sha256', key).update(`unsubscribe:${named}`).digest('base64url');
}
