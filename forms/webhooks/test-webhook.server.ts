import { randomUUID } from 'node:crypto';

import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { SendOutcome } from '~/prisma/outbox/channels/channel';

import { requireWebhook } from './manage-webhooks.server';
import { webhookChannel, type WebhookDependencies } from './webhook-channel.server';

/** Sends a test at once, past the outbox, signed as every message is, and says what came of it. */
export async function testWebhook(
  deps: WebhookDependencies,
  reader: Reader,
  input: { formId: string; id: string },
): Promise<SendOutcome> {
  await requireWebhook(deps, reader, input);
  const at = deps.now();
  const type = 'application.test';
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data: { caseNumber: '', sequence: 0 } });
  const message = { key: `test_${randomUUID()}`, recipient: input.id, title: type, body };
  const sent = await webhookChannel(deps).send(
    { ...message, url: null, unsubscribeUrl: null },
    new AbortController().signal,
  );
  const subject = { subjectKind: 'form-webhook', subjectId: input.id, detail: { outcome: sent.outcome } };
  await deps.db.$transaction((tx) =>
    appendAuditEntry(tx, reader, { action: 'webhook.tested', ...subject }, deps.now()),
  );
  return sent;
}
