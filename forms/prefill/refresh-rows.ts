import { setValueAt, valueAt } from '~/forms/definition/data-path';
import type { FormField } from '~/forms/definition/form-definition';
import { valueText } from '~/forms/submission/list-fields';

import type { FieldChange, FieldProvenance, Provenance } from './field-provenance';
import { cellPath } from './fill-rows';
import { canonicalValue } from './fit-value';
import type { PrefillResult } from './prefill-form';

/** What a refresh works on; changed as it goes. */
export interface RowsToRefresh {
  data: Record<string, unknown>;
  provenance: Provenance;
  changes: FieldChange[];
}

/**
 * Brings a filled table up to date: its rows are matched by what they are, not by their place, so that a new year or a
 * new certificate moves no figure into another's row. What the firm typed in a row stays with it; rows that it added
 * stay at the end; a row that the record no longer has goes, unless its lock still holds.
 */
export function refreshRows(
  grid: FormField,
  columns: readonly FormField[],
  draft: RowsToRefresh,
  fresh: PrefillResult,
  lockHolds: (path: string) => boolean,
): void {
  const before = rowIds(grid.path, draft.provenance);
  const now = rowIds(grid.path, fresh.provenance);
  const oldRows = rowsAt(draft.data, grid.path);
  const old = { data: structuredClone(draft.data), provenance: { ...draft.provenance } };
  const kept = [...before].filter(
    ([index, id]) =>
      ![...now.values()].includes(id) &&
      columns.some(({ path }) => old.provenance[cellPath(path, index)] && lockHolds(cellPath(path, index))),
  );
  const order = [
    ...[...now].map(([index, id]) => ({ from: indexOf(before, id), fresh: index })),
    ...kept.map(([index]) => ({ from: index, fresh: null })),
    ...oldRows.flatMap((_, index) => (before.has(index) ? [] : [{ from: index, fresh: null }])),
  ];
  for (const path of Object.keys(draft.provenance))
    if (path.startsWith(`${grid.path}[`)) delete draft.provenance[path];
  setValueAt(
    draft.data,
    grid.path,
    order.map(({ from }) => (from === null ? {} : structuredClone(oldRows[from] ?? {}))),
  );
  for (const [index, place] of order.entries()) {
    for (const column of columns) takeCell(column, index, place, { draft, old, fresh, lockHolds });
  }
  for (const [index, id] of before)
    if (![...now.values()].includes(id) && !kept.some(([place]) => place === index))
      tellGone(columns, index, old, draft);
}

interface Sides {
  draft: RowsToRefresh;
  old: { data: Record<string, unknown>; provenance: Provenance };
  fresh: PrefillResult;
  lockHolds: (path: string) => boolean;
}

function takeCell(
  { path, component, label }: FormField,
  index: number,
  place: { from: number | null; fresh: number | null },
  { draft, old, fresh, lockHolds }: Sides,
): void {
  const to = cellPath(path, index);
  const from = place.from === null ? null : cellPath(path, place.from);
  const origin = from === null ? undefined : old.provenance[from];
  const next = place.fresh === null ? undefined : fresh.provenance[cellPath(path, place.fresh)];
  const had = from === null ? undefined : valueAt(old.data, from);
  // A figure that the record no longer has, in a row that it still has.
  if (!next && place.fresh !== null && from !== null && origin?.locked && !lockHolds(from)) {
    setValueAt(draft.data, to, undefined);
    draft.changes.push(change(to, rowLabel(label, origin), component, { had, value: undefined, origin }));
    return;
  }
  // The firm's own words give way to a record, not to other words of its own.
  if (!next || !(next.locked || origin?.locked === true || place.from === null)) {
    if (origin) draft.provenance[to] = origin;
    return;
  }
  setValueAt(draft.data, to, structuredClone(next.value));
  draft.provenance[to] = next;
  if (canonicalValue(component, had) === canonicalValue(component, next.value)) return;
  if (next.sourceKind === 'form') return;
  draft.changes.push(change(to, rowLabel(label, next), component, { had, value: next.value, origin: next }));
}

/** A row whose record is gone: its figures are told as taken out. */
function tellGone(
  columns: readonly FormField[],
  index: number,
  old: Sides['old'],
  draft: RowsToRefresh,
): void {
  for (const { path, component, label } of columns) {
    const from = cellPath(path, index);
    const origin = old.provenance[from];
    if (!origin || origin.sourceKind === 'form') continue;
    const had = valueAt(old.data, from);
    draft.changes.push(change(from, rowLabel(label, origin), component, { had, value: undefined, origin }));
  }
}

function change(
  path: string,
  label: string,
  component: FormField['component'],
  { had, value, origin }: { had: unknown; value: unknown; origin: FieldProvenance },
): FieldChange {
  return {
    path,
    label,
    fact: origin.fact,
    old: had ?? null,
    new: value ?? null,
    oldText: valueText(component, had),
    newText: valueText(component, value),
    source: origin.source,
    observedAt: origin.observedAt,
  };
}

/** 营业收入（2025）; of a certificate its number. */
function rowLabel(label: string, { period, reference }: FieldProvenance): string {
  const row = period ?? reference;
  return row === null ? label : `${label}（${row}）`;
}

/** Row number → what the row is, of the rows that were filled. */
function rowIds(gridPath: string, provenance: Provenance): Map<number, string> {
  const ids = new Map<number, string>();
  for (const [path, { row }] of Object.entries(provenance)) {
    if (row === undefined || !path.startsWith(`${gridPath}[`)) continue;
    ids.set(Number.parseInt(path.slice(gridPath.length + 1), 10), row);
  }
  return new Map([...ids].sort(([a], [b]) => a - b));
}

function indexOf(ids: ReadonlyMap<number, string>, wanted: string): number | null {
  for (const [index, id] of ids) if (id === wanted) return index;
  return null;
}

function rowsAt(data: Record<string, unknown>, path: string): unknown[] {
  const rows = valueAt(data, path);
  return Array.isArray(rows) ? rows : [];
}
