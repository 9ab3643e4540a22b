import type { Services } from '~/app/services.server';
import { shownOrder, type Shown } from '~/knowledge/policies/shown';
import type { Locale } from '~/knowledge/policies/format-value';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import { matchWithPolicies } from '~/knowledge/policies/match-policies.server';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

import { passesFilters, type PolicyFilters } from './policy-filters';
import { compareRows, toPolicyRow, type PolicyRowData } from './policy-row-data';

/** The page of all policies; judged for the reader's firm, if there is one. */
export interface PolicyList {
  rows: PolicyRowData[];
  /** How many pass the other filters, by verdict; null where nothing is judged. */
  counts: Record<Shown, number> | null;
  total: number;
  departments: { id: string; name: string }[];
  topics: string[];
  enterprise: string | null;
}

/** Lists the published policies, sorted by verdict, then by deadline. */
export async function getPolicyList(
  services: Pick<Services, 'db' | 'now'>,
  query: { reader: Reader; locale: Locale; filters: PolicyFilters },
): Promise<PolicyList> {
  const { reader, locale, filters } = query;
  const all = (await judgedRows(services, reader, locale)).sort(compareRows);
  const passing = all.filter((row) => passesFilters(row, filters));
  const enterpriseId = reader.enterpriseId;
  const counts = enterpriseId
    ? (Object.fromEntries(
        shownOrder.map((shown) => [shown, passing.filter((row) => row.shown === shown).length]),
      ) as Record<Shown, number>)
    : null;
  const enterprise = enterpriseId
    ? await services.db.enterprise.findUnique({ where: { id: enterpriseId }, select: { name: true } })
    : null;
  return {
    rows: filters.shown === '' ? passing : passing.filter((row) => row.shown === filters.shown),
    counts,
    total: passing.length,
    departments: [...new Map(all.map((row) => [row.departmentId, row.department]))].map(([id, name]) => ({
      id,
      name,
    })),
    topics: [...new Set(all.map((row) => row.topic))],
    enterprise: enterprise?.name ?? null,
  };
}

async function judgedRows(
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  locale: Locale,
): Promise<PolicyRowData[]> {
  const at = cityDate(services.now());
  if (reader.enterpriseId === null) {
    const policies = await listPublishedPolicies(services.db, { at });
    return policies.map((policy) => toPolicyRow(policy, undefined, at, locale));
  }
  const match = await matchWithPolicies(services, {
    reader,
    enterpriseId: reader.enterpriseId,
    locale,
    alsoExpired: true,
  });
  return match.verdicts.flatMap((verdict) => {
    const policy = match.policies.get(verdict.policyId);
    return policy ? [toPolicyRow(policy, verdict, at, locale)] : [];
  });
}
