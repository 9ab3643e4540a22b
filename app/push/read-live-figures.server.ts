import type { Services } from '~/app/services.server';
import { InvalidRuleError } from '~/knowledge/policies/invalid-rule';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import { seenBy } from '~/knowledge/policies/push/campaigns/campaign-rights';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

/** Firms for which the policy's verdict can't be told yet; null when its rule can't be computed. */
export async function countToConfirm(
  { db, now, population }: Pick<Services, 'db' | 'now' | 'population'>,
  reader: Reader,
  campaignId: string,
  locale: 'zh' | 'en',
): Promise<number | null> {
  const campaign = await db.campaign.findFirst({ where: { id: campaignId, ...seenBy(reader) } });
  if (!campaign) throw new NotFoundError('campaign', campaignId);
  const at = cityDate(now());
  const [policy] = await listPublishedPolicies(db, { at, ids: [campaign.policyId] });
  if (!policy) return null;
  const { rule, derived } = policy.content;
  try {
    return (await population.simulate({ at, policy: { rule, derived }, locale })).counts['to-confirm'];
  } catch (error) {
    if (error instanceof InvalidRuleError) return null;
    throw error;
  }
}
