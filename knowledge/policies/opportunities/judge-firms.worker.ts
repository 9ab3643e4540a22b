import { chooseFacts, type FactRow } from '../../enterprises/choose-fact';
import { makeCatalogue } from '../../enterprises/fact-catalogue';
import type { FactDefinitionInput } from '../../enterprises/fact-definition';
import { parseFactValue } from '../../enterprises/parse-fact-value';
import { granularity } from '../../enterprises/period';
import { cityDate } from '~/prisma/calendar/city-date';
import { openReader } from '~/prisma/database.server';

import type { Finding, JudgeRequest } from './finding';
import { judgeFirm, readyPolicies } from './judge-firms';

type Cells = [string, string, string | number, string, string, string, string, string | null, string | null];

/** The thread's entry: judges some firms, each over the policies that a change touches. */
export default function judge(request: JudgeRequest): Finding[] {
  const catalogue = makeCatalogue(request.definitions as FactDefinitionInput[]);
  const ready = readyPolicies(request.policies, request.at, catalogue);
  const keys = [...new Set(ready.flatMap((one) => [...one.keys]))];
  const sql = openReader(request.databaseFile);
  const days = new Map<string, string>();
  const dayOf = (instant: string) => {
    let day = days.get(instant);
    if (day === undefined) {
      day = cityDate(new Date(instant));
      days.set(instant, day);
    }
    return day;
  };
  try {
    return request.firms.flatMap(({ id, changed, policyIds }) => {
      const { rows = '[]' } =
        sql.get<{ rows: string }>(
          `SELECT json_group_array(json_array(key, period, value, source, sourceKind, observedAt, recordedAt, validUntil,
                                              reference)) AS rows
             FROM Fact WHERE enterpriseId = ? AND key IN (SELECT value FROM json_each(?))`,
          [id, JSON.stringify(keys)],
        ) ?? {};
      const history = (JSON.parse(rows) as Cells[]).flatMap((cells) => toRow(cells, catalogue, dayOf));
      const wanted = policyIds ? ready.filter(({ policy }) => policyIds.includes(policy.id)) : ready;
      return judgeFirm(id, chooseFacts(history, request.at), wanted, changed ?? []);
    });
  } finally {
    sql.close();
  }
}

function toRow(
  [key, period, stored, source, sourceKind, observedAt, recordedAt, validUntil, reference]: Cells,
  catalogue: ReturnType<typeof makeCatalogue>,
  dayOf: (instant: string) => string,
): FactRow[] {
  const definition = catalogue.get(key);
  if (!definition) return [];
  // JSON that is a figure is kept as one by the column's affinity.
  const value: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored;
  const parsed = parseFactValue(definition, value, granularity(period) === 'quarter');
  if (!parsed.ok) return [];
  const observedOn = dayOf(observedAt);
  return [
    {
      key,
      period,
      value: parsed.value,
      source,
      sourceKind,
      observedAt: observedOn,
      recordedAt,
      validUntil,
      reference,
    },
  ];
}
