import type { FactChange } from './import-tally';

/** A fact of the history as far as the comparison goes. */
export interface KnownRow {
  source: string;
  sourceKind: string;
  /** The day in the city. */
  observedOn: string;
  /** Orders rows of the same day. */
  recordedAt: string;
  /** JSON text. */
  value: string;
  validUntil: string | null;
}

/** What is compared with the history: a fact of a register. */
export interface IncomingFact {
  source: string;
  sourceKind: string;
  observedOn: string;
  value: string;
  validUntil: string | null;
}

/** How the fact stands to its history, and whether another source says something else. */
export interface Comparison {
  change: FactChange;
  /** What the same source said last; null for nothing. */
  before: string | null;
  conflicts: boolean;
}

/**
 * Compares a fact with the history of the same firm, key and period. What a source already said of the same day is
 * unchanged, so that a register that comes twice adds nothing.
 */
export function compareFact(incoming: IncomingFact, history: readonly KnownRow[]): Comparison {
  let last: KnownRow | undefined;
  let sameDay: KnownRow | undefined;
  for (const row of history) {
    if (row.source !== incoming.source || row.sourceKind !== incoming.sourceKind) continue;
    if (!last || isLater(row, last)) last = row;
    if (row.observedOn === incoming.observedOn && (!sameDay || isLater(row, sameDay))) sameDay = row;
  }
  const conflicts = history.length > 0 && differs(incoming, history);
  if (!last) return { change: 'new', before: null, conflicts };
  if (sameDay && isSame(sameDay, incoming)) return { change: 'unchanged', before: sameDay.value, conflicts };
  if (last.observedOn > incoming.observedOn) return { change: 'older', before: last.value, conflicts };
  const change = isSame(last, incoming) ? 'confirmed' : 'changed';
  return { change, before: last.value, conflicts };
}

function isLater(a: KnownRow, b: KnownRow): boolean {
  return a.observedOn > b.observedOn || (a.observedOn === b.observedOn && a.recordedAt >= b.recordedAt);
}

function isSame(a: Pick<KnownRow, 'value' | 'validUntil'>, b: IncomingFact): boolean {
  return a.value === b.value && a.validUntil === b.validUntil;
}

/** Whether what another source said last is another value. */
function differs(incoming: IncomingFact, history: readonly KnownRow[]): boolean {
  let lastOf: Map<string, KnownRow> | undefined;
  for (const row of history) {
    if (row.source === incoming.source && row.sourceKind === incoming.sourceKind) continue;
    lastOf ??= new Map();
    const name = `${row.sourceKind} ${row.source}`;
    const kept = lastOf.get(name);
    if (!kept || isLater(row, kept)) lastOf.set(name, row);
  }
  return lastOf !== undefined && [...lastOf.values()].some(({ value }) => value !== incoming.value);
}
