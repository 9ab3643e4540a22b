import {
  AccessDeniedError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
} from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import { hasRight } from '~/prisma/access/rights';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';

import type { PeopleDeps } from './people-deps.server';
import { tellPerson } from './tell-person.server';

export interface MembershipDecision {
  membershipId: string;
  decision: 'confirm' | 'refuse';
  /** Shown to the person; needed for a refusal. */
  reason: string;
}

/**
 * Confirms or refuses a person who asked to act for a firm: the firm's manager, or the desk while the firm has none.
 * The first one confirmed becomes manager. Throws `NotFoundError` for requests that are somebody else's business,
 * `ConflictError` when it was decided already, `InvalidInputError` for a refusal without a reason.
 */
export async function decideMembership(
  deps: PeopleDeps,
  reader: Reader,
  request: MembershipDecision,
): Promise<void> {
  const now = deps.now();
  const reason = request.reason.trim().slice(0, 500);
  if (request.decision === 'refuse' && reason === '') {
    throw new InvalidInputError({ reason: '不予确认时请写明理由，经办人会看到。' });
  }
  await deps.db.$transaction(async (tx) => {
    const membership = await tx.membership.findUnique({
      where: { id: request.membershipId },
      include: { enterprise: { select: { name: true } } },
    });
    if (!membership || !(await mayDecide(tx, reader, membership.enterpriseId))) {
      throw new NotFoundError('membership', request.membershipId);
    }
    if (membership.personId === reader.personId) throw new AccessDeniedError('membership:decide-own');
    if (membership.state !== 'pending')
      throw new ConflictError('decided already', { state: membership.state });
    const { enterpriseId, personId } = membership;
    const isConfirmed = request.decision === 'confirm';
    const managers = await tx.membership.count({ where: { enterpriseId, state: 'active', isManager: true } });
    await tx.membership.update({
      where: { id: membership.id },
      data: {
        state: isConfirmed ? 'active' : 'refused',
        isManager: isConfirmed && managers === 0,
        decidedById: reader.personId,
        decidedAt: now,
        reason: reason || null,
      },
    });
    const action = `membership.${request.decision}`;
    const event = { action, subjectKind: 'membership', subjectId: membership.id, enterpriseId };
    await appendAuditEntry(tx, reader, { ...event, detail: { personId, reason } }, now);
    await tellPerson(
      tx,
      {
        personId,
        kind: isConfirmed ? 'membership-confirmed' : 'membership-refused',
        params: { enterprise: membership.enterprise.name, reason },
        link: isConfirmed ? '/' : '/my/account',
        enterpriseId,
        dedupeKey: `${action}:${membership.id}:${now.valueOf()}`,
      },
      { now, byMail: deps.settings.SMTP_URL !== undefined },
    );
  });
}

/** The firm's own manager, or the desk for a firm that has no manager. */
async function mayDecide(tx: Tx, reader: Reader, enterpriseId: string): Promise<boolean> {
  const managers = await tx.membership.findMany({
    where: { enterpriseId, state: 'active', isManager: true },
    select: { personId: true },
  });
  if (managers.length === 0) return hasRight(reader, 'registrations:decide');
  return canActFor(reader, enterpriseId) && managers.some(({ personId }) => personId === reader.personId);
}
