import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { chooseFacts, type FactRow } from './choose-fact';
import type { FactCatalogue } from './fact-catalogue';
import type { FactSet } from './fact-set';
import { loadCatalogue } from './load-catalogue.server';
import { parseFactValue } from './parse-fact-value';
import { granularity } from './period';

/**
 * The facts of a firm that count on a day (YYYY-MM-DD): an authority's before the firm's own, then the newest. With
 * `asKnownThen` only what had been recorded by the end of that day in the city. The right to the firm is the caller's to
 * check.
 */
export async function loadFacts(
  db: Db | Tx,
  enterpriseId: string,
  at: string,
  catalogue?: FactCatalogue,
  { asKnownThen = false } = {},
): Promise<FactSet> {
  const rows = await loadFactRows(db, enterpriseId, catalogue ?? (await loadCatalogue(db)));
  const end = new Date(Date.parse(`${at}T00:00:00+08:00`) + 86_400_000).toISOString();
  return chooseFacts(asKnownThen ? rows.filter(({ recordedAt }) => recordedAt < end) : rows, at);
}

/** A row of a firm's history with what pages show of it. */
export interface FactHistoryRow extends FactRow {
  readonly id: string;
  readonly source: string;
}

/**
 * The whole history of a firm's facts. A row whose value no longer fits its definition (a department changed the type)
 * is left out: it can't be computed with, so the fact is unknown.
 */
export async function loadFactRows(
  db: Db | Tx,
  enterpriseId: string,
  catalogue: FactCatalogue,
): Promise<FactHistoryRow[]> {
  const rows = await db.fact.findMany({ where: { enterpriseId }, orderBy: { recordedAt: 'desc' } });
  return rows.flatMap((row) => {
    const definition = catalogue.get(row.key);
    if (!definition) return [];
    const parsed = parseFactValue(definition, row.value, granularity(row.period) === 'quarter');
    if (!parsed.ok) return [];
    return [
      {
        id: row.id,
        key: row.key,
        period: row.period,
        value: parsed.value,
        source: row.source,
        sourceKind: row.sourceKind,
        observedAt: cityDate(row.observedAt),
        recordedAt: row.recordedAt.toISOString(),
        validUntil: row.validUntil,
        reference: row.reference,
      },
    ];
  });
}
