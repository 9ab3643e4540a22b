import type { Db, Tx } from '~/prisma/database.server';

import type { BenefitUsed } from './benefit-used';

/**
 * What a firm had and applied for in a calendar year, up to a day. `exceptCaseId`: an application that is corrected
 * doesn't stand in its own way. The right to the firm is the caller's to check.
 */
export async function listUses(
  db: Db | Tx,
  query: { enterpriseId: string; year: string; until?: string; exceptCaseId?: string | null },
): Promise<BenefitUsed[]> {
  const { enterpriseId, year, until, exceptCaseId } = query;
  const rows = await db.benefitUse.findMany({
    where: { enterpriseId, year, ...(until !== undefined && { on: { lte: until } }) },
    orderBy: [{ on: 'asc' }, { id: 'asc' }],
  });
  const counted = rows.filter(({ caseId }) => caseId === null || caseId !== exceptCaseId);
  if (counted.length === 0) return [];
  const policies = await db.policy.findMany({
    where: { id: { in: counted.map(({ policyId }) => policyId) } },
    select: {
      id: true,
      department: { select: { name: true } },
      versions: {
        where: { state: 'published' },
        orderBy: { number: 'desc' },
        take: 1,
        select: { title: true },
      },
    },
  });
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  return counted.map(({ policyId, on, fen, state, groups }): BenefitUsed => {
    const policy = byId.get(policyId);
    return {
      ...{ policyId, on, fen, state: state === 'held' ? 'held' : 'granted', groups: groups as string[] },
      title: policy?.versions[0]?.title ?? policyId,
      department: policy?.department.name ?? '',
    };
  });
}

/** What a department's budget has paid and promised in a year, in fen; amounts that nobody knows count nothing. */
export async function budgetSpent(
  db: Db | Tx,
  query: { departmentId: string; budget: string; year: string; exceptCaseId?: string | null },
): Promise<bigint> {
  const { departmentId, budget, year, exceptCaseId } = query;
  const { _sum } = await db.benefitUse.aggregate({
    where: {
      ...{ departmentId, budget, year },
      ...(exceptCaseId && { OR: [{ caseId: null }, { caseId: { not: exceptCaseId } }] }),
    },
    _sum: { fen: true },
  });
  return _sum.fen ?? 0n;
}
