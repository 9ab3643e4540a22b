import { tellPerson } from '~/app/people/tell-person.server';
import { translator } from '~/app/words/translator';
import type { LineNews } from '~/knowledge/policies/quota/offer-places.server';
import type { Tx } from '~/prisma/database.server';

/** Tells all who act for a firm in line: a place is kept for it, its time has passed, or there is nothing to wait for. */
export async function tellLine(tx: Tx, news: LineNews, options: { now: Date }): Promise<void> {
  const { name: enterprise, memberships } = await tx.enterprise.findUniqueOrThrow({
    where: { id: news.enterpriseId },
    select: {
      name: true,
      memberships: {
        where: { state: 'active', person: { disabledAt: null } },
        select: { person: { select: { id: true, locale: true } } },
      },
    },
  });
  for (const { person } of memberships) {
    const locale = person.locale === 'en' ? 'en' : 'zh-CN';
    const policy = locale === 'en' ? (news.titleEn ?? news.title) : news.title;
    const reason = news.end === null ? '' : translator(locale)(`line.end.${news.end}`);
    await tellPerson(
      tx,
      {
        ...{ personId: person.id, enterpriseId: news.enterpriseId, departmentId: news.departmentId },
        kind: news.kind,
        params: { policy, enterprise, date: news.until ?? '', reason },
        link: `/policies/${news.policyId}#places`,
        subject: `line:${news.waiterId}`,
        closesOn: news.kind === 'place-free' ? news.until : null,
        dedupeKey: `${news.dedupeKey}:${person.id}`,
      },
      { now: options.now, byMail: true },
    );
  }
}
