import { renderMessage } from '~/knowledge/policies/push/render-message';
import type { Db, Tx } from '~/prisma/database.server';
import { queueMail } from '~/prisma/outbox/queue-mail.server';

/** A message of the help desk: its words are `message.question.KIND.title` and `.body`. */
export interface HelpdeskMessage {
  personId: string;
  kind: string;
  params: Record<string, string>;
  link: string;
  enterpriseId?: string | null;
  /** Twice the same key tells a person once. */
  dedupeKey: string;
}

/** Tells a person in the account's language, in the transaction of the deed: in the app at once, by mail if there is an address. */
export async function tellPerson(tx: Tx, message: HelpdeskMessage, at: Date): Promise<void> {
  const person = await tx.person.findFirst({
    where: { id: message.personId, disabledAt: null },
    select: { locale: true, email: true },
  });
  if (!person) return;
  const locale = person.locale === 'en' ? 'en' : 'zh-CN';
  const { personId, link, enterpriseId = null, dedupeKey } = message;
  const kind = `question.${message.kind}`;
  const { title, body } = renderMessage(kind, 'in-app', locale, message.params);
  await tx.notice.upsert({
    where: { dedupeKey },
    create: { personId, enterpriseId, kind, title, body, link, dedupeKey, createdAt: at },
    update: {},
  });
  if (person.email === null) return;
  await queueMail(tx, {
    recipient: person.email,
    kind,
    dedupeKey: `mail:${dedupeKey}`,
    content: { subject: title, text: `${body}\n` },
  });
}

/** The people of the help desk: of one department, or of every one for the common queue. */
export async function helpdeskPeople(
  tx: Tx | Db,
  departmentId: string | null,
): Promise<{ id: string; name: string; departmentId: string }[]> {
  const rows = await tx.appointment.findMany({
    where: { role: 'helpdesk', person: { disabledAt: null }, departmentId: departmentId ?? { not: null } },
    select: { departmentId: true, person: { select: { id: true, name: true } } },
    orderBy: [{ departmentId: 'asc' }, { personId: 'asc' }],
  });
  return rows.map(({ person, departmentId: of }) => ({ ...person, departmentId: of ?? '' }));
}
