import type { Services } from '~/app/services.server';
import { showInstant } from '~/app/forms/cases/show-instant';
import { listCampaigns, listPushedPolicies } from '~/knowledge/policies/push/campaigns/list-campaigns.server';
import { hasRole, type Reader } from '~/prisma/access/reader';

/** 政策推送: the reader's policies with whom they concern, and the campaigns on them. */
export async function readPushPage(
  { db, now }: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  locale: 'zh-CN' | 'en',
) {
  const [policies, campaigns] = await Promise.all([
    listPushedPolicies({ db, now }, reader),
    listCampaigns(db, reader),
  ]);
  const titleOf = (policy: { title: string; titleEn: string | null }) =>
    locale === 'en' ? (policy.titleEn ?? policy.title) : policy.title;
  return {
    mayWrite: hasRole(reader, 'designer'),
    policies: policies.map((policy) => ({ ...policy, title: titleOf(policy) })),
    campaigns: campaigns.map(({ sendAt, createdAt, finishedAt, ...campaign }) => ({
      ...campaign,
      moment: showInstant(finishedAt ?? sendAt ?? createdAt),
    })),
  };
}
