import type { PersonReader } from '~/app/session/require-reader.server';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import { verifyPassword } from '~/app/session/hash-password.server';

import { checkEmail, checkName, checkPhone } from './check-person';
import { collectErrors, type FieldErrors } from './field-errors';
import type { PeopleDeps } from './people-deps.server';
import { personInputSchema } from './person-input';

/** One's own account: who one is here, for whom one acts, where one is signed in. */
export async function getAccount(db: Db, reader: PersonReader, now: Date) {
  const { memberships, appointments, _count, ...person } = await db.person.findUniqueOrThrow({
    where: { id: reader.personId },
    select: {
      name: true,
      loginName: true,
      email: true,
      phone: true,
      memberships: {
        select: {
          id: true,
          state: true,
          isManager: true,
          reason: true,
          enterprise: { select: { id: true, name: true, creditCode: true } },
        },
        orderBy: { createdAt: 'asc' },
      },
      appointments: { select: { id: true, role: true, department: { select: { name: true } } } },
      _count: { select: { sessions: { where: { expiresAt: { gt: now } } } } },
    },
  });
  return { person, memberships, appointments, sessions: _count.sessions };
}

/**
 * Changes one's own name, mail address and phone. The present password is asked for, since whoever changes the
 * address can have the password reset.
 */
export async function updateProfile(
  deps: PeopleDeps,
  reader: PersonReader,
  typed: Partial<Record<string, string>>,
): Promise<{ outcome: 'changed' } | { outcome: 'invalid'; errors: FieldErrors }> {
  const { name, email, phone } = personInputSchema.parse(typed);
  const { personId: id } = reader;
  const errors = collectErrors({ name: checkName(name), email: checkEmail(email), phone: checkPhone(phone) });
  if (errors) return { outcome: 'invalid', errors };
  const { passwordHash } = await deps.db.person.findUniqueOrThrow({ where: { id } });
  if (!(await verifyPassword(passwordHash, (typed.current ?? '').slice(0, 500)))) {
    return { outcome: 'invalid', errors: { current: { key: 'people.error.current-password' } } };
  }
  return deps.db.$transaction(async (tx) => {
    if (email !== '' && (await tx.person.count({ where: { email, id: { not: id } } })) > 0) {
      return { outcome: 'invalid', errors: { email: { key: 'people.error.email-taken' } } };
    }
    await tx.person.update({ where: { id }, data: { name, email: email || null, phone: phone || null } });
    await appendAuditEntry(
      tx,
      reader,
      { action: 'person.update', subjectKind: 'person', subjectId: id },
      deps.now(),
    );
    return { outcome: 'changed' };
  });
}
