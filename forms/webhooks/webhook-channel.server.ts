import { openSealedKey } from '~/prisma/access/seal-key.server';
import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import {
  ForbiddenAddressError,
  postGuarded,
  PostTimeoutError,
  type PostAnswer,
  type Resolve,
} from '~/prisma/network/post-guarded.server';
import {
  delivered,
  later,
  refused,
  type Channel,
  type OutgoingMessage,
  type SendOutcome,
} from '~/prisma/outbox/channels/channel';

import { webhookHeaders } from './sign-webhook';

export interface WebhookDependencies {
  db: Db;
  now: () => Date;
  sealingKey: Buffer;
  /** Whether private networks and plain http may be reached: WEBHOOK_PRIVATE_ADDRESSES. */
  allowPrivate: boolean;
  timeoutMs?: number;
  resolve?: Resolve;
}

/** Delivers to the webhook that `recipient` names, and writes each try into its log. */
export function webhookChannel(deps: WebhookDependencies): Channel {
  return {
    async send(message, signal) {
      const hook = await deps.db.formWebhook.findUnique({ where: { id: message.recipient } });
      if (!hook || hook.removedAt !== null) return refused('unknown-recipient', 'removed');
      // Switched off: kept until somebody switches it on or drops it.
      if (!hook.enabled) return refused('not-configured', 'disabled');
      const started = deps.now();
      const { sent, status } = await tryToSend(deps, hook, message, signal);
      await noteAttempt(deps, message, sent, { status, started });
      if (status === 410) await switchOff(deps, hook.id);
      return sent;
    },
  };
}

interface Hook {
  url: string;
  sealedSecret: string;
  previousSecret: string | null;
  previousUntil: Date | null;
}

async function tryToSend(
  deps: WebhookDependencies,
  hook: Hook,
  { key, body }: OutgoingMessage,
  signal: AbortSignal,
): Promise<{ sent: SendOutcome; status: number | null }> {
  const at = deps.now();
  const sealed = [
    hook.sealedSecret,
    ...(hook.previousSecret && hook.previousUntil && hook.previousUntil > at ? [hook.previousSecret] : []),
  ];
  const secrets = sealed.map((one) => openSealedKey(deps.sealingKey, one)).filter((one) => one !== null);
  if (secrets.length === 0) return { sent: refused('bad-credentials', 'secret'), status: null };
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'huiqitong-webhooks/1',
    ...webhookHeaders(secrets, { id: key, at, body }),
  };
  const { allowPrivate, timeoutMs = 10_000, resolve } = deps;
  try {
    const answer = await postGuarded(
      hook.url,
      { headers, body },
      { allowPrivate, signal, timeoutMs, ...(resolve && { resolve }) },
    );
    return { sent: readAnswer(answer), status: answer.status };
  } catch (error) {
    if (signal.aborted) throw error;
    return { sent: faultOf(error), status: null };
  }
}

function readAnswer({ status, retryAfter, text }: PostAnswer): SendOutcome {
  if (status >= 200 && status < 300) return delivered();
  const said = `${status} ${text.replace(/\s+/g, ' ').trim().slice(0, 200)}`.trim();
  if (status === 410) return refused('unknown-recipient', said);
  const waitMs = retryAfter && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;
  if (status === 429) return later('rate-limited', said, waitMs ?? 60_000);
  if (status === 401 || status === 403) return later('bad-credentials', said);
  if (status >= 300 && status < 400) return later('unreachable', said);
  return later(status >= 500 ? 'server-fault' : 'unclear-answer', said, waitMs);
}

function faultOf(error: unknown): SendOutcome {
  if (error instanceof ForbiddenAddressError) return refused('address-forbidden', error.message);
  if (error instanceof PostTimeoutError) return later('timeout', error.message);
  if (!(error instanceof Error)) throw error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return later('unreachable', code);
}

async function noteAttempt(
  { db, now }: WebhookDependencies,
  { recipient, key, title, body }: OutgoingMessage,
  sent: SendOutcome,
  { status, started }: { status: number | null; started: Date },
): Promise<void> {
  const at = now();
  const { caseNumber = '' } = (JSON.parse(body) as { data: { caseNumber?: string } }).data;
  await db.webhookAttempt.create({
    data: {
      ...{ webhookId: recipient, event: title, subject: caseNumber, outcome: sent.outcome, status, at },
      outboxId: key.startsWith('msg_') ? key.slice(4) : null,
      tookMs: at.valueOf() - started.valueOf(),
      detail: sent.outcome === 'delivered' ? '' : `${sent.fault.code}: ${sent.fault.detail}`.slice(0, 300),
    },
  });
}

/** 410: the other side says that it never wants to hear of it again. */
async function switchOff({ db, now }: WebhookDependencies, id: string): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    await tx.formWebhook.update({ where: { id }, data: { enabled: false, updatedAt: at } });
    const subject = { subjectKind: 'form-webhook', subjectId: id, detail: { because: '410' } };
    await appendAuditEntry(tx, systemReader, { action: 'webhook.disabled', ...subject }, at);
  });
}
