import { accountSubject, forgetAttempts } from '~/app/session/count-attempts.server';
import { hashPassword, verifyPassword } from '~/app/session/hash-password.server';
import { endAllSessions } from '~/app/session/start-session.server';
import type { PersonReader } from '~/app/session/require-reader.server';
import { anonymousReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';

import { checkPassword } from './check-person';
import type { FieldErrors } from './field-errors';
import { findOneTimeLink, useUpOneTimeLink } from './one-time-link.server';
import type { PeopleDeps } from './people-deps.server';

export type PasswordOutcome =
  { outcome: 'set' } | { outcome: 'invalid'; errors: FieldErrors } | { outcome: 'link-dead' };

/** Sets a new password by a one-time link; ends every session of the person and lifts a lock. */
export async function setPasswordByLink(
  deps: PeopleDeps,
  token: string,
  password: string,
): Promise<PasswordOutcome> {
  const now = deps.now();
  const link = await findOneTimeLink(deps.db, token, now);
  if (link?.purpose !== 'reset-password' || link.personId === null) return { outcome: 'link-dead' };
  const { personId } = link;
  const { loginName } = await deps.db.person.findUniqueOrThrow({ where: { id: personId } });
  const error = checkPassword(password, loginName);
  if (error) return { outcome: 'invalid', errors: { password: error } };
  const passwordHash = await hashPassword(password);
  return deps.db.$transaction(async (tx) => {
    if (!(await useUpOneTimeLink(tx, token, now))) return { outcome: 'link-dead' };
    await tx.person.update({ where: { id: personId }, data: { passwordHash } });
    await tx.oneTimeLink.deleteMany({ where: { personId, purpose: 'reset-password', usedAt: null } });
    await forgetAttempts(tx, { purpose: 'sign-in:account', subject: accountSubject(personId, '') });
    await endAllSessions(tx, personId);
    const actor = { ...anonymousReader, kind: 'person' as const, personId };
    const event = { action: 'password.reset', subjectKind: 'person', subjectId: personId };
    await appendAuditEntry(tx, actor, event, now);
    return { outcome: 'set' };
  });
}

/** Changes one's own password, knowing the present one; all other sessions end. */
export async function changePassword(
  deps: PeopleDeps,
  reader: PersonReader,
  change: { current: string; password: string; token: string | null },
): Promise<Exclude<PasswordOutcome, { outcome: 'link-dead' }>> {
  const { personId } = reader;
  const person = await deps.db.person.findUniqueOrThrow({ where: { id: personId } });
  if (!(await verifyPassword(person.passwordHash, change.current))) {
    return { outcome: 'invalid', errors: { current: { key: 'people.error.current-password' } } };
  }
  const error = checkPassword(change.password, person.loginName);
  if (error) return { outcome: 'invalid', errors: { password: error } };
  const passwordHash = await hashPassword(change.password);
  const now = deps.now();
  await deps.db.$transaction(async (tx) => {
    await tx.person.update({ where: { id: personId }, data: { passwordHash } });
    await endAllSessions(tx, personId, change.token);
    const event = { action: 'password.change', subjectKind: 'person', subjectId: personId };
    await appendAuditEntry(tx, reader, event, now);
  });
  return { outcome: 'set' };
}
