import { tellPerson } from '~/app/people/tell-person.server';
import type { Locale } from '~/app/words/merge-words';
import { translator } from '~/app/words/translator';
import { parseDecimal } from '~/knowledge/enterprises/exact-number';
import { formatYuan } from '~/knowledge/policies/format-value';
import type { GrantNews } from '~/knowledge/policies/grants/grant-news';
import type { Tx } from '~/prisma/database.server';

import { grantReasonWords } from './grant-words';

/** Tells the firm's people of a grant, in each one's language; it is their money, so all who act for the firm hear of it. */
export async function tellGrant(tx: Tx, news: GrantNews, options: { now: Date }): Promise<void> {
  const members = await tx.membership.findMany({
    where: { enterpriseId: news.enterpriseId, state: 'active', person: { disabledAt: null } },
    select: { person: { select: { id: true, locale: true } } },
  });
  for (const { person } of members) {
    const locale: Locale = person.locale === 'en' ? 'en' : 'zh-CN';
    await tellPerson(
      tx,
      {
        personId: person.id,
        enterpriseId: news.enterpriseId,
        departmentId: news.departmentId,
        kind: `grant-${news.kind}`,
        params: paramsOf(news, locale),
        link: `/my/grants#${news.itemId}`,
        dedupeKey: `${news.dedupeKey}:${person.id}`,
      },
      { now: options.now, byMail: true },
    );
  }
}

function paramsOf(news: GrantNews, locale: Locale): Record<string, string> {
  const t = translator(locale);
  const yuan = news.yuan === null ? null : parseDecimal(news.yuan);
  const reason = news.reason ? grantReasonWords(news.reason, t, locale === 'en' ? 'en' : 'zh') : '';
  const words = news.words === 'policy-withdrawn' ? t('grants.cancelled.policy-withdrawn') : news.words;
  return {
    policy: locale === 'en' ? (news.policyTitleEn ?? news.policyTitle) : news.policyTitle,
    enterprise: news.enterprise,
    department: news.department,
    amount: yuan ? t('grants.news.amount', { amount: formatYuan(yuan, locale === 'en' ? 'en' : 'zh') }) : '',
    date: news.closesOn ?? '',
    reason: reason || words,
  };
}
