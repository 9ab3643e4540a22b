import { hashPassword } from '~/app/session/hash-password.server';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';

import { createPersonRow } from './create-person-row.server';
import type { FieldErrors } from './field-errors';
import { findOneTimeLink, useUpOneTimeLink } from './one-time-link.server';
import type { PeopleDeps } from './people-deps.server';
import { checkPersonInput, type PersonInput } from './person-input';

export type AcceptOutcome =
  | { outcome: 'accepted'; personId: string; enterpriseId: string }
  | { outcome: 'invalid'; errors: FieldErrors }
  | { outcome: 'link-dead' };

/**
 * Joins the firm that the invitation names: as the signed-in person, or as a new one. The manager who invited has
 * confirmed the person by inviting, so the membership counts at once; it fails if that manager is one no longer.
 */
export async function acceptInvitation(
  deps: PeopleDeps,
  reader: Reader,
  token: string,
  newPerson: (PersonInput & { password: string }) | null,
): Promise<AcceptOutcome> {
  const now = deps.now();
  const link = await findOneTimeLink(deps.db, token, now);
  if (link?.purpose !== 'invitation' || link.enterpriseId === null) return { outcome: 'link-dead' };
  const { enterpriseId, createdById } = link;
  const errors = newPerson && checkPersonInput(newPerson, newPerson.password);
  if (errors) return { outcome: 'invalid', errors };
  if (!newPerson && reader.personId === null) return { outcome: 'link-dead' };
  const passwordHash = newPerson ? await hashPassword(newPerson.password) : null;
  return deps.db.$transaction(async (tx) => {
    const inviter = await tx.membership.count({
      where: { enterpriseId, personId: createdById ?? '', state: 'active', isManager: true },
    });
    if (inviter === 0) return { outcome: 'link-dead' };
    const created = newPerson
      ? await createPersonRow(tx, newPerson, { passwordHash, now })
      : { personId: reader.personId ?? '' };
    if ('errors' in created) return { outcome: 'invalid', errors: created.errors };
    if (!(await useUpOneTimeLink(tx, token, now))) return { outcome: 'link-dead' };
    const { personId } = created;
    const active = {
      state: 'active',
      invitedById: createdById,
      decidedById: createdById,
      decidedAt: now,
      reason: null,
    };
    const membership = await tx.membership.upsert({
      where: { personId_enterpriseId: { personId, enterpriseId } },
      create: { personId, enterpriseId, ...active, createdAt: now },
      update: active,
    });
    const actor = { ...anonymousReader, kind: 'person' as const, personId };
    const event = {
      action: 'membership.accept',
      subjectKind: 'membership',
      subjectId: membership.id,
      enterpriseId,
    };
    await appendAuditEntry(tx, actor, event, now);
    return { outcome: 'accepted', personId, enterpriseId };
  });
}
