import { newsWords } from '~/app/opportunities/tell-opportunity.server';
import type { Services } from '~/app/services.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import type { OpportunityReason } from '~/knowledge/policies/opportunities/finding';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';
import type { Audience } from '~/knowledge/policies/push/campaigns/audience-tally';
import { maskReason, readsConfidential } from '~/knowledge/policies/push/campaigns/mask-reason';
import { listReached } from '~/knowledge/policies/push/campaigns/read-audience.server';
import { messageChannels } from '~/knowledge/policies/push/message-kind';

import { loadTemplates } from '~/knowledge/policies/push/templates/load-templates.server';
import { showMessage, type ShownMessage } from '~/knowledge/policies/push/templates/show-message';

/** What the firms of a campaign would read, on each channel. */
export interface CampaignPreview {
  firm: string;
  /** Which of the reached firms it is, from 0. */
  index: number;
  of: number;
  messages: ShownMessage[];
}

/**
 * The messages as a real firm of the audience would get them. Its facts' values are masked unless the catalogue calls
 * them public, and the amount where it could tell a confidential one. Null when nobody is to be told.
 */
export async function previewMessages(
  { db, now }: Pick<Services, 'db' | 'now'>,
  query: {
    policy: PublishedPolicy;
    audience: Audience;
    campaignId: string;
    locale: 'zh-CN' | 'en';
    firm: number;
  },
): Promise<CampaignPreview | null> {
  const { policy, audience, locale } = query;
  const reached = await listReached(db, { policyId: policy.id, audience, now: now(), limit: 50 });
  const index = reached.length === 0 ? 0 : query.firm % reached.length;
  const row = await db.opportunity.findFirst({
    where: reached.length > 0 ? { id: reached[index]! } : { policyId: policy.id, shown: audience },
    include: { enterprise: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  if (!row) return null;
  const catalogue = await loadCatalogue(db);
  const hidesAmount = readsConfidential(policy.content, catalogue);
  const words = newsWords(
    {
      policy,
      reason: maskReason(row.reason as unknown as OpportunityReason, catalogue),
      amountKind: row.amountKind,
      amountYuan: hidesAmount ? null : row.amountYuan,
      closesOn: row.closesOn,
    },
    locale,
    now(),
  );
  const kind = `opportunity-${audience}`;
  const values = { ...words, enterprise: row.enterprise.name };
  const templates = await loadTemplates(db, { departmentId: policy.departmentId, kind, locale });
  return {
    firm: row.enterprise.name,
    index,
    of: reached.length,
    messages: messageChannels.map((channel) =>
      showMessage({ kind, channel, locale, values, template: templates.get(channel) ?? null }),
    ),
  };
}
