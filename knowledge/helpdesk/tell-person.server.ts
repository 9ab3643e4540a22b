import { tellPerson as tellByChoice } from '~/knowledge/policies/push/tell-person.server';
import type { Db, Tx } from '~/prisma/database.server';

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

/** Tells a person of a question, in the transaction of the deed. */
export async function tellPerson(tx: Tx, message: HelpdeskMessage, at: Date): Promise<void> {
  await tellByChoice(tx, { ...message, kind: `question.${message.kind}` }, { now: at, byMail: true });
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
