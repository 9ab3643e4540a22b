import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { policyDeskRoles } from '../../design/policy-rights';

/** Why firms set a policy aside: the count of each reason, and what they wrote, without their name. */
export interface PolicyFeedback {
  policyId: string;
  reasons: { reason: string; firms: number }[];
  quotes: { text: string; reason: string; on: string; firm: string | null }[];
}

const shownQuotes = 8;

/**
 * What firms said against policies of the reader's departments. A firm is named only where it chose to be. Policies
 * without a word aren't listed.
 */
export async function listFeedback(db: Db, reader: Reader, policyId?: string): Promise<PolicyFeedback[]> {
  const mine = await db.policy.findMany({
    where: {
      departmentId: { in: departmentsOf(reader, ...policyDeskRoles) },
      ...(policyId && { id: policyId }),
    },
    select: { id: true },
  });
  const rows = await db.opportunity.findMany({
    where: { policyId: { in: mine.map(({ id }) => id) }, state: 'dismissed' },
    orderBy: { dismissedAt: 'desc' },
    take: 5_000,
    select: {
      ...{ policyId: true, dismissReason: true, dismissNote: true, dismissedAt: true, dismissNamed: true },
      enterprise: { select: { name: true } },
    },
  });
  return [...new Set(rows.map((row) => row.policyId))].map((id) => {
    const ofPolicy = rows.filter((row) => row.policyId === id);
    const counts = new Map<string, number>();
    for (const { dismissReason } of ofPolicy)
      counts.set(dismissReason ?? 'other', (counts.get(dismissReason ?? 'other') ?? 0) + 1);
    return {
      policyId: id,
      reasons: [...counts]
        .map(([reason, firms]) => ({ reason, firms }))
        .sort((a, b) => b.firms - a.firms || a.reason.localeCompare(b.reason)),
      quotes: ofPolicy
        .flatMap(({ dismissNote, dismissReason, dismissedAt, dismissNamed, enterprise }) =>
          dismissNote
            ? [
                {
                  text: dismissNote,
                  reason: dismissReason ?? 'other',
                  on: dismissedAt ? cityDate(dismissedAt) : '',
                  firm: dismissNamed ? enterprise.name : null,
                },
              ]
            : [],
        )
        .slice(0, shownQuotes),
    };
  });
}
