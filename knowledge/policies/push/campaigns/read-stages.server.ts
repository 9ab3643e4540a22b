import type { Db } from '~/prisma/database.server';

import { campaignStages, type CampaignStage } from './campaign-stages';
import { reach } from './read-funnel.server';

/** A way's part in a campaign. */
export interface StageRow {
  /** in-app, a way out of the platform, or `all`: each firm once, whatever ways it heard by. */
  channel: string;
  firms: Record<CampaignStage, number>;
}

type Row = { channel: string } & Record<CampaignStage, bigint | number | null>;

/**
 * How far the firms of a campaign came, for all and by the way that told them. A firm that heard by several counts with
 * each, so ways don't add up. A notice in the platform arrives as it is written; another way counts as delivered once
 * the outbox sent it and the other side, where it is asked, didn't say that it was lost. What firms did after the
 * campaign told them counts with every way that reached them.
 */
export async function readStages(db: Db, campaignId: string): Promise<StageRow[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH acted AS (
      SELECT f.opportunityId AS id, f.at, ${reach} AS reach FROM CampaignFirm f
        LEFT JOIN OpportunityEvent e ON e.opportunityId = f.opportunityId AND e.at >= f.at
       WHERE f.campaignId = ${campaignId} AND f.outcome = 'told' GROUP BY f.opportunityId),
    told AS (
      SELECT id, 'campaign:' || ${campaignId} || ':' || id || ':' AS key,
             max(CASE reach WHEN 3 THEN 4 WHEN 2 THEN 3 ELSE reach END,
                 EXISTS (SELECT 1 FROM Draft d JOIN Opportunity o
                             ON o.enterpriseId = d.enterpriseId AND o.policyId = d.policyId
                          WHERE o.id = acted.id AND d.createdAt >= acted.at) * 2) AS reach
        FROM acted),
    tries AS (
      SELECT t.id, 'in-app' AS channel, 1 AS arrived FROM told t
       WHERE EXISTS (SELECT 1 FROM Notice n
                      WHERE n.dedupeKey >= t.key AND n.dedupeKey < substr(t.key, 1, length(t.key) - 1) || ';')
       UNION ALL
      SELECT t.id, d.channel, x.state = 'sent' FROM told t
        JOIN PersonalMessage m ON m.dedupeKey >= t.key AND m.dedupeKey < substr(t.key, 1, length(t.key) - 1) || ';'
        JOIN MessageDelivery d ON d.messageId = m.id JOIN Outbox x ON x.id = d.outboxId
       UNION ALL
      SELECT a.opportunityId, a.channel, 1 FROM CampaignArrival a WHERE a.campaignId = ${campaignId}),
    ways AS (SELECT id, channel, max(arrived) AS arrived FROM tries GROUP BY id, channel),
    each_way AS (
      SELECT 'all' AS channel, t.reach, 1 AS arrived FROM told t
       UNION ALL SELECT w.channel, t.reach, w.arrived FROM ways w JOIN told t ON t.id = w.id)
    SELECT channel, count(*) AS sent, sum(arrived) AS delivered,
           sum(arrived AND reach >= 1) AS seen, sum(arrived AND reach >= 2) AS begun,
           sum(arrived AND reach >= 3) AS applied, sum(arrived AND reach >= 4) AS granted
      FROM each_way GROUP BY channel`;
  const order = ['all', 'in-app', 'mail', 'sms', 'wecom', 'dingtalk'];
  return rows
    .map((row) => ({
      channel: row.channel,
      firms: Object.fromEntries(campaignStages.map((stage) => [stage, Number(row[stage] ?? 0)])) as Record<
        CampaignStage,
        number
      >,
    }))
    .sort((a, b) => order.indexOf(a.channel) - order.indexOf(b.channel));
}
