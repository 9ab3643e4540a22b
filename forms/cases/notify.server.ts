import { tellPerson } from '~/knowledge/policies/push/tell-person.server';
import type { Tx } from '~/prisma/database.server';

/** What is told, by its words `message.case.KIND.title` of the knowledge room and `.body`. */
export interface Notification {
  kind:
    | 'submitted'
    | 'queued'
    | 'returned'
    | 'approved'
    | 'refused'
    | 'withdrawn'
    | 'revoked'
    | 'proposed'
    | 'declined'
    | 'assigned'
    | 'due-soon'
    | 'overdue'
    | 'value-differs'
    | 'value-differs-desk';
  /** Twice the same key tells a person once. */
  key: string;
  link: string;
  enterpriseId: string;
  /** In whose words it is written, where the department has its own. */
  departmentId?: string;
  params: Record<string, string>;
  now: Date;
}

/** Tells the active members of the enterprise, in the transaction of the deed, each by the ways of their choice. */
export async function notifyEnterprise(tx: Tx, notification: Notification): Promise<void> {
  const { enterpriseId } = notification;
  const members = await tx.membership.findMany({
    where: { enterpriseId, state: 'active', person: { disabledAt: null } },
    select: { personId: true },
  });
  for (const { personId } of members) await tell(tx, personId, notification, enterpriseId);
}

/** Tells one person of the desk. */
export async function notifyColleague(tx: Tx, personId: string, notification: Notification): Promise<void> {
  await tell(tx, personId, notification, notification.enterpriseId);
}

/** Tells the reviewers of the department; `except` is who did it and knows. */
export async function notifyReviewers(
  tx: Tx,
  departmentId: string,
  notification: Notification,
  { except = null }: { except?: string | null } = {},
): Promise<void> {
  const reviewers = await tx.appointment.findMany({
    where: { departmentId, role: 'reviewer', person: { disabledAt: null } },
    select: { personId: true },
  });
  for (const { personId } of reviewers)
    if (personId !== except) await tell(tx, personId, notification, notification.enterpriseId);
}

async function tell(
  tx: Tx,
  personId: string,
  { kind, key, link, params, now, departmentId }: Notification,
  enterpriseId: string,
): Promise<void> {
  await tellPerson(
    tx,
    {
      personId,
      enterpriseId,
      departmentId: departmentId ?? null,
      kind: `case.${kind}`,
      params,
      link,
      dedupeKey: `${key}:${personId}`,
    },
    { now, byMail: true },
  );
}
