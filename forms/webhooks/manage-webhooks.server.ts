import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';

import { AccessDeniedError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { sealKey } from '~/prisma/access/seal-key.server';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import { isPublicAddress } from '~/prisma/network/public-address.server';

import { say, type FormLocale } from '../words/say';
import { secretMark } from './sign-webhook';
import { webhookEvents, type WebhookEvent } from './webhook-events';
import { hooksOf, maySendContent } from './webhook-rights';

export interface WebhookManagement {
  db: Db;
  now: () => Date;
  sealingKey: Buffer;
  allowPrivate: boolean;
  locale: FormLocale;
}

/** After a change of secret the old one signs too for so long, so that the other side loses nothing. */
const overlapMs = 24 * 3_600_000;
const mostHooks = 10;

/**
 * Adds a webhook to a form and gives its secret, which is never shown again. Throws `NotFoundError` for another
 * department's form, `AccessDeniedError` for content that the reader may not read, `InvalidInputError` by field.
 */
export async function addWebhook(
  deps: WebhookManagement,
  reader: Reader,
  input: { formId: string; url: string; events: readonly string[]; withContent: boolean },
): Promise<{ id: string; secret: string }> {
  const { db, locale } = deps;
  const form = await db.form.findFirst({
    where: { id: input.formId, ...hooksOf(reader) },
    select: { departmentId: true },
  });
  if (!form) throw new NotFoundError('form', input.formId);
  const { departmentId } = form;
  if (input.withContent && !maySendContent(reader, departmentId))
    throw new InvalidInputError({ withContent: say(locale, 'forms.webhook.content-right') });
  const url = readUrl(input.url, deps);
  const events = webhookEvents.filter((event) => input.events.includes(event));
  if (events.length === 0) throw new InvalidInputError({ events: say(locale, 'forms.webhook.events') });
  const secret = newSecret();
  const at = deps.now();
  return db.$transaction(async (tx) => {
    if ((await tx.formWebhook.count({ where: { formId: input.formId, removedAt: null } })) >= mostHooks)
      throw new InvalidInputError({ url: say(locale, 'forms.webhook.many', { n: mostHooks }) });
    const { id } = await tx.formWebhook.create({
      data: {
        ...{ formId: input.formId, departmentId, url, events, withContent: input.withContent },
        ...{ sealedSecret: sealKey(deps.sealingKey, secret), createdAt: at, updatedAt: at },
        createdByName: reader.name ?? '',
      },
      select: { id: true },
    });
    const detail = { formId: input.formId, url, events, withContent: input.withContent };
    const subject = { subjectKind: 'form-webhook', subjectId: id, detail };
    await appendAuditEntry(tx, reader, { action: 'webhook.added', ...subject }, at);
    return { id, secret };
  });
}

/** Switches a webhook on or off, takes it out, or gives it a new secret (returned, and never shown again). */
export async function steerWebhook(
  deps: WebhookManagement,
  reader: Reader,
  input: { formId: string; id: string; deed: 'enable' | 'disable' | 'remove' | 'renew' },
): Promise<{ secret: string | null }> {
  const { id, deed } = input;
  const hook = await requireWebhook(deps, reader, input);
  const at = deps.now();
  const secret = deed === 'renew' ? newSecret() : null;
  const data = {
    ...(deed === 'remove' && { removedAt: at, enabled: false }),
    ...((deed === 'enable' || deed === 'disable') && { enabled: deed === 'enable' }),
    ...(secret !== null && {
      sealedSecret: sealKey(deps.sealingKey, secret),
      previousSecret: hook.sealedSecret,
      previousUntil: new Date(at.valueOf() + overlapMs),
    }),
    updatedAt: at,
  };
  await deps.db.$transaction(async (tx) => {
    await tx.formWebhook.update({ where: { id }, data });
    const subject = { subjectKind: 'form-webhook', subjectId: id, detail: { url: hook.url } };
    await appendAuditEntry(tx, reader, { action: `webhook.${deed}`, ...subject }, at);
  });
  return { secret };
}

/** Sends what was laid aside for a webhook once more, from the first try on. Returns how many. */
export async function retryDeliveries(
  deps: WebhookManagement,
  reader: Reader,
  input: { formId: string; id: string },
): Promise<number> {
  await requireWebhook(deps, reader, input);
  const at = deps.now();
  return deps.db.$transaction(async (tx) => {
    const { count } = await tx.outbox.updateMany({
      where: { channel: 'webhook', recipient: input.id, state: { in: ['dead', 'unsent'] } },
      data: { state: 'waiting', attempts: 0, nextAt: at, leaseOwner: null, leaseUntil: null },
    });
    const subject = { subjectKind: 'form-webhook', subjectId: input.id, detail: { count } };
    await appendAuditEntry(tx, reader, { action: 'webhook.retried', ...subject }, at);
    return count;
  });
}

/**
 * The webhook, if the reader may steer it. Throws `NotFoundError` for another department's, `AccessDeniedError` for one
 * that carries content when the reader may not read it.
 */
export async function requireWebhook(
  { db }: Pick<WebhookManagement, 'db'>,
  reader: Reader,
  { formId, id }: { formId: string; id: string },
) {
  const hook = await db.formWebhook.findFirst({ where: { id, formId, removedAt: null, ...hooksOf(reader) } });
  if (!hook) throw new NotFoundError('form-webhook', id);
  if (hook.withContent && !maySendContent(reader, hook.departmentId))
    throw new AccessDeniedError('steer-webhook-with-content');
  return { ...hook, events: hook.events as WebhookEvent[] };
}

/** An address that may be sent to, as far as it can be told before its name is resolved. */
function readUrl(typed: string, { allowPrivate, locale }: WebhookManagement): string {
  const refuse = (why: string): never => {
    throw new InvalidInputError({ url: say(locale, `forms.webhook.url.${why}`) });
  };
  const text = typed.trim();
  if (text.length > 500 || !URL.canParse(text)) return refuse('wrong');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return refuse('credentials');
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return refuse('https');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLocal = host === 'localhost' || host.endsWith('.localhost');
  if (!allowPrivate && (isLocal || (isIP(host) !== 0 && !isPublicAddress(host)))) return refuse('private');
  return url.href;
}

function newSecret(): string {
  return `${secretMark}${randomBytes(32).toString('base64')}`;
}
