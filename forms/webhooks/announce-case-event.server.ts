import type { Tx } from '~/prisma/database.server';
import { appendMessage } from '~/prisma/outbox/append-message.server';

import { eventType, webhookEvents, type WebhookPayload } from './webhook-events';

/**
 * Puts an event of a case into the outbox for each webhook of its form that wants to hear of it, in the transaction of
 * the deed: what was rolled back is never told, and what was done is told even if the server dies at once.
 */
export async function announceCaseEvent(
  tx: Tx,
  event: { formId: string; caseId: string; caseNumber: string; number: number; kind: string; at: Date },
): Promise<void> {
  const kind = webhookEvents.find((one) => one === event.kind);
  if (!kind) return;
  const hooks = await tx.formWebhook.findMany({
    where: { formId: event.formId, enabled: true, removedAt: null },
    select: { id: true, events: true },
  });
  for (const { id, events } of hooks) {
    if (!(events as string[]).includes(kind)) continue;
    const { caseId, caseNumber, number: sequence } = event;
    const content: WebhookPayload = { title: eventType(kind), body: '', caseId, caseNumber, sequence };
    await appendMessage(tx, {
      ...{ channel: 'webhook', recipient: id, kind: eventType(kind), content, at: event.at },
      dedupeKey: `webhook:${id}:${caseId}:${sequence}`,
    });
  }
}
