import type { Locale } from '~/app/words/merge-words';
import { listFeedback, type PolicyFeedback } from '~/knowledge/policies/push/campaigns/list-feedback.server';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** What firms said, by policy, the policy with the most first; each with its newest published title. */
export async function readFeedbackPage(
  db: Db,
  reader: Reader,
  locale: Locale,
): Promise<(PolicyFeedback & { title: string; firms: number })[]> {
  const all = await listFeedback(db, reader);
  const versions = await db.policyVersion.findMany({
    where: { policyId: { in: all.map(({ policyId }) => policyId) }, state: 'published' },
    orderBy: { number: 'desc' },
    select: { policyId: true, title: true, titleEn: true },
  });
  return all
    .map((feedback) => {
      const version = versions.find(({ policyId }) => policyId === feedback.policyId);
      return {
        ...feedback,
        title: (locale === 'en' && version?.titleEn) || version?.title || feedback.policyId,
        firms: feedback.reasons.reduce((sum, { firms }) => sum + firms, 0),
      };
    })
    .sort((a, b) => b.firms - a.firms);
}
