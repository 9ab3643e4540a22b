import type { Db, Tx } from '~/prisma/database.server';
import { Prisma } from '~/prisma/generated/client';
import { storedDaysBefore } from '~/prisma/stored-instant';

import {
  recentDays,
  tallyAudience,
  type Audience,
  type AudiencePlace,
  type AudienceTally,
} from './audience-tally';

/** Where a firm of the audience stands; the order is that of `leftOut`. */
function placeOf(now: Date): Prisma.Sql {
  const since = storedDaysBefore(now, recentDays);
  return Prisma.sql`CASE
    WHEN o.state IN ('applied', 'granted') THEN 'applied'
    WHEN o.state = 'dismissed' THEN 'dismissed'
    WHEN o.shown = 'one-step' AND json_array_length(o.missing) = 0 THEN 'unanswerable'
    WHEN EXISTS (SELECT 1 FROM OpportunityEvent e WHERE e.opportunityId = o.id
                    AND (e.kind = 'told' OR e.kind LIKE 'reminded-%') AND e.at > ${since}) THEN 'recent'
    WHEN NOT EXISTS (SELECT 1 FROM Membership m JOIN Person p ON p.id = m.personId
                      WHERE m.enterpriseId = o.enterpriseId AND m.state = 'active' AND p.disabledAt IS NULL)
      THEN 'nobody'
    WHEN (SELECT c.given FROM FactConsent c WHERE c.enterpriseId = o.enterpriseId AND c.purpose = 'telling'
           ORDER BY c.at DESC, c.id DESC LIMIT 1) = 0 THEN 'declined'
    ELSE 'reached' END`;
}

/** Counts the audience of a policy and who of it would be told now. */
export async function countAudience(
  db: Db | Tx,
  { policyId, audience, now }: { policyId: string; audience: Audience; now: Date },
): Promise<AudienceTally> {
  const rows = await db.$queryRaw<{ place: AudiencePlace; firms: bigint }[]>`
    SELECT ${placeOf(now)} AS place, count(*) AS firms
      FROM Opportunity o WHERE o.policyId = ${policyId} AND o.shown = ${audience} GROUP BY 1`;
  return tallyAudience(Object.fromEntries(rows.map(({ place, firms }) => [place, Number(firms)])));
}

/** Firms that would be told now, in a steady order; those that a campaign has dealt with already are left out. */
export async function listReached(
  db: Db | Tx,
  query: {
    policyId: string;
    audience: Audience;
    now: Date;
    limit: number;
    offset?: number;
    notIn?: string;
    /** Of these alone: they are asked about once more. */
    among?: readonly string[];
  },
): Promise<string[]> {
  const { policyId, audience, now, limit, offset = 0, notIn = '', among } = query;
  const within = among
    ? Prisma.sql`AND o.id IN (SELECT value FROM json_each(${JSON.stringify(among)}))`
    : Prisma.empty;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM Opportunity o
     WHERE o.policyId = ${policyId} AND o.shown = ${audience} ${within}
       AND ${placeOf(now)} = 'reached'
       AND NOT EXISTS (SELECT 1 FROM CampaignFirm f WHERE f.campaignId = ${notIn} AND f.opportunityId = o.id)
     ORDER BY o.id LIMIT ${limit} OFFSET ${offset}`;
  return rows.map(({ id }) => id);
}
