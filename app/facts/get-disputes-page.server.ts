import type { Services } from '~/app/services.server';
import { listDisputes } from '~/knowledge/enterprises/list-disputes.server';
import type { FactValue } from '~/knowledge/enterprises/fact-value';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { formatValue } from '~/knowledge/policies/format-value';
import { findField, makeRuleContext } from '~/knowledge/policies/rule-context';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

/** A dispute in the reader's words. */
export interface DisputeRow {
  id: string;
  firm: string;
  creditCode: string;
  label: string;
  period: string;
  current: { text: string; source: string; observedOn: string } | null;
  claimed: string;
  reason: string;
  raisedOn: string;
  proof: string | null;
  state: string;
  decision: string | null;
  decidedOn: string | null;
}

/** Gathers the disputes that the reader decides. */
export async function getDisputesPage(
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  show: 'open' | 'decided',
  locale: 'zh-CN' | 'en',
): Promise<DisputeRow[]> {
  const short = locale === 'en' ? 'en' : 'zh';
  const views = await listDisputes(services, reader, show);
  const context = makeRuleContext(cityDate(services.now()), [], await loadCatalogue(services.db));
  const files = await services.db.storedFile.findMany({
    where: { id: { in: views.flatMap(({ proofFileId }) => proofFileId ?? []) } },
    select: { id: true, name: true },
  });
  const words = (key: string, value: FactValue) => {
    const field = findField(key, context);
    return field ? formatValue(value, field, short) : '—';
  };
  return views.map(({ definition, enterprise, current, claimed, proofFileId, ...view }) => ({
    ...view,
    firm: enterprise.name,
    creditCode: enterprise.creditCode,
    label: definition.label[short],
    current: current && {
      text: words(definition.key, current.value),
      source: current.source,
      observedOn: current.observedOn,
    },
    claimed: claimed === null ? '—' : words(definition.key, claimed),
    proof: files.find(({ id }) => id === proofFileId)?.name ?? null,
  }));
}
