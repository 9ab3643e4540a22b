import type { Db } from '~/prisma/database.server';
import { Prisma } from '~/prisma/generated/client';

import type { PushFunnel } from './funnel';

type Row = Record<keyof PushFunnel, bigint | number | null>;

const toFunnel = (row: Row | undefined): PushFunnel => ({
  told: Number(row?.told ?? 0),
  seen: Number(row?.seen ?? 0),
  applied: Number(row?.applied ?? 0),
  granted: Number(row?.granted ?? 0),
});

/**
 * How far an opportunity's events `e` brought it: 3 granted, 2 applied, 1 seen, 0. A grant that was taken back later is an
 * application again, and an application that was withdrawn later only shows that it was seen; of events the place in the
 * file tells which is later.
 */
export const reach = Prisma.sql`coalesce(max(CASE
    WHEN e.kind IN ('granted', 'revoked', 'applied') AND EXISTS (SELECT 1 FROM OpportunityEvent later
      WHERE later.opportunityId = e.opportunityId AND later.kind = 'withdrawn' AND later.rowid > e.rowid) THEN 1
    WHEN e.kind = 'granted' AND NOT EXISTS (SELECT 1 FROM OpportunityEvent later
      WHERE later.opportunityId = e.opportunityId AND later.kind = 'revoked' AND later.rowid > e.rowid) THEN 3
    WHEN e.kind IN ('granted', 'revoked', 'applied') THEN 2
    WHEN e.kind IN ('seen', 'withdrawn') THEN 1 ELSE 0 END), 0)`;

/** How far the firms came that a campaign told: what they did after it told them. */
export async function readCampaignFunnel(db: Db, campaignId: string): Promise<PushFunnel> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT count(*) AS told, sum(reach >= 1) AS seen, sum(reach >= 2) AS applied, sum(reach >= 3) AS granted FROM (
      SELECT ${reach} AS reach
        FROM CampaignFirm f
        LEFT JOIN OpportunityEvent e ON e.opportunityId = f.opportunityId AND e.at >= f.at
       WHERE f.campaignId = ${campaignId} AND f.outcome = 'told' GROUP BY f.opportunityId)`;
  return toFunnel(row);
}

/** How far the firms came that were ever told of a policy, by whatever way; policy → funnel. */
export async function readPolicyFunnels(
  db: Db,
  policyIds: readonly string[],
): Promise<Map<string, PushFunnel>> {
  const rows = await db.$queryRaw<(Row & { policyId: string })[]>`
    SELECT policyId, count(*) AS told,
           count(coalesce(seenAt, appliedAt, grantedAt)) AS seen,
           count(coalesce(appliedAt, grantedAt)) AS applied,
           count(grantedAt) AS granted
      FROM Opportunity
     WHERE toldAt IS NOT NULL AND policyId IN (SELECT value FROM json_each(${JSON.stringify(policyIds)}))
     GROUP BY policyId`;
  return new Map(rows.map((row) => [row.policyId, toFunnel(row)]));
}
