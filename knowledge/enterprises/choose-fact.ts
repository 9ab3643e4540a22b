import type { FactSet, KnownFact } from './fact-set';
import { granularity, quartersOf, type Period } from './period';

/** A row of a fact's history, as far as the choice goes. */
export interface FactRow extends KnownFact {
  readonly key: string;
  readonly period: Period;
  readonly sourceKind: string;
  readonly observedAt: string;
  /** Orders rows that were observed on the same day: the later recorded goes first. */
  readonly recordedAt: string;
}

const ranks: Record<string, number> = { registry: 2, certificate: 2, submission: 1, stated: 0 };

/** Whether an authority's record stands behind it. */
export function isAuthoritative(sourceKind: string | undefined): boolean {
  return ranks[sourceKind ?? ''] === 2;
}

function goesFirst(a: FactRow, b: FactRow): number {
  return (
    (ranks[b.sourceKind] ?? 0) - (ranks[a.sourceKind] ?? 0) ||
    b.observedAt.localeCompare(a.observedAt) ||
    b.recordedAt.localeCompare(a.recordedAt)
  );
}

/**
 * The row that counts on a day out of one fact's history for one period: an authority's record before what the firm
 * submitted or stated, then the newest. A record that has expired gives way only to something observed after it did.
 */
export function chooseFact(rows: readonly FactRow[], at: string): FactRow | null {
  // Most facts were seen once.
  if (rows.length === 1) return rows[0] ?? null;
  const [first, ...others] = [...rows].sort(goesFirst);
  if (!first) return null;
  const { validUntil } = first;
  if (!validUntil || validUntil >= at) return first;
  const since = others.filter(
    (row) => row.observedAt > validUntil && (!row.validUntil || row.validUntil >= at),
  );
  return since[0] ?? first;
}

/** The facts that count on a day, out of the whole history of a firm. */
export function chooseFacts(rows: readonly FactRow[], at: string): FactSet {
  const histories = new Map<string, Map<Period, FactRow[]>>();
  for (const row of rows) {
    let periods = histories.get(row.key);
    if (!periods) {
      periods = new Map();
      histories.set(row.key, periods);
    }
    const history = periods.get(row.period);
    if (history) history.push(row);
    else periods.set(row.period, [row]);
  }
  const facts = new Map<string, ReadonlyMap<Period, KnownFact>>();
  for (const [key, periods] of histories) {
    const chosen = new Map<Period, FactRow>();
    for (const [period, history] of periods) {
      const row = chooseFact(history, at);
      if (row) chosen.set(period, row);
    }
    facts.set(key, dropWeakYears(chosen));
  }
  return facts;
}

/** A year that the firm stated gives way to four quarters of an authority. */
function dropWeakYears(chosen: Map<Period, FactRow>): Map<Period, FactRow> {
  if (chosen.size < 2) return chosen;
  for (const [period, row] of [...chosen]) {
    if (granularity(period) !== 'year' || isAuthoritative(row.sourceKind)) continue;
    const quarters = quartersOf(Number(period)).map((quarter) => chosen.get(quarter));
    if (quarters.every((quarter) => isAuthoritative(quarter?.sourceKind))) chosen.delete(period);
  }
  return chosen;
}
