import { factsIn, type Provenance } from '~/forms/prefill/field-provenance';
import { noteAccessOfMany } from '~/knowledge/enterprises/note-access.server';
import type { Db } from '~/prisma/database.server';
import type { OutgoingMessage } from '~/prisma/outbox/channels/channel';
import type { OutboxRow } from '~/prisma/outbox/claim-due.server';

import type { WebhookPayload } from './webhook-events';

/**
 * The body of a row for a webhook: the same at every try, since an event, its submission and its receipt are never
 * changed. `content` stands in it only for a webhook that was allowed it; the firm can read that it left.
 */
export async function composeWebhook(
  { db, now }: { db: Db; now: () => Date },
  row: OutboxRow,
): Promise<OutgoingMessage> {
  const { caseId, caseNumber, sequence } = row.payload as unknown as WebhookPayload;
  const { withContent, departmentId } = await db.formWebhook.findUniqueOrThrow({
    where: { id: row.recipient },
    select: { withContent: true, departmentId: true },
  });
  const event = await db.caseEvent.findUniqueOrThrow({
    where: { caseId_number: { caseId, number: sequence } },
  });
  const filed = await db.submission.findFirst({
    where: { caseId, submittedAt: { lte: event.at } },
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
    include: {
      formVersion: { select: { number: true, form: { select: { path: true } } } },
      receipt: { select: { number: true } },
      enterprise: { select: { name: true, creditCode: true } },
      attachments: { select: { path: true, name: true, sizeBytes: true, sha256: true } },
    },
  });
  if (withContent && filed) {
    const actor = { id: row.recipient, name: 'webhook', departmentId };
    const left = {
      enterpriseId: filed.enterpriseId,
      keys: factsIn(filed.provenance as unknown as Provenance),
    };
    await noteAccessOfMany(db, actor, { purpose: 'webhook', subjectId: caseId, at: now() }, [left]);
  }
  const body = {
    type: row.kind,
    timestamp: event.at.toISOString(),
    data: {
      caseNumber,
      // Messages may arrive in another order: within a case the greater number is the later event.
      sequence,
      form: filed && { path: filed.formVersion.form.path, version: filed.formVersion.number },
      receiptNumber: filed?.receipt?.number ?? null,
      ...(withContent &&
        filed && {
          content: {
            enterprise: filed.enterprise,
            reason: event.reason,
            data: filed.data,
            provenance: filed.provenance,
            attachments: filed.attachments,
          },
        }),
    },
  };
  return {
    ...{ key: `msg_${row.id}`, recipient: row.recipient, title: row.kind, body: JSON.stringify(body) },
    ...{ url: null, unsubscribeUrl: null },
  };
}
