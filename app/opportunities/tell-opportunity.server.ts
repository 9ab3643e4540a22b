import { tellPerson } from '~/app/people/tell-person.server';
import type { Locale } from '~/app/words/merge-words';
import { translator } from '~/app/words/translator';
import { givesConsent } from '~/knowledge/enterprises/consent.server';
import { parseDecimal } from '~/knowledge/enterprises/exact-number';
import { formatYuan } from '~/knowledge/policies/format-value';
import type { OpportunityNews } from '~/knowledge/policies/opportunities/settle-firms.server';
import type { Tx } from '~/prisma/database.server';
import { cityDate, daysBetween } from '~/prisma/calendar/city-date';

/** The people who act for the firm and hear of what it may have; none where the firm doesn't want to. */
export async function peopleToTell(tx: Tx, enterpriseId: string): Promise<{ id: string; locale: Locale }[]> {
  if (!(await givesConsent(tx, enterpriseId, 'telling'))) return [];
  const members = await tx.membership.findMany({
    where: { enterpriseId, state: 'active', person: { disabledAt: null } },
    select: { person: { select: { id: true, locale: true } } },
  });
  return members.map(({ person }) => ({ id: person.id, locale: person.locale === 'en' ? 'en' : 'zh-CN' }));
}

/** Tells the firm's people of an opportunity, in each one's language: why, how much, until when, where to go on. */
export async function tellOpportunity(
  tx: Tx,
  news: OpportunityNews,
  options: { now: Date },
): Promise<number> {
  const people = await peopleToTell(tx, news.enterpriseId);
  const { name } = await tx.enterprise.findUniqueOrThrow({
    where: { id: news.enterpriseId },
    select: { name: true },
  });
  let heard = 0;
  for (const { id, locale } of people) {
    const hears = await tellPerson(
      tx,
      {
        personId: id,
        enterpriseId: news.enterpriseId,
        kind: kindOf(news),
        params: { ...newsWords(news, locale, options.now), enterprise: name },
        link: `/my/opportunities/${news.opportunityId}`,
        subject: `opportunity:${news.opportunityId}`,
        // Where it isn't one any more, the day on which it would have ended says nothing.
        closesOn: news.kind === 'ended' ? null : news.closesOn,
        amountYuan: news.kind === 'ended' ? null : news.amountYuan,
        departmentId: news.policy.departmentId,
        dedupeKey: `${news.dedupeKey}:${id}`,
      },
      { now: options.now, byMail: true },
    );
    if (hears) heard += 1;
  }
  return heard;
}

/** What kind of message it is: a verdict that stays with another amount or deadline isn't told as a new one. */
function kindOf({ kind, shown, before }: OpportunityNews): string {
  if (kind === 'ended') return 'opportunity-ended';
  return before?.shown === shown ? 'opportunity-changed' : `opportunity-${shown}`;
}

/** The news in words: title, reason, amount and deadline, each a whole clause or nothing. */
export function newsWords(
  news: Pick<OpportunityNews, 'policy' | 'reason' | 'amountKind' | 'amountYuan' | 'closesOn'>,
  locale: Locale,
  now: Date,
): { policy: string; reason: string; amount: string; deadline: string } {
  const t = translator(locale);
  const short = locale === 'en' ? 'en' : 'zh';
  const { policy, reason, amountKind, amountYuan, closesOn } = news;
  const yuan = amountYuan === null ? null : parseDecimal(amountYuan);
  const facts = reason.kind === 'facts' ? reason.facts.slice(0, 3) : [];
  // A figure that lowers a tax base is no money that the firm gets: it is called by its name.
  const { benefit } = policy.content;
  const isBase = benefit.amount?.measure === 'base';
  const label = short === 'en' ? `${benefit.label.en ?? benefit.label.zh}: ` : `${benefit.label.zh} `;
  return {
    policy: short === 'en' ? (policy.titleEn ?? policy.title) : policy.title,
    reason:
      facts.length > 0
        ? t('opportunities.because.facts', {
            facts: facts
              .map(({ label, text, source, observedOn }) =>
                t('opportunities.because.fact', { label, text, source, date: observedOn }),
              )
              .join(short === 'zh' ? '；' : '; '),
          })
        : t(`opportunities.because.${reason.kind === 'facts' ? 'day' : reason.kind}`),
    amount:
      yuan && amountKind !== null
        ? `${isBase ? label : ''}${t(`opportunities.amount.${amountKind}`, { amount: formatYuan(yuan, short) })}`
        : '',
    deadline:
      closesOn === null
        ? ''
        : t('opportunities.deadline', { date: closesOn, days: daysBetween(cityDate(now), closesOn) }),
  };
}
