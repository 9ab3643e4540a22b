import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { loadFacts } from '~/knowledge/enterprises/load-facts.server';
import type { HandoverSummary } from '~/knowledge/helpdesk/handover-summary';
import { formatValue } from '~/knowledge/policies/format-value';
import type { Db } from '~/prisma/database.server';

/** What tells a firm's case in general; a person who needs more asks for it. */
const basicFacts = [
  'registration.type',
  'registration.date',
  'region.code',
  'industry.code',
  'staff.count',
  'revenue.annual',
  'assets.total',
  'tax.taxpayer-type',
  'tax.credit-grade',
  'qualification.high-tech',
  'qualification.tech-sme',
  'qualification.srdi',
];

/**
 * The firm's facts as they go with a question, once the firm agreed: no more than what tells its case in general, the
 * newest of each kind, without what the catalogue calls confidential (accounts, phones).
 */
export async function shareFacts(
  db: Db,
  enterpriseId: string,
  asOf: string,
): Promise<HandoverSummary['facts']> {
  const catalogue = await loadCatalogue(db);
  const facts = await loadFacts(db, enterpriseId, asOf, catalogue);
  return basicFacts.flatMap((key) => {
    const periods = facts.get(key) ?? [];
    const definition = catalogue.get(key);
    const [period, fact] = [...periods].sort(([a], [b]) => b.localeCompare(a))[0] ?? [];
    if (!definition || !fact || definition.sensitivity === 'confidential') return [];
    const words = new Map((definition.codes ?? []).map(({ code, words: word }) => [code, word]));
    const value = formatValue(
      fact.value,
      { type: definition.type, unit: definition.unit ?? { zh: '', en: '' }, words },
      'zh',
    );
    const label = period ? `${definition.label.zh}（${period}）` : definition.label.zh;
    return [{ label, value, source: fact.source ?? '', observedAt: fact.observedAt ?? '' }];
  });
}
