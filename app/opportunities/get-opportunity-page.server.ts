import { findSourcePages } from '~/app/policies/find-source-pages.server';
import { clauseItem } from '~/app/policies/clause-item';
import { readSourceTexts } from '~/app/policy-design/read-source-texts.server';
import type { Services } from '~/app/services.server';
import type { Locale } from '~/app/words/merge-words';
import { matchWithPolicies } from '~/knowledge/policies/match-policies.server';
import type { OpportunityReason } from '~/knowledge/policies/opportunities/finding';
import type { PolicySource } from '~/knowledge/policies/policy-content';
import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

import { citeChangedFacts } from './cite-changed-facts';
import { newsWords } from './tell-opportunity.server';

/**
 * An opportunity for a person of its firm: how it stands today, why the firm was told, with the facts that changed and
 * the sentences of the policy that read them, and what is still missing. Throws NotFoundError for another firm's.
 */
export async function getOpportunityPage(
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  query: { id: string; locale: Locale; skip: ReadonlySet<string> },
) {
  const { db, now } = services;
  const row = await db.opportunity.findFirst({
    where: { id: query.id, enterpriseId: { in: [...reader.enterpriseIds] } },
    include: {
      enterprise: { select: { name: true } },
      events: { where: { kind: 'told' }, orderBy: { at: 'desc' }, take: 1 },
    },
  });
  if (!row || !canActFor(reader, row.enterpriseId)) throw new NotFoundError('opportunity', query.id);
  const short = query.locale === 'en' ? 'en' : 'zh';
  const match = await matchWithPolicies(services, {
    reader,
    enterpriseId: row.enterpriseId,
    policyIds: [row.policyId],
    locale: short,
    skip: query.skip,
  });
  const policy = match.policies.get(row.policyId);
  const [verdict] = match.verdicts;
  if (!policy || !verdict) throw new NotFoundError('policy', row.policyId);
  const reason = row.reason as unknown as OpportunityReason;
  const { amountKind, amountYuan, closesOn } = row;
  const words = newsWords({ policy, reason, amountKind, amountYuan, closesOn }, query.locale, now());
  const texts = await readSourceTexts(db, policy.content.sources);
  const sources = (await findSourcePages(db, policy.content.sources)).map((source) => ({
    ...source,
    text: sentenceOf(
      texts[source.id]?.text ?? null,
      policy.content.sources.find(({ id }) => id === source.id),
    ),
  }));
  const told = row.events[0];
  return {
    id: row.id,
    policyId: policy.id,
    title: words.policy,
    department: (short === 'en' && policy.departmentEn) || policy.department,
    enterprise: row.enterprise.name,
    isOtherFirm: reader.enterpriseId !== row.enterpriseId,
    state: row.state,
    toldOn: told ? cityDate(told.at) : null,
    isByCampaign: Boolean((told?.detail as { campaignId?: string } | null)?.campaignId),
    reasonKind: reason.kind,
    reason: words.reason,
    facts: citeChangedFacts(reason.kind === 'facts' ? reason.facts : [], verdict.conditions, sources),
    amount: words.amount,
    deadline: words.deadline,
    asOf: match.asOf,
    verdict,
    sources,
    question: match.nextQuestion ?? null,
    hasForm: await hasForm(db, policy.formId),
  };
}

export type OpportunityPage = Awaited<ReturnType<typeof getOpportunityPage>>;

/** The item that the source names, else its quoted words, else the whole clause. */
function sentenceOf(text: string | null, source: PolicySource | undefined): string | null {
  return (text && clauseItem(text, source?.path ?? '')) || source?.quote || text;
}

async function hasForm(db: Services['db'], formId: string | null): Promise<boolean> {
  if (formId === null) return false;
  return (await db.formVersion.count({ where: { formId, state: 'published' } })) > 0;
}
