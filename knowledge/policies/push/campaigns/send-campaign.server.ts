import { systemReader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';

import { listPublishedPolicies } from '../../list-published-policies.server';
import type { OpportunityReason } from '../../opportunities/finding';
import type { TellOpportunity } from '../../opportunities/settle-firms.server';
import { windowState } from '../../policy-window';
import type { PublishedPolicy } from '../../published-policy';
import type { Audience } from './audience-tally';
import { countAudience, listReached } from './read-audience.server';
import { noteCampaign } from './write-campaign.server';

interface Dependencies {
  db: Db;
  now: () => Date;
  tell: TellOpportunity;
  /** To how many firms it may leave without a second person. */
  alone: number;
}

type Campaign = Prisma.CampaignGetPayload<object>;
/** Firms that one look finds, and those that one transaction tells: the pages wait for its end. */
const firmsALook = 2_000;
const firmsATransaction = 40;

/**
 * Sends a campaign that is due: once more asks who is to be told, so that who filed or was told meanwhile is left out,
 * and tells each firm once. Killed halfway, it goes on where it was. A policy that is closed by then, or an audience that
 * has outgrown what one person may send, stops it before the first firm.
 */
export async function sendCampaign(
  deps: Dependencies,
  { payload, signal, progress }: Pick<JobContext<{ campaignId: string }>, 'payload' | 'signal' | 'progress'>,
): Promise<void> {
  const { db, now } = deps;
  const campaign = await db.campaign.findUnique({ where: { id: payload.campaignId } });
  if (!campaign || !['scheduled', 'sending'].includes(campaign.state)) return;
  // It was taken back and planned for later: that planning has a job of its own.
  if (campaign.state === 'scheduled' && campaign.sendAt && campaign.sendAt > now()) return;
  const [policy] = await listPublishedPolicies(db, { at: cityDate(now()), ids: [campaign.policyId] });
  if (!policy || !isOpen(policy, cityDate(now()))) return stop(deps, campaign, 'closed');
  const total = await begin(deps, campaign);
  if (total === null) return;
  let done = await db.campaignFirm.count({ where: { campaignId: campaign.id } });
  for (;;) {
    signal.throwIfAborted();
    const next = await nextFirms(deps, campaign, { limit: firmsALook });
    if (next.length === 0) break;
    for (let from = 0; from < next.length; from += firmsATransaction) {
      signal.throwIfAborted();
      done += await tellSome(deps, campaign, policy, next.slice(from, from + firmsATransaction));
      await progress(Math.min(done, total), total);
    }
  }
  const at = now();
  await db.$transaction(async (tx) => {
    await tx.campaign.update({ where: { id: campaign.id }, data: { state: 'sent', finishedAt: at } });
    await noteCampaign(tx, systemReader, 'sent', campaign, at, { firms: done });
  });
}

function isOpen({ content }: PublishedPolicy, day: string): boolean {
  return ['always', 'open'].includes(windowState(content.window, day).state);
}

async function stop({ db, now }: Dependencies, campaign: Campaign, why: 'closed' | 'grown'): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.campaign.update({
      where: { id: campaign.id },
      data: {
        // Too many firms for one person: the second one decides. A closed policy is told to nobody.
        state: why === 'grown' ? 'in-review' : 'stopped',
        stopped: why,
        revision: { increment: 1 },
      },
    });
    await noteCampaign(tx, systemReader, 'stopped', campaign, now(), { why });
  });
}

/** Marks the campaign as leaving, with whom it is for. Returns how many are to be told; null when it may not leave. */
async function begin(deps: Dependencies, campaign: Campaign): Promise<number | null> {
  const { db, now, alone } = deps;
  if (campaign.state === 'sending') return (campaign.tally as { reached?: number } | null)?.reached ?? 0;
  const { id, policyId, approvedById } = campaign;
  const tally = await countAudience(db, { policyId, audience: campaign.audience as Audience, now: now() });
  if (approvedById === null && tally.reached > alone) {
    await stop(deps, campaign, 'grown');
    return null;
  }
  const version = await db.policyVersion.findFirst({
    where: { policyId, state: 'published', effectiveFrom: { lte: cityDate(now()) } },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  await db.campaign.update({
    where: { id },
    data: {
      state: 'sending',
      startedAt: now(),
      tally: tally as unknown as Prisma.InputJsonObject,
      versionNumber: version?.number ?? null,
      revision: { increment: 1 },
    },
  });
  return tally.reached;
}

/** Firms that are still to be told, a campaign's own dealings left out. */
function nextFirms(
  { db, now }: Pick<Dependencies, 'now'> & { db: Db | Tx },
  { id, policyId, audience }: Campaign,
  of: { limit: number; among?: readonly string[] },
): Promise<string[]> {
  return listReached(db, { policyId, audience: audience as Audience, now: now(), notIn: id, ...of });
}

/** Tells these firms as far as they still are to be told, in one transaction. Returns how many were dealt with. */
async function tellSome(
  { db, now, tell }: Dependencies,
  campaign: Campaign,
  policy: PublishedPolicy,
  firms: readonly string[],
): Promise<number> {
  const at = now();
  const { id: campaignId } = campaign;
  return db.$transaction(
    async (tx) => {
      const ids = await nextFirms({ db: tx, now }, campaign, { limit: firms.length, among: firms });
      const rows = await tx.opportunity.findMany({ where: { id: { in: ids } } });
      for (const row of rows) {
        const { amountKind, amountYuan, closesOn, shown } = row;
        const people = await tell(
          tx,
          {
            ...{ opportunityId: row.id, enterpriseId: row.enterpriseId, kind: 'found', policy },
            ...{ shown, amountKind, amountYuan, closesOn },
            missing: row.missing as string[],
            reason: row.reason as unknown as OpportunityReason,
            dedupeKey: `campaign:${campaignId}:${row.id}`,
          },
          { now: at },
        );
        await tx.campaignFirm.create({
          data: { campaignId, opportunityId: row.id, outcome: people > 0 ? 'told' : 'declined', at },
        });
        if (people === 0) continue;
        const told = { shown, amountYuan, closesOn };
        await tx.opportunity.update({
          where: { id: row.id },
          data: {
            told,
            ...(row.toldAt === null && { toldAt: at }),
            ...(row.state === 'found' && { state: 'told' }),
          },
        });
        await tx.opportunityEvent.create({
          data: { opportunityId: row.id, kind: 'told', detail: { ...told, people, campaignId }, at },
        });
      }
      return rows.length;
    },
    { maxWait: 30_000, timeout: 60_000 },
  );
}
