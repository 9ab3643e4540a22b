import {
  compareFormVersions,
  type ComparedVersion,
  type FormChange,
} from '~/forms/definition/compare-form-versions';
import { valueAt } from '~/forms/definition/data-path';
import type { FormDefinition } from '~/forms/definition/form-definition';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import type { Provenance } from '~/forms/prefill/field-provenance';
import { isBound } from '~/forms/prefill/prefill-form';

import { pruneData } from './prune-data';
import { valueText } from './list-fields';

/** What a firm finds at its draft after the form has changed. */
export interface VersionNote {
  fromNumber: number;
  toNumber: number;
  /** `carried`: the draft is on the new version; `waiting`: it is on the old one until the firm takes the new one. */
  state: 'carried' | 'waiting';
  /** What changed, and which of it the firm must look at. */
  changes: FormChange[];
  look: FormChange[];
  /** What was typed in fields that the new version doesn't have, or that can't hold it, in words. */
  kept: { path: string; label: string; text: string }[];
}

/** The changes that somebody who filled this data must look at; none means that the draft can be carried over unasked. */
export function changesToLookAt(changes: readonly FormChange[], data: Record<string, unknown>): FormChange[] {
  return changes.filter(({ effect, unless, path }) => {
    if (effect === 'none') return false;
    if (unless === undefined) return true;
    const values = valuesAt(data, path).filter(isFilled);
    if (unless === 'empty') return values.length > 0;
    if (unless === 'filled') return values.length === 0;
    return values.some((value) => unless.notChosen.some((choice) => isChosen(value, choice)));
  });
}

/** How a draft of the older version stands to the newer one. */
export function assessCarry(
  older: ComparedVersion,
  newer: ComparedVersion,
  data: Record<string, unknown>,
): { changes: FormChange[]; look: FormChange[] } {
  const changes = compareFormVersions(older, newer);
  return { changes, look: changesToLookAt(changes, data) };
}

/** The draft's data as the newer version can hold it; what it can't hold is told in words, so that nothing typed is lost. */
export function carryData(
  older: FormDefinition,
  newer: FormDefinition,
  data: Record<string, unknown>,
): { data: Record<string, unknown>; kept: VersionNote['kept'] } {
  const pruned = pruneData(newer.components, data);
  const kept = walkFields(older.components).flatMap(({ path, component, label }) => {
    const [before, after] = [valuesAt(data, path), valuesAt(pruned.data, path)];
    const holds = !['container', 'datagrid', 'editgrid'].includes(component.type);
    const lost = before.filter(isFilled).length > after.filter(isFilled).length;
    if (!holds || !lost) return [];
    const text = before
      .filter(isFilled)
      .map((value) => valueText(component, value))
      .join('；');
    return [{ path, label, text }];
  });
  return { data: pruned.data, kept };
}

/** Where values came from, without what the newer version doesn't bind any more: that is the firm's own from now on. */
export function carryProvenance(newer: FormDefinition, provenance: Provenance): Provenance {
  const fields = new Map(walkFields(newer.components).map(({ path, component }) => [path, component]));
  return Object.fromEntries(
    Object.entries(provenance).filter(([path, origin]) => {
      // A cell's field is its column; its row keeps being that of the record.
      const component = fields.get(fieldPathOf(path));
      if (!component) return false;
      const { prefill } = component;
      return (
        !origin.fact ||
        origin.row !== undefined ||
        prefill?.certificate === origin.fact ||
        (isBound(prefill) && prefill.fact === origin.fact)
      );
    }),
  );
}

/** Every value of a field, in all rows. */
function valuesAt(data: unknown, path: string): unknown[] {
  const [head = '', ...rest] = path.split('[].');
  if (rest.length === 0) return [valueAt(data, head)];
  const rows = valueAt(data, head);
  return Array.isArray(rows) ? rows.flatMap((row) => valuesAt(row, rest.join('[].'))) : [];
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.values(value).some(isFilled) : true;
}

/** A choice of a list, of several, or of boxes. */
function isChosen(value: unknown, choice: string): boolean {
  if (Array.isArray(value)) return value.some((item) => isChosen(item, choice));
  if (typeof value === 'object' && value !== null) return (value as Record<string, unknown>)[choice] === true;
  return String(value) === choice;
}
