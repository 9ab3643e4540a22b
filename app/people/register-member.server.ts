import { hashPassword } from '~/app/session/hash-password.server';
import { isCreditCode } from '~/knowledge/enterprises/credit-code';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';

import { createPersonRow } from './create-person-row.server';
import type { FieldErrors, Sentence } from './field-errors';
import type { PeopleDeps } from './people-deps.server';
import { checkPersonInput, type PersonInput } from './person-input';
import { tellPerson } from './tell-person.server';

export interface Registration {
  creditCode: string;
  enterpriseName: string;
  /** The new person with a password; null when a signed-in person registers a further firm. */
  newPerson: (PersonInput & { password: string }) | null;
  locale?: string;
}

/** `waitsFor`: the firm's manager if it has one, else the desk. */
export type RegistrationOutcome =
  | { outcome: 'registered'; personId: string; enterpriseId: string; waitsFor: 'manager' | 'desk' }
  | { outcome: 'invalid'; errors: FieldErrors };

/** Why a firm can't be registered so; the code is checked by GB 32100-2015. */
export function checkEnterprise(creditCode: string, name: string): FieldErrors | null {
  const code = creditCode.length !== 18 ? wrong('credit-code-length', creditCode.length) : null;
  const errors = {
    ...(code !== null
      ? { creditCode: code }
      : !isCreditCode(creditCode) && { creditCode: wrong('credit-code') }),
    ...((name.length < 2 || name.length > 100) && { enterpriseName: wrong('enterprise-name', name.length) }),
  };
  return Object.keys(errors).length > 0 ? errors : null;
}

const wrong = (key: string, n = 0): Sentence => ({ key: `people.error.${key}`, params: { n } });

/**
 * A person asks to act for a firm. Until the firm's manager or, for a firm without one, the desk confirms it, the
 * person can sign in but sees nothing of the firm.
 */
export async function registerMember(
  deps: PeopleDeps,
  reader: Reader,
  registration: Registration,
): Promise<RegistrationOutcome> {
  const { newPerson } = registration;
  const creditCode = registration.creditCode.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const enterpriseName = registration.enterpriseName.normalize('NFKC').trim();
  const errors = {
    ...checkEnterprise(creditCode, enterpriseName),
    ...(newPerson && checkPersonInput(newPerson, newPerson.password)),
  };
  if (Object.keys(errors).length > 0) return { outcome: 'invalid', errors };
  const passwordHash = newPerson ? await hashPassword(newPerson.password) : null;
  const now = deps.now();
  return deps.db.$transaction(async (tx) => {
    const created = newPerson
      ? await createPersonRow(tx, newPerson, {
          passwordHash,
          now,
          ...(registration.locale && { locale: registration.locale }),
        })
      : { personId: reader.personId ?? '' };
    if ('errors' in created) return { outcome: 'invalid', errors: created.errors };
    const { personId } = created;
    const enterpriseId = await openEnterprise(tx, creditCode, enterpriseName, now);
    const known = await tx.membership.findUnique({
      where: { personId_enterpriseId: { personId, enterpriseId } },
    });
    if (known && ['active', 'pending'].includes(known.state)) {
      return { outcome: 'invalid', errors: { creditCode: { key: `people.error.already-${known.state}` } } };
    }
    const request = {
      state: 'pending',
      isManager: false,
      invitedById: null,
      decidedById: null,
      decidedAt: null,
      reason: null,
    };
    const { id } = await tx.membership.upsert({
      where: { personId_enterpriseId: { personId, enterpriseId } },
      create: { personId, enterpriseId, ...request, createdAt: now },
      update: { ...request, createdAt: now },
    });
    const managers = await tx.membership.findMany({
      where: { enterpriseId, state: 'active', isManager: true },
    });
    const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
    for (const manager of managers) {
      const key = `membership-requested:${id}:${now.valueOf()}:${manager.personId}`;
      await tellPerson(
        tx,
        {
          personId: manager.personId,
          kind: 'membership-requested',
          params: { name: person.name, enterprise: enterpriseName },
          link: '/my/members',
          enterpriseId,
          dedupeKey: key,
        },
        { now, byMail: deps.settings.SMTP_URL !== undefined },
      );
    }
    const actor = { ...anonymousReader, kind: 'person' as const, personId };
    const event = { action: 'membership.request', subjectKind: 'membership', subjectId: id, enterpriseId };
    await appendAuditEntry(tx, actor, { ...event, detail: { creditCode, enterpriseName } }, now);
    return {
      outcome: 'registered',
      personId,
      enterpriseId,
      waitsFor: managers.length > 0 ? 'manager' : 'desk',
    };
  });
}

/** The firm of the code. A name typed at a registration stands only while nobody has been confirmed for the firm. */
async function openEnterprise(tx: Tx, creditCode: string, name: string, now: Date): Promise<string> {
  const known = await tx.enterprise.findUnique({
    where: { creditCode },
    select: {
      id: true,
      isSample: true,
      _count: { select: { memberships: { where: { decidedAt: { not: null } } }, facts: true } },
    },
  });
  if (!known) {
    const { id } = await tx.enterprise.create({ data: { creditCode, name, createdAt: now } });
    return id;
  }
  if (!known.isSample && known._count.memberships === 0 && known._count.facts === 0) {
    await tx.enterprise.update({ where: { id: known.id }, data: { name } });
  }
  return known.id;
}
