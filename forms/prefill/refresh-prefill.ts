import { setValueAt, valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { gridTypes, walkFields } from '~/forms/definition/walk-fields';
import { valueText } from '~/forms/submission/list-fields';

import type { FieldChange, FieldProvenance, Provenance } from './field-provenance';
import { columnsOf, hasOwnRows } from './fill-rows';
import { canonicalValue } from './fit-value';
import { isBound, type PrefillResult } from './prefill-form';
import { refreshRows } from './refresh-rows';

/** A draft's values and where they come from. */
export interface FilledData {
  data: Record<string, unknown>;
  provenance: Provenance;
}

/**
 * Sets a draft beside its sources as they stand now: the authorities' values win, and every difference is told. A
 * locked value whose fact is gone stays while its lock holds, so that a firm can file while a register is down. What
 * the firm doesn't accept (yet) is told and left as it was. Pure: returns new data.
 */
export function refreshPrefill(
  components: readonly FormComponent[],
  draft: FilledData,
  fresh: PrefillResult,
  lockHolds: (path: string) => boolean,
  accepts: (path: string) => boolean = () => true,
): FilledData & { changes: FieldChange[] } {
  const data = structuredClone(draft.data);
  const provenance = structuredClone(draft.provenance);
  const changes: FieldChange[] = [];
  const fields = walkFields(components);
  for (const field of fields) {
    const { path, component, label, inGrid } = field;
    if (!inGrid && gridTypes.has(component.type) && hasOwnRows(component.prefill)) {
      const rows = {
        data: structuredClone(data),
        provenance: { ...provenance },
        changes: [] as FieldChange[],
      };
      refreshRows(field, columnsOf(field, fields), rows, fresh, lockHolds);
      changes.push(...rows.changes);
      // Rows move together: one accepted cell is the whole table.
      if (rows.changes.length > 0 && !rows.changes.some((change) => accepts(change.path))) continue;
      setValueAt(data, path, valueAt(rows.data, path));
      replaceRows(provenance, rows.provenance, path);
      continue;
    }
    const fact = factOf(component);
    if (inGrid || fact === null) continue;
    const [before, now] = [draft.provenance[path], fresh.provenance[path]];
    const own = ownedNow(before, now);
    if (own === 'keep' || (own === 'gone' && lockHolds(path))) continue;
    const old = valueAt(data, path);
    const value = own === 'gone' ? undefined : now?.value;
    if (canonicalValue(component, old) !== canonicalValue(component, value)) {
      const source = now ?? before;
      changes.push({
        path,
        label,
        fact,
        old: old ?? null,
        new: value ?? null,
        oldText: valueText(component, old),
        newText: valueText(component, value),
        source: source?.source ?? '',
        observedAt: source?.observedAt ?? '',
      });
      if (!accepts(path)) continue;
    }
    setValueAt(data, path, structuredClone(value));
    if (now) provenance[path] = now;
    else delete provenance[path];
  }
  return { data, provenance, changes };
}

function replaceRows(provenance: Provenance, rows: Provenance, gridPath: string): void {
  const prefix = `${gridPath}[`;
  for (const path of Object.keys(provenance)) if (path.startsWith(prefix)) delete provenance[path];
  for (const [path, origin] of Object.entries(rows)) if (path.startsWith(prefix)) provenance[path] = origin;
}

/** The fact that fills the field, or that its certificate proves. */
function factOf({ type, prefill }: FormComponent): string | null {
  if (type === 'file') return prefill?.certificate ?? null;
  return isBound(prefill) ? prefill.fact : null;
}

/** Whose value counts now: the source's (`take`), the draft's (`keep`), or nobody's since the record is gone. */
function ownedNow(
  before: FieldProvenance | undefined,
  now: FieldProvenance | undefined,
): 'take' | 'keep' | 'gone' {
  if (now?.fact && now.locked) return 'take';
  if (!before?.locked) return 'keep';
  return now?.fact ? 'take' : 'gone';
}
