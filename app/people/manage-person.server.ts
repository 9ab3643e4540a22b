import { accountSubject, forgetAttempts } from '~/app/session/count-attempts.server';
import { endAllSessions } from '~/app/session/start-session.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { requireRight } from '~/prisma/access/rights';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';

import { createPersonRow } from './create-person-row.server';
import type { FieldErrors } from './field-errors';
import { createOneTimeLink, linkLifetimesMs, linkPath } from './one-time-link.server';
import type { PeopleDeps } from './people-deps.server';
import { checkPersonInput, type PersonInput } from './person-input';

export type PersonCreated =
  { outcome: 'created'; personId: string; path: string } | { outcome: 'invalid'; errors: FieldErrors };

/** Creates an account; its person sets the password by the link, so that no administrator ever knows it. */
export async function createPerson(
  deps: PeopleDeps,
  reader: Reader,
  person: PersonInput,
): Promise<PersonCreated> {
  requireRight(reader, 'people:manage');
  const errors = checkPersonInput(person);
  if (errors) return { outcome: 'invalid', errors };
  const now = deps.now();
  return deps.db.$transaction(async (tx) => {
    const created = await createPersonRow(tx, person, { passwordHash: null, now });
    if ('errors' in created) return { outcome: 'invalid', errors: created.errors };
    const { personId } = created;
    const detail = { loginName: person.loginName };
    await appendAuditEntry(
      tx,
      reader,
      { action: 'person.create', subjectKind: 'person', subjectId: personId, detail },
      now,
    );
    return { outcome: 'created', personId, path: await resetLink(tx, reader, personId, now) };
  });
}

/** What was done; `path` is a link to hand over, shown this once. The others say why not. */
export type PersonChange =
  | { outcome: 'changed' }
  | { outcome: 'link'; path: string }
  | { outcome: 'oneself' }
  | { outcome: 'last-administrator' };

/** A link by which the person sets a new password; earlier ones die. Never for oneself. */
export async function createPasswordLink(
  deps: PeopleDeps,
  reader: Reader,
  personId: string,
): Promise<PersonChange> {
  return changePerson(deps, reader, personId, 'person.password-link', async (tx, now) => ({
    outcome: 'link',
    path: await resetLink(tx, reader, personId, now),
  }));
}

/** Closes an account, ending its sessions at once, or opens it again. Never one's own, nor the last administrator's. */
export async function setDisabled(
  deps: PeopleDeps,
  reader: Reader,
  personId: string,
  isDisabled: boolean,
): Promise<PersonChange> {
  return changePerson(
    deps,
    reader,
    personId,
    isDisabled ? 'person.disable' : 'person.enable',
    async (tx, now) => {
      if (isDisabled && (await isLastAdministrator(tx, personId))) return { outcome: 'last-administrator' };
      await tx.person.update({ where: { id: personId }, data: { disabledAt: isDisabled ? now : null } });
      await endAllSessions(tx, personId);
      return { outcome: 'changed' };
    },
  );
}

/** Lifts the lock of too many failed sign-ins. */
export async function unlockPerson(
  deps: PeopleDeps,
  reader: Reader,
  personId: string,
): Promise<PersonChange> {
  return changePerson(deps, reader, personId, 'person.unlock', async (tx) => {
    await forgetAttempts(tx, { purpose: 'sign-in:account', subject: accountSubject(personId, '') });
    return { outcome: 'changed' };
  });
}

/** Ends all sessions of a person, a stolen laptop's for one. */
export async function endPersonsSessions(
  deps: PeopleDeps,
  reader: Reader,
  personId: string,
): Promise<PersonChange> {
  return changePerson(deps, reader, personId, 'person.end-sessions', async (tx) => {
    await endAllSessions(tx, personId);
    return { outcome: 'changed' };
  });
}

/** Whether the city would be left without an administrator who can sign in. */
export async function isLastAdministrator(tx: Tx, personId: string): Promise<boolean> {
  const role = { role: 'administrator', person: { disabledAt: null } };
  const mine = await tx.appointment.count({ where: { ...role, personId } });
  return mine > 0 && (await tx.appointment.count({ where: { ...role, personId: { not: personId } } })) === 0;
}

async function changePerson(
  deps: PeopleDeps,
  reader: Reader,
  personId: string,
  action: string,
  change: (tx: Tx, now: Date) => Promise<PersonChange>,
): Promise<PersonChange> {
  requireRight(reader, 'people:manage');
  if (personId === reader.personId) return { outcome: 'oneself' };
  const now = deps.now();
  return deps.db.$transaction(async (tx) => {
    if ((await tx.person.count({ where: { id: personId } })) === 0)
      throw new NotFoundError('person', personId);
    const done = await change(tx, now);
    if (done.outcome === 'changed' || done.outcome === 'link') {
      await appendAuditEntry(tx, reader, { action, subjectKind: 'person', subjectId: personId }, now);
    }
    return done;
  });
}

async function resetLink(tx: Tx, reader: Reader, personId: string, now: Date): Promise<string> {
  await tx.oneTimeLink.deleteMany({ where: { personId, purpose: 'reset-password', usedAt: null } });
  const token = await createOneTimeLink(tx, {
    purpose: 'reset-password',
    personId,
    ...(reader.personId !== null && { createdById: reader.personId }),
    lifetimeMs: linkLifetimesMs['handed-over'],
    now,
  });
  return linkPath(token);
}
