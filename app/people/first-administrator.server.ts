import { hashPassword } from '~/app/session/hash-password.server';
import { anonymousReader, systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';

import { createPersonRow } from './create-person-row.server';
import type { FieldErrors } from './field-errors';
import {
  createOneTimeLink,
  findOneTimeLink,
  linkLifetimesMs,
  linkPath,
  useUpOneTimeLink,
} from './one-time-link.server';
import type { PeopleDeps } from './people-deps.server';
import { checkPersonInput, type PersonInput } from './person-input';

/**
 * The path of a link by which the first administrator sets name and password, for printing at the start; null when
 * there is an administrator. Each call makes the earlier link useless.
 */
export async function createFirstAdministratorLink(db: Db, now: Date): Promise<string | null> {
  return db.$transaction(async (tx) => {
    if (await hasAdministrator(tx)) return null;
    await tx.oneTimeLink.deleteMany({ where: { purpose: 'first-administrator', usedAt: null } });
    const lifetimeMs = linkLifetimesMs['first-administrator'];
    const token = await createOneTimeLink(tx, { purpose: 'first-administrator', lifetimeMs, now });
    const event = { action: 'administrator.link', subjectKind: 'platform', subjectId: 'platform' };
    await appendAuditEntry(tx, systemReader, event, now);
    return linkPath(token);
  });
}

export type FirstAdministratorOutcome =
  | { outcome: 'created'; personId: string }
  | { outcome: 'invalid'; errors: FieldErrors }
  | { outcome: 'link-dead' };

/** Makes the first administrator; the link is dead as soon as there is one. */
export async function becomeFirstAdministrator(
  deps: PeopleDeps,
  token: string,
  person: PersonInput & { password: string },
): Promise<FirstAdministratorOutcome> {
  const now = deps.now();
  const link = await findOneTimeLink(deps.db, token, now);
  if (link?.purpose !== 'first-administrator') return { outcome: 'link-dead' };
  const errors = checkPersonInput(person, person.password);
  if (errors) return { outcome: 'invalid', errors };
  const passwordHash = await hashPassword(person.password);
  return deps.db.$transaction(async (tx) => {
    if (await hasAdministrator(tx)) return { outcome: 'link-dead' };
    const created = await createPersonRow(tx, person, { passwordHash, now });
    if ('errors' in created) return { outcome: 'invalid', errors: created.errors };
    if (!(await useUpOneTimeLink(tx, token, now))) return { outcome: 'link-dead' };
    const { personId } = created;
    await tx.appointment.create({ data: { personId, role: 'administrator', createdAt: now } });
    const actor = { ...anonymousReader, kind: 'person' as const, personId };
    const event = { action: 'administrator.first', subjectKind: 'person', subjectId: personId };
    await appendAuditEntry(tx, actor, event, now);
    return { outcome: 'created', personId };
  });
}

async function hasAdministrator(tx: Tx): Promise<boolean> {
  const where = { role: 'administrator', person: { disabledAt: null } };
  return (await tx.appointment.count({ where })) > 0;
}
