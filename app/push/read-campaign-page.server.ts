import type { Services } from '~/app/services.server';
import { showInstant } from '~/app/forms/cases/show-instant';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import { windowState } from '~/knowledge/policies/policy-window';
import type { Audience, AudienceTally } from '~/knowledge/policies/push/campaigns/audience-tally';
import { mayApprove, seenBy } from '~/knowledge/policies/push/campaigns/campaign-rights';
import { listFeedback } from '~/knowledge/policies/push/campaigns/list-feedback.server';
import { countAudience } from '~/knowledge/policies/push/campaigns/read-audience.server';
import {
  readCampaignFunnel,
  readPolicyFunnels,
} from '~/knowledge/policies/push/campaigns/read-funnel.server';
import { readStages } from '~/knowledge/policies/push/campaigns/read-stages.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { hasRole, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

import { countChannels } from './count-channels.server';
import { previewMessages } from './preview-messages.server';

/** A campaign with all that its page shows. Throws NotFoundError for another department's. */
export async function readCampaignPage(
  services: Pick<Services, 'db' | 'now' | 'settings'>,
  reader: Reader,
  query: { id: string; locale: 'zh-CN' | 'en'; firm: number },
) {
  const { db, now } = services;
  const row = await db.campaign.findFirst({
    where: { id: query.id, ...seenBy(reader) },
    include: { policy: { select: { departmentId: true } } },
  });
  if (!row) throw new NotFoundError('campaign', query.id);
  const at = cityDate(now());
  const { policyId } = row;
  const audience = row.audience as Audience;
  const [policy] = await listPublishedPolicies(db, { at, ids: [policyId], alsoOutOfForce: true });
  if (!policy) throw new NotFoundError('policy', policyId);
  const live = (of: Audience) => countAudience(db, { policyId, audience: of, now: now() });
  const hasLeft = row.startedAt !== null;
  const tally = hasLeft ? (row.tally as unknown as AudienceTally) : await live(audience);
  const other = await live(audience === 'eligible' ? 'one-step' : 'eligible');
  const version = await db.policyVersion.findUnique({
    where: { id: policy.versionId },
    select: { number: true },
  });
  const window = windowState(policy.content.window, at);
  const [feedback] = await listFeedback(db, reader, policyId);
  const isOpen = ['always', 'open'].includes(window.state);
  const stages = hasLeft ? await readStages(db, row.id) : [];
  const alone = services.settings.CAMPAIGN_ALONE_FIRMS;
  return {
    campaign: {
      ...{ id: row.id, policyId, title: row.title, audience, state: row.state, revision: row.revision },
      ...{ reviewNote: row.reviewNote, stopped: row.stopped, createdByName: row.createdByName },
      approvedByName: row.approvedByName,
      sendAt: row.sendAt && showInstant(row.sendAt),
      startedAt: row.startedAt && showInstant(row.startedAt),
      finishedAt: row.finishedAt && showInstant(row.finishedAt),
    },
    policy: {
      title: query.locale === 'en' ? (policy.titleEn ?? policy.title) : policy.title,
      version: row.versionNumber ?? version?.number ?? null,
      isOpen,
      closesOn: window.closes ?? policy.expiresOn,
    },
    asOf: showInstant(now()),
    hasLeft,
    tally,
    other: {
      audience: audience === 'eligible' ? ('one-step' as const) : ('eligible' as const),
      firms: other.all,
    },
    channels: hasLeft
      ? stages.map(({ channel, firms }) => ({ channel, firms: firms.delivered }))
      : await countChannels(db, { policyId, audience, now: now() }),
    stages,
    preview: await previewMessages(services, { policy, audience, campaignId: row.id, ...query }),
    funnel: hasLeft
      ? await readCampaignFunnel(db, row.id)
      : ((await readPolicyFunnels(db, [policyId])).get(policyId) ?? {
          told: 0,
          seen: 0,
          applied: 0,
          granted: 0,
        }),
    feedback: feedback ?? null,
    needsSecond: tally.reached > alone,
    alone,
    mayWrite: hasRole(reader, 'designer', row.policy.departmentId),
    mayApprove: mayApprove(reader, row.policy.departmentId, row),
  };
}

export type CampaignPage = Awaited<ReturnType<typeof readCampaignPage>>;
