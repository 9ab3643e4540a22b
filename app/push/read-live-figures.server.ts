import type { Services } from '~/app/services.server';
import { InvalidRuleError } from '~/knowledge/policies/invalid-rule';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';
import type { Audience } from '~/knowledge/policies/push/campaigns/audience-tally';
import { seenBy } from '~/knowledge/policies/push/campaigns/campaign-rights';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

import { judgeSample, type JudgedSample } from './judge-sample.server';

/** What a campaign's page asks for a moment later: it is computed over the city's firms. */
export interface LiveFigures {
  /** Firms for which the verdict can't be told yet; null when the rule can't be computed. */
  toConfirm: number | null;
  sample: JudgedSample;
}

/** Computes the figures for a campaign that the reader may see. Throws NotFoundError for another's. */
export async function readLiveFigures(
  services: Pick<Services, 'db' | 'now' | 'settings' | 'population' | 'opportunityJudge'>,
  reader: Reader,
  campaignId: string,
  locale: 'zh' | 'en',
): Promise<LiveFigures> {
  const { db, now } = services;
  const campaign = await db.campaign.findFirst({ where: { id: campaignId, ...seenBy(reader) } });
  if (!campaign) throw new NotFoundError('campaign', campaignId);
  const at = cityDate(now());
  const [policy] = await listPublishedPolicies(db, { at, ids: [campaign.policyId] });
  if (!policy) return { toConfirm: null, sample: { firms: 0, otherwise: 0 } };
  const audience = campaign.audience as Audience;
  const [toConfirm, sample] = await Promise.all([
    countToConfirm(services, policy, at, locale),
    judgeSample(services, { policy, audience, at }),
  ]);
  return { toConfirm, sample };
}

async function countToConfirm(
  { population }: Pick<Services, 'population'>,
  { content: { rule, derived } }: PublishedPolicy,
  at: string,
  locale: 'zh' | 'en',
): Promise<number | null> {
  try {
    return (await population.simulate({ at, policy: { rule, derived }, locale })).counts['to-confirm'];
  } catch (error) {
    if (error instanceof InvalidRuleError) return null;
    throw error;
  }
}
