import type { Reader } from '~/prisma/access/reader';
import { requireRight } from '~/prisma/access/rights';
import type { Db } from '~/prisma/database.server';

const pageSize = 50;

/** Requests to act for a firm that the desk must decide (or decided), oldest first while they wait. */
export async function listRegistrations(db: Db, reader: Reader, state: 'pending' | 'decided') {
  requireRight(reader, 'registrations:decide');
  const rows = await db.membership.findMany({
    where:
      state === 'pending'
        ? { state: 'pending', enterprise: { memberships: { none: { state: 'active', isManager: true } } } }
        : { decidedAt: { not: null }, state: { not: 'pending' } },
    include: {
      person: { select: { name: true, loginName: true, email: true, phone: true } },
      enterprise: {
        select: {
          id: true,
          name: true,
          creditCode: true,
          facts: {
            where: { key: 'registration.name', sourceKind: 'registry' },
            orderBy: { recordedAt: 'desc' },
            take: 1,
            select: { value: true, source: true, observedAt: true },
          },
        },
      },
    },
    orderBy: state === 'pending' ? { createdAt: 'asc' } : { decidedAt: 'desc' },
    take: pageSize,
  });
  return rows.map(({ enterprise: { facts, ...enterprise }, ...membership }) => ({
    id: membership.id,
    state: membership.state,
    person: membership.person,
    enterprise,
    /** The name that the registry holds for the credit code: what the typed name is compared with. */
    registered: facts[0]
      ? { name: facts[0].value as string, source: facts[0].source, observedAt: facts[0].observedAt }
      : null,
    createdAt: membership.createdAt,
    decidedAt: membership.decidedAt,
    reason: membership.reason,
  }));
}
