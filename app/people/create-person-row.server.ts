import type { Tx } from '~/prisma/database.server';

import type { FieldErrors } from './field-errors';
import type { PersonInput } from './person-input';

export type CreatedPerson = { personId: string } | { errors: FieldErrors };

/** Writes a person whose input was checked, unless the login name or the mail address belongs to somebody. */
export async function createPersonRow(
  tx: Tx,
  person: PersonInput,
  options: { passwordHash: string | null; now: Date; locale?: string },
): Promise<CreatedPerson> {
  const names = [person.loginName, ...(person.email ? [person.email] : [])];
  const taken = await tx.person.findMany({
    where: { OR: [{ loginName: { in: names } }, { email: { in: names } }] },
    select: { loginName: true, email: true },
  });
  const isLoginTaken = taken.some(({ loginName, email }) => [loginName, email].includes(person.loginName));
  const isEmailTaken =
    person.email !== '' && taken.some(({ loginName, email }) => [loginName, email].includes(person.email));
  if (isLoginTaken || isEmailTaken) {
    return {
      errors: {
        ...(isLoginTaken && { loginName: { key: 'people.error.login-taken' } }),
        ...(isEmailTaken && { email: { key: 'people.error.email-taken' } }),
      },
    };
  }
  const { id } = await tx.person.create({
    data: {
      loginName: person.loginName,
      name: person.name,
      email: person.email || null,
      phone: person.phone || null,
      passwordHash: options.passwordHash,
      createdAt: options.now,
      ...(options.locale && { locale: options.locale }),
    },
    select: { id: true },
  });
  return { personId: id };
}
