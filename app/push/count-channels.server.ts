import type { Audience } from '~/knowledge/policies/push/campaigns/audience-tally';
import { listReached } from '~/knowledge/policies/push/campaigns/read-audience.server';
import { reach } from '~/knowledge/policies/push/campaigns/read-funnel.server';
import type { Db } from '~/prisma/database.server';
import { Prisma } from '~/prisma/generated/client';

/** A channel's part in a campaign: firms that it reaches or reached, and how far those came. */
export interface ChannelCount {
  channel: string;
  firms: number;
  seen: number | null;
  applied: number | null;
}

/**
 * Firms by channel. A firm may hear by several, so the numbers don't add up to the firms. Before the campaign leaves:
 * whom each would reach by what its people chose; afterwards: what arrived, and what the firms did then.
 */
export async function countChannels(
  db: Db,
  campaign: { campaignId: string; policyId: string; audience: Audience; hasLeft: boolean; now: Date },
): Promise<ChannelCount[]> {
  return campaign.hasLeft ? countArrived(db, campaign.campaignId) : countPlanned(db, campaign);
}

/** More firms than this are told by the first so many: the count stays quick. */
const mostCounted = 20_000;

async function countPlanned(
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
  return rows.map(({ channel, firms }) => ({ channel, firms: Number(firms), seen: null, applied: null }));
}

const outgoing = ['mail', 'sms', 'wecom', 'dingtalk'] as const;

async function countArrived(db: Db, campaignId: string): Promise<ChannelCount[]> {
  const told = Prisma.sql`
    SELECT f.campaignId, f.opportunityId AS id, 'campaign:' || f.campaignId || ':' || f.opportunityId || ':' AS key,
           ${reach} AS reach
      FROM CampaignFirm f
      LEFT JOIN OpportunityEvent e ON e.opportunityId = f.opportunityId AND e.at >= f.at
     WHERE f.campaignId = ${campaignId} AND f.outcome = 'told' GROUP BY f.opportunityId`;
  // ':' is followed by ';': the range of keys that begin so.
  const ofFirm = (key: Prisma.Sql) =>
    Prisma.sql`${key} >= r.key AND ${key} < substr(r.key, 1, length(r.key) - 1) || ';'`;
  const arrivedBy = (channel: string) =>
    channel === 'in-app'
      ? Prisma.sql`EXISTS (SELECT 1 FROM Notice n WHERE ${ofFirm(Prisma.sql`n.dedupeKey`)})`
      : // Messages are cleared after their time; by which way they arrived stays with the campaign.
        Prisma.sql`EXISTS (SELECT 1 FROM CampaignArrival a
           WHERE a.campaignId = r.campaignId AND a.opportunityId = r.id AND a.channel = ${channel})
        OR EXISTS (SELECT 1 FROM PersonalMessage m
           JOIN MessageDelivery d ON d.messageId = m.id AND d.channel = ${channel}
           JOIN Outbox x ON x.id = d.outboxId AND x.state = 'sent' WHERE ${ofFirm(Prisma.sql`m.dedupeKey`)})`;
  const counts: ChannelCount[] = [];
  for (const channel of ['in-app', ...outgoing]) {
    const [row] = await db.$queryRaw<{ firms: bigint; seen: bigint | null; applied: bigint | null }[]>`
      SELECT count(*) AS firms, sum(r.reach >= 1) AS seen, sum(r.reach >= 2) AS applied
        FROM (${told}) r WHERE (${arrivedBy(channel)})`;
    const firms = Number(row?.firms ?? 0);
    if (firms > 0 || channel === 'in-app')
      counts.push({ channel, firms, seen: Number(row?.seen ?? 0), applied: Number(row?.applied ?? 0) });
  }
  return counts;
}
