import type { Db } from '~/prisma/database.server';

import type { PublishedPolicy } from '../published-policy';
import { budgetOf, isLimited } from './benefit-used';
import { judgeLimits, type LimitStanding } from './judge-limits';
import { budgetSpent, listUses } from './list-uses.server';

/**
 * How the yearly limits of policies stand for a firm on a day; facts as given belong to no firm, so that nothing is used.
 * The right to the firm is the caller's to check.
 */
export async function limitsOfFirm(
  db: Db,
  enterpriseId: string | undefined,
  policies: readonly PublishedPolicy[],
  asOf: string,
): Promise<(policy: PublishedPolicy) => LimitStanding[]> {
  const limited = policies.filter(isLimited);
  if (enterpriseId === undefined || limited.length === 0) return () => [];
  const year = asOf.slice(0, 4);
  const uses = await listUses(db, { enterpriseId, year, until: asOf });
  const spent = new Map<string, bigint>();
  for (const policy of limited) {
    const budget = budgetOf(policy);
    if (budget === null) continue;
    spent.set(policy.id, await budgetSpent(db, { departmentId: policy.departmentId, budget, year }));
  }
  return (policy) => (isLimited(policy) ? judgeLimits(policy, uses, spent.get(policy.id)) : []);
}
