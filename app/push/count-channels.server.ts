import type { Audience } from '~/knowledge/policies/push/campaigns/audience-tally';
import { listReached } from '~/knowledge/policies/push/campaigns/read-audience.server';
import type { Db } from '~/prisma/database.server';

/** A channel and how many firms it would reach. */
export interface ChannelCount {
  channel: string;
  firms: number;
}

/** More firms than this are told by the first so many: the count stays quick. */
const mostCounted = 20_000;

/**
 * Before a campaign leaves: how many firms each channel would reach by what their people verified. A firm may hear by
 * several, so the numbers don't add up to the firms.
 */
export async function countChannels(
  db: Db,
  { policyId, audience, now }: { policyId: string; audience: Audience; now: Date },
): Promise<ChannelCount[]> {
  const ids = JSON.stringify(await listReached(db, { policyId, audience, now, limit: mostCounted }));
  const rows = await db.$queryRaw<{ channel: string; firms: bigint }[]>`
    WITH people AS (
      SELECT o.id, m.personId FROM Opportunity o
        JOIN Membership m ON m.enterpriseId = o.enterpriseId AND m.state = 'active'
        JOIN Person p ON p.id = m.personId AND p.disabledAt IS NULL
       WHERE o.id IN (SELECT value FROM json_each(${ids})))
    SELECT 'in-app' AS channel, count(DISTINCT id) AS firms FROM people
     UNION ALL
    SELECT a.channel, count(DISTINCT people.id) FROM people
      JOIN ContactAddress a ON a.personId = people.personId AND a.verifiedAt IS NOT NULL GROUP BY a.channel`;
  return rows.map(({ channel, firms }) => ({ channel, firms: Number(firms) }));
}
