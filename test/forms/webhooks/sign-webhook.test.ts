import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isSignedWebhook, webhookHeaders } from '~/forms/webhooks/sign-webhook';
import { eventType } from '~/forms/webhooks/webhook-events';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const at = new Date(1_614_265_330_000);
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, body: '{"test": 2432232314}' };

test('a message is signed as the published example of Standard Webhooks is', () => {
  expect(webhookHeaders([secret], message)).toEqual({
    'webhook-id': message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('while a secret is changed both sign, and either is enough', () => {
  const headers = webhookHeaders(['whsec_bmV3', secret], message);
  expect(isSignedWebhook(secret, headers, message.body, at)).toBe(true);
  expect(isSignedWebhook('whsec_bmV3', headers, message.body, at)).toBe(true);
  expect(isSignedWebhook('whsec_b3RoZXI=', headers, message.body, at)).toBe(false);
});

test('another body, id or time, an old message or none at all is refused', () => {
  const headers = webhookHeaders([secret], message);
  fc.assert(
    fc.property(
      fc.string(),
      (body) => isSignedWebhook(secret, headers, body, at) === (body === message.body),
    ),
  );
  const check = (changed: Record<string, string | undefined>, now = at) =>
    isSignedWebhook(secret, { ...headers, ...changed }, message.body, now);
  expect(check({})).toBe(true);
  expect(check({ 'webhook-id': 'msg_2' })).toBe(false);
  expect(check({ 'webhook-id': undefined })).toBe(false);
  expect(check({ 'webhook-timestamp': '1614265331' })).toBe(false);
  expect(check({ 'webhook-timestamp': undefined })).toBe(false);
  expect(check({ 'webhook-signature': undefined })).toBe(false);
  expect(check({}, new Date(at.valueOf() + 299_000))).toBe(true);
  expect(check({}, new Date(at.valueOf() + 301_000))).toBe(false);
});

test('an event has its name', () => {
  expect(eventType('submitted')).toBe('application.submitted');
});
