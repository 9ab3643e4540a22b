import type { MemberReader } from '~/app/session/require-reader.server';
import { hashToken } from '~/app/session/secret-token.server';
import { translator } from '~/app/words/translator';
import { AccessDeniedError, NotFoundError } from '~/prisma/access/access-denied';
import { recordDeniedAccess } from '~/prisma/access/record-denied-access.server';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';

import { checkEmail } from './check-person';
import type { FieldErrors } from './field-errors';
import { createOneTimeLink, linkLifetimesMs, linkPath } from './one-time-link.server';
import type { PeopleDeps } from './people-deps.server';
import { queueMail } from '~/prisma/outbox/queue-mail.server';
import { tellPerson } from './tell-person.server';

/** `mailed`, or the path to hand over where no mail is set up; it is shown this once. */
export type InvitationOutcome =
  | { outcome: 'mailed'; email: string }
  | { outcome: 'link'; path: string }
  | { outcome: 'invalid'; errors: FieldErrors };

/** The firm's manager invites somebody by mail address. Throws `AccessDeniedError` for members who aren't manager. */
export async function inviteMember(
  deps: PeopleDeps,
  reader: MemberReader,
  typed: string,
): Promise<InvitationOutcome> {
  const email = typed.trim().toLowerCase();
  const error = email === '' ? { key: 'people.error.email-empty' } : checkEmail(email);
  if (error) return { outcome: 'invalid', errors: { email: error } };
  const { enterpriseId, personId } = reader;
  const now = deps.now();
  const byMail = deps.settings.SMTP_URL !== undefined;
  return deps.db.$transaction(async (tx) => {
    await requireManager(tx, reader);
    const member = await tx.membership.findFirst({
      where: { enterpriseId, state: 'active', person: { email } },
    });
    if (member) return { outcome: 'invalid', errors: { email: { key: 'people.error.already-active' } } };
    await tx.oneTimeLink.deleteMany({ where: { purpose: 'invitation', enterpriseId, email, usedAt: null } });
    const token = await createOneTimeLink(tx, {
      purpose: 'invitation',
      enterpriseId,
      email,
      createdById: personId,
      lifetimeMs: linkLifetimesMs.invitation,
      now,
    });
    const event = {
      action: 'membership.invite',
      subjectKind: 'enterprise',
      subjectId: enterpriseId,
      enterpriseId,
    };
    await appendAuditEntry(tx, reader, { ...event, detail: { email } }, now);
    if (!byMail) return { outcome: 'link', path: linkPath(token) };
    const { name } = await tx.enterprise.findUniqueOrThrow({
      where: { id: enterpriseId },
      select: { name: true },
    });
    const t = translator('zh-CN');
    const params = { enterprise: name, name: reader.name ?? '' };
    await queueMail(tx, {
      recipient: email,
      kind: 'invitation',
      dedupeKey: `invitation:${hashToken(token)}`,
      content: {
        subject: t('mail.invitation.subject', params),
        text: t('mail.invitation.text', params),
        linkHash: hashToken(token),
      },
    });
    return { outcome: 'mailed', email };
  });
}

/** `last-manager`: the firm would be left without anyone to manage its people. */
export type MemberChange = { outcome: 'changed' } | { outcome: 'last-manager' };

/** The manager takes a member's right away, or a member leaves; it counts from that person's next request on. */
export async function removeMember(
  deps: PeopleDeps,
  reader: MemberReader,
  membershipId: string,
): Promise<MemberChange> {
  return changeMember(deps, reader, membershipId, 'membership.remove', {
    state: 'removed',
    isManager: false,
  });
}

/** Makes a member manager beside the present ones, or ends it. */
export async function setManager(
  deps: PeopleDeps,
  reader: MemberReader,
  membershipId: string,
  isManager: boolean,
): Promise<MemberChange> {
  return changeMember(deps, reader, membershipId, isManager ? 'membership.promote' : 'membership.demote', {
    isManager,
  });
}

async function changeMember(
  deps: PeopleDeps,
  reader: MemberReader,
  id: string,
  action: string,
  data: { state?: string; isManager: boolean },
): Promise<MemberChange> {
  const { enterpriseId } = reader;
  const now = deps.now();
  const found = await deps.db.membership.findFirst({ where: { id, enterpriseId, state: 'active' } });
  if (!found) {
    await recordDeniedAccess(deps.db, reader, { action, subjectKind: 'membership', subjectId: id }, now);
    throw new NotFoundError('membership', id);
  }
  return deps.db.$transaction(async (tx) => {
    const isOneself = found.personId === reader.personId;
    if (!(isOneself && action === 'membership.remove')) await requireManager(tx, reader);
    const others = await tx.membership.count({
      where: { enterpriseId, state: 'active', isManager: true, id: { not: id } },
    });
    if (!data.isManager && others === 0) return { outcome: 'last-manager' };
    await tx.membership.update({
      where: { id },
      data: { ...data, decidedById: reader.personId, decidedAt: now },
    });
    const event = { action, subjectKind: 'membership', subjectId: id, enterpriseId };
    await appendAuditEntry(tx, reader, { ...event, detail: { personId: found.personId } }, now);
    if (!isOneself) {
      const { name } = await tx.enterprise.findUniqueOrThrow({
        where: { id: enterpriseId },
        select: { name: true },
      });
      const kind = action.replace('.', '-');
      const dedupeKey = `${action}:${id}:${now.valueOf()}`;
      const message = {
        personId: found.personId,
        kind,
        params: { enterprise: name },
        enterpriseId,
        dedupeKey,
      };
      await tellPerson(tx, message, { now, byMail: deps.settings.SMTP_URL !== undefined });
    }
    return { outcome: 'changed' };
  });
}

async function requireManager(tx: Tx, { personId, enterpriseId }: MemberReader): Promise<void> {
  const where = { personId, enterpriseId, state: 'active', isManager: true };
  if ((await tx.membership.count({ where })) === 0) throw new AccessDeniedError('members:manage');
}
