import type { Tx } from '~/prisma/database.server';

import type { PublishedPolicy } from '../published-policy';

/** The firms that had, or applied for, a policy that is once a year, as `FIRM POLICY`: it is no news to them this year. */
export async function hadOnce(
  tx: Tx,
  query: { enterpriseIds: readonly string[]; policies: readonly PublishedPolicy[]; day: string },
): Promise<Set<string>> {
  const { enterpriseIds, policies, day } = query;
  const yearly = policies.filter(({ content }) => content.limits?.some(({ kind }) => kind === 'once'));
  if (yearly.length === 0) return new Set();
  const uses = await tx.benefitUse.findMany({
    where: {
      enterpriseId: { in: [...enterpriseIds] },
      policyId: { in: yearly.map(({ id }) => id) },
      year: day.slice(0, 4),
    },
    select: { enterpriseId: true, policyId: true },
  });
  return new Set(uses.map(({ enterpriseId, policyId }) => `${enterpriseId} ${policyId}`));
}
