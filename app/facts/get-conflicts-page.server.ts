import type { Services } from '~/app/services.server';
import { listConflicts } from '~/knowledge/enterprises/list-conflicts.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { formatValue } from '~/knowledge/policies/format-value';
import { findField, makeRuleContext } from '~/knowledge/policies/rule-context';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

/** A conflict in the reader's words. */
export interface ConflictRow {
  id: string;
  enterpriseId: string;
  key: string;
  period: string;
  label: string;
  firm: string;
  creditCode: string;
  hidesStated: boolean;
  rows: { id: string; text: string; source: string; sourceKind: string; observedOn: string }[];
}

/** Gathers the open conflicts of facts that the reader's departments keep. */
export async function getConflictsPage(
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  locale: 'zh-CN' | 'en',
): Promise<{ total: number; conflicts: ConflictRow[] }> {
  const short = locale === 'en' ? 'en' : 'zh';
  const context = makeRuleContext(cityDate(services.now()), [], await loadCatalogue(services.db));
  const { total, conflicts } = await listConflicts(services, reader);
  return {
    total,
    conflicts: conflicts.map(({ definition, enterpriseId, period, firm, creditCode, rows, hidesStated }) => {
      const field = findField(definition.key, context);
      return {
        ...{
          enterpriseId,
          period,
          firm,
          creditCode,
          hidesStated,
          key: definition.key,
          label: definition.label[short],
        },
        id: `${enterpriseId}-${definition.key}-${period}`,
        rows: rows.map(({ id, value, source, sourceKind, observedAt }) => ({
          ...{ id, source, sourceKind, observedOn: observedAt },
          text: field ? formatValue(value, field, short) : '—',
        })),
      };
    }),
  };
}
