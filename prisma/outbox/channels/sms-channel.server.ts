import { createHmac } from 'node:crypto';

import { delivered, later, refused, type Channel, type SendOutcome } from './channel';
import { askJson, type JsonAnswer } from './post-json.server';
import { smsProblems } from './sms-rules';

/** The city's SMS gateway: its address, and the secret it shares with us. */
export interface SmsGateway {
  url: string;
  keyId: string;
  secret: string;
  timeoutMs?: number;
}

/**
 * Short messages by a plain gateway of JSON over HTTP, described in docs/sms-gateway.md. A message that breaks the rules
 * of short messages never leaves, whoever wrote it. The gateway tells messages apart by Idempotency-Key and answers a
 * known one with 409 or again with success: the phone rings once.
 */
export function smsChannel(gateway: SmsGateway, now: () => Date): Channel {
  return {
    async send({ key, recipient, body: text }, signal) {
      const problems = smsProblems(text);
      if (problems.length > 0) return refused('content-refused', problems.join(', '));
      const body = JSON.stringify({ id: key, to: recipient, text });
      const timestamp = String(Math.floor(now().valueOf() / 1000));
      const asked = await askJson(
        gateway.url,
        {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json; charset=utf-8',
            'Idempotency-Key': key,
            'X-Huiqitong-Key': gateway.keyId,
            'X-Huiqitong-Timestamp': timestamp,
            'X-Huiqitong-Signature': signSms(gateway.secret, timestamp, body),
          },
          body,
        },
        { signal, ...(gateway.timeoutMs !== undefined && { timeoutMs: gateway.timeoutMs }) },
      );
      return 'fault' in asked ? asked.fault : readAnswer(asked.answer);
    },
  };
}

/** HMAC-SHA-256 over `timestamp.body`, in hexadecimal: only who has the secret writes, and an old request says so. */
export function signSms(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

function readAnswer({ status, body, retryAfterMs }: JsonAnswer): SendOutcome {
  const said = typeof body.message === 'string' ? `${status} ${body.message}` : String(status);
  if (status >= 200 && status < 300)
    return delivered(typeof body.reference === 'string' ? body.reference : undefined);
  // Taken before: our first try arrived, only its answer didn't.
  if (status === 409) return delivered();
  if (status === 429) return later('rate-limited', said, retryAfterMs ?? 60_000);
  if (status === 401 || status === 403) return later('bad-credentials', said);
  if (status === 404 || status === 410)
    return body.code === 'unknown-number' ? refused('unknown-recipient', said) : later('unreachable', said);
  if (status >= 500 || status === 408 || status === 425) return later('server-fault', said, retryAfterMs);
  return refused(body.code === 'unknown-number' ? 'unknown-recipient' : 'content-refused', said);
}
