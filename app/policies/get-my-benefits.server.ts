import type { Services } from '~/app/services.server';
import { combineEligible, type CombinationWords } from '~/knowledge/policies/combination/combine-eligible';
import { shownOrder, type Shown } from '~/knowledge/policies/shown';
import { formatValue, formatYuan, type Locale } from '~/knowledge/policies/format-value';
import { matchWithPolicies, type Match } from '~/knowledge/policies/match-policies.server';
import type { NextQuestion } from '~/knowledge/policies/next-question';
import { findField, makeRuleContext } from '~/knowledge/policies/rule-context';
import { parseDecimal } from '~/knowledge/enterprises/exact-number';
import { readFact } from '~/knowledge/enterprises/read-fact';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import { compareRows, toPolicyRow, type PolicyRowData } from './policy-row-data';

/** What 我的惠企 and the home page show of a firm. */
export interface MyBenefits {
  enterprise: { id: string; name: string };
  /** Industry, staff and revenue in words. */
  profile: string[];
  asOf: string;
  /** Sorted by verdict, then by deadline. */
  rows: PolicyRowData[];
  counts: Record<Shown, number>;
  /** The best that the firm can have together; null when there is nothing to add up. */
  combination: CombinationWords | null;
  question: (NextQuestion & { unlockTitles: string[]; mostMoney: string | null }) | null;
}

/** Judges every policy for the firm that the reader acts for. Throws NotFoundError without a firm. */
export async function getMyBenefits(
  services: Pick<Services, 'db' | 'now'>,
  query: { reader: Reader; locale: Locale; skip?: ReadonlySet<string> },
): Promise<MyBenefits> {
  const { reader, locale } = query;
  const enterprise = await services.db.enterprise.findUnique({
    where: { id: reader.enterpriseId ?? '' },
    select: { id: true, name: true },
  });
  if (!enterprise) throw new NotFoundError('enterprise', reader.enterpriseId ?? '');
  const match = await matchWithPolicies(services, {
    reader,
    enterpriseId: enterprise.id,
    locale,
    alsoExpired: true,
    ...(query.skip && { skip: query.skip }),
  });
  const rows = rowsOf(match, locale);
  const counts = Object.fromEntries(
    shownOrder.map((shown) => [shown, rows.filter((row) => row.shown === shown).length]),
  ) as Record<Shown, number>;
  const { nextQuestion } = match;
  const titles = new Map(rows.map((row) => [row.id, row.title]));
  return {
    enterprise,
    profile: profileOf(match, locale),
    asOf: match.asOf,
    rows,
    counts,
    combination: combineEligible(eligibleOf(match), locale),
    question: nextQuestion
      ? {
          ...nextQuestion,
          unlockTitles: nextQuestion.unlocks.map((id) => titles.get(id) ?? id),
          mostMoney: moneyWords(nextQuestion.why.mostYuan, locale),
        }
      : null,
  };
}

function moneyWords(yuan: number, locale: Locale): string | null {
  const exact = yuan > 0 ? parseDecimal(yuan.toFixed(2)) : null;
  return exact && formatYuan(exact, locale);
}

function rowsOf(match: Match, locale: Locale): PolicyRowData[] {
  const verdicts = new Map(match.verdicts.map((verdict) => [verdict.policyId, verdict]));
  return [...match.policies.values()]
    .map((policy) => toPolicyRow(policy, verdicts.get(policy.id), match.asOf, locale))
    .sort(compareRows);
}

function eligibleOf({ verdicts, policies }: Match) {
  return verdicts.flatMap((verdict) => {
    const policy = policies.get(verdict.policyId);
    return policy ? [{ policy, verdict }] : [];
  });
}

function profileOf({ facts, catalogue, asOf }: Match, locale: Locale): string[] {
  const context = makeRuleContext(asOf, [], catalogue);
  return ['industry.code', 'staff.count', 'revenue.annual'].flatMap((key) => {
    const field = findField(key, context);
    const definition = catalogue.get(key);
    const value = definition && readFact(facts, definition, asOf).value;
    if (!field || value === undefined) return [];
    const words = formatValue(value, field, locale);
    return [key === 'revenue.annual' ? `${field.label[locale]} ${words}` : words];
  });
}
