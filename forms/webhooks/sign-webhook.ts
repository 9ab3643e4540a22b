import { createHmac, timingSafeEqual } from 'node:crypto';

/** What begins a secret, so that people and scanners know it for one (Standard Webhooks). */
export const secretMark = 'whsec_';

/**
 * The headers of Standard Webhooks: id, time of the try in seconds, and HMAC-SHA256 over `id.timestamp.body`, once for
 * each secret that counts now.
 */
export function webhookHeaders(
  secrets: readonly string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.valueOf() / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => sign(secret, `${id}.${timestamp}.${body}`)).join(' '),
  };
}

/** How far the clocks may differ, in seconds, before a message counts as an old one sent again. */
export const toleranceS = 300;

/** What the receiver does: whether one of the signatures is ours, and the time is near. */
export function isSignedWebhook(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  now: Date,
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp = '', 'webhook-signature': given = '' } = headers;
  if (!id || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.valueOf() / 1000 - Number(timestamp)) > toleranceS) return false;
  const expected = Buffer.from(sign(secret, `${id}.${timestamp}.${body}`));
  return given.split(' ').some((one) => {
    const bytes = Buffer.from(one);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}

function sign(secret: string, text: string): string {
  const key = Buffer.from(secret.slice(secretMark.length), 'base64');
  return `v1,${createHmac('sha256', key).update(text, 'utf8').digest('base64')}`;
}
