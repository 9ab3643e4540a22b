import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { WebhookEvent } from './webhook-events';
import { hooksOf, maySendContent } from './webhook-rights';

const logLines = 50;

/** A form's webhooks and what was tried, newest first; secrets never leave. Throws `NotFoundError`. */
export async function listWebhooks({ db }: { db: Db }, reader: Reader, formId: string) {
  const form = await db.form.findFirst({
    where: { id: formId, ...hooksOf(reader) },
    select: {
      departmentId: true,
      versions: { orderBy: { number: 'desc' }, take: 1, select: { title: true, titleEn: true } },
    },
  });
  if (!form) throw new NotFoundError('form', formId);
  const rows = await db.formWebhook.findMany({
    where: { formId, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const ids = rows.map(({ id }) => id);
  const counted = await db.outbox.groupBy({
    by: ['recipient', 'state'],
    where: { channel: 'webhook', recipient: { in: ids }, state: { in: ['waiting', 'dead', 'unsent'] } },
    _count: true,
  });
  const count = (id: string, ...states: string[]) =>
    counted
      .filter(({ recipient, state }) => recipient === id && states.includes(state))
      .reduce((sum, { _count: n }) => sum + n, 0);
  const log = await db.webhookAttempt.findMany({
    where: { webhookId: { in: ids } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: logLines,
  });
  return {
    title: form.versions[0]?.title ?? formId,
    titleEn: form.versions[0]?.titleEn ?? null,
    maySendContent: maySendContent(reader, form.departmentId),
    hooks: rows.map(({ id, url, events, withContent, enabled, createdByName, previousUntil }) => ({
      ...{ id, url, withContent, enabled, createdByName, previousUntil },
      events: events as WebhookEvent[],
      waiting: count(id, 'waiting'),
      dead: count(id, 'dead', 'unsent'),
    })),
    // What a receiver answered may repeat the content that it was sent.
    log: log.map(({ id, webhookId, event, subject, outcome, status, tookMs, detail, at }) => ({
      ...{ id, webhookId, event, subject, outcome, status, tookMs, at },
      detail: maySendContent(reader, form.departmentId) ? detail : (detail.split(':')[0] ?? ''),
      url: rows.find((row) => row.id === webhookId)?.url ?? '',
    })),
  };
}
