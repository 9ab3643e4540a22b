import type { Services } from '~/app/services.server';
import { chooseFact, isAuthoritative } from '~/knowledge/enterprises/choose-fact';
import type { FactDefinition } from '~/knowledge/enterprises/fact-definition';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { loadFactRows, type FactHistoryRow } from '~/knowledge/enterprises/load-facts.server';
import { formatValue, type Locale } from '~/knowledge/policies/format-value';
import { askFor, type AskedQuestion } from '~/knowledge/policies/next-question';
import { findField, makeRuleContext, type RuleContext } from '~/knowledge/policies/rule-context';
import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

/** A value as the page shows it. */
export interface FactValueRow {
  id: string;
  text: string;
  source: string;
  sourceKind: string;
  observedAt: string;
  validUntil: string | null;
  reference: string | null;
}

/** A fact of the firm for one period: what counts, what came before, whether it is disputed. */
export interface MyFact {
  key: string;
  period: string;
  label: string;
  authority: string;
  current: FactValueRow;
  history: FactValueRow[];
  /** A statement of the firm may be corrected by another; an authority's record may be disputed. */
  authoritative: boolean;
  /** How to ask for the value again. */
  ask: AskedQuestion;
  dispute: { reason: string; on: string; state: string } | null;
}

/** The firm's facts by group, in the catalogue's order. */
export interface MyFacts {
  enterprise: string;
  asOf: string;
  groups: { group: FactDefinition['group']; facts: MyFact[] }[];
}

/** Lists the facts of the firm that the reader acts for. Throws NotFoundError without the right. */
export async function getMyFacts(
  { db, now }: Pick<Services, 'db' | 'now'>,
  query: { reader: Reader; enterpriseId: string; locale: Locale },
): Promise<MyFacts> {
  const { reader, enterpriseId, locale } = query;
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const enterprise = await db.enterprise.findUniqueOrThrow({
    where: { id: enterpriseId },
    select: { name: true },
  });
  const asOf = cityDate(now());
  const catalogue = await loadCatalogue(db);
  const context = makeRuleContext(asOf, [], catalogue);
  const rows = await loadFactRows(db, enterpriseId, catalogue);
  const disputes = await listDisputes(db, enterpriseId);
  const groups = new Map<FactDefinition['group'], MyFact[]>();
  for (const definition of catalogue.values()) {
    const ofKey = rows.filter(({ key }) => key === definition.key);
    const periods = [...new Set(ofKey.map(({ period }) => period))].sort((a, b) => b.localeCompare(a));
    for (const period of periods) {
      const history = ofKey.filter((row) => row.period === period);
      const fact = toMyFact(definition, period, history, disputes, context, locale);
      if (fact) groups.set(definition.group, [...(groups.get(definition.group) ?? []), fact]);
    }
  }
  return {
    enterprise: enterprise.name,
    asOf,
    groups: [...groups].map(([group, facts]) => ({ group, facts })),
  };
}

type Dispute = Awaited<ReturnType<typeof listDisputes>>[number];

function listDisputes(db: Db, enterpriseId: string) {
  return db.factDispute.findMany({ where: { enterpriseId }, orderBy: { createdAt: 'desc' } });
}

function toMyFact(
  definition: FactDefinition,
  period: string,
  history: readonly FactHistoryRow[],
  disputes: readonly Dispute[],
  context: RuleContext,
  locale: Locale,
): MyFact | null {
  const current = chooseFact(history, context.at) as FactHistoryRow | null;
  const field = findField(definition.key, context);
  if (!current || !field) return null;
  const toRow = (row: FactHistoryRow): FactValueRow => ({
    id: row.id,
    text: formatValue(row.value, field, locale),
    source: row.source,
    sourceKind: row.sourceKind,
    observedAt: row.observedAt,
    validUntil: row.validUntil ?? null,
    reference: row.reference ?? null,
  });
  const dispute = disputes.find((item) => item.key === definition.key && item.period === period);
  return {
    key: definition.key,
    period,
    label: definition.label[locale],
    authority: definition.authority[locale],
    current: toRow(current),
    history: history.filter(({ id }) => id !== current.id).map(toRow),
    authoritative: isAuthoritative(current.sourceKind),
    ask: askFor(definition, period, locale),
    dispute: dispute
      ? {
          reason: dispute.reason,
          on: cityDate(dispute.createdAt),
          state: dispute.state,
        }
      : null,
  };
}
