import { renderMessage } from '~/knowledge/policies/push/render-message';
import type { Tx } from '~/prisma/database.server';
import { queueMail } from '~/prisma/outbox/queue-mail.server';

/** What is told, by its words `message.case.KIND.title` of the knowledge room and `.body`. */
export interface Notification {
  kind: 'submitted' | 'queued' | 'returned' | 'approved' | 'refused' | 'withdrawn';
  /** Twice the same key tells a person once. */
  key: string;
  link: string;
  enterpriseId: string;
  params: Record<string, string>;
}

interface Recipient {
  id: string;
  email: string | null;
  locale: string;
}

/** Tells the active members of the enterprise, in the transaction of the deed: in the app at once, by mail if they have one. */
export async function notifyEnterprise(tx: Tx, notification: Notification): Promise<void> {
  const members = await tx.membership.findMany({
    where: { enterpriseId: notification.enterpriseId, state: 'active', person: { disabledAt: null } },
    select: { person: { select: { id: true, email: true, locale: true } } },
  });
  for (const { person } of members) await tell(tx, person, notification);
}

/** Tells the reviewers of the department. */
export async function notifyReviewers(
  tx: Tx,
  departmentId: string,
  notification: Notification,
): Promise<void> {
  const reviewers = await tx.appointment.findMany({
    where: { departmentId, role: 'reviewer', person: { disabledAt: null } },
    select: { person: { select: { id: true, email: true, locale: true } } },
  });
  for (const { person } of reviewers) await tell(tx, person, notification);
}

async function tell(
  tx: Tx,
  person: Recipient,
  { kind, key, link, enterpriseId, params }: Notification,
): Promise<void> {
  const locale = person.locale === 'en' ? 'en' : 'zh-CN';
  const { title, body } = renderMessage(`case.${kind}`, 'in-app', locale, params);
  const dedupeKey = `${key}:${person.id}`;
  await tx.notice.upsert({
    where: { dedupeKey },
    create: { personId: person.id, enterpriseId, kind: `case.${kind}`, title, body, link, dedupeKey },
    update: {},
  });
  if (person.email === null) return;
  await queueMail(tx, {
    recipient: person.email,
    kind: `case.${kind}`,
    dedupeKey: `mail:${dedupeKey}`,
    content: { subject: title, text: `${body}\n` },
  });
}
