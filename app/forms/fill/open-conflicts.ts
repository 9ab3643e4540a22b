import type { FormDefinition } from '~/forms/definition/form-definition';
import { setValueAt, valueAt } from '~/forms/definition/data-path';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import { listFields, valueText } from '~/forms/submission/list-fields';
import type { DraftConflict } from '~/forms/submission/merge-drafts';

import type { FieldSaved, MergedIn } from './merging-saver';

/** A field that two devices filled differently, as the page shows it until one is chosen. */
export interface OpenConflict {
  path: string;
  label: string;
  mine: unknown;
  mineText: string;
  theirsText: string;
  /** When this page noticed, an ISO instant. */
  mineAt: string;
  saved: FieldSaved | null;
}

/**
 * The conflicts that a person has to decide, in words. Those of fields that nobody types (calculated, hidden, locked)
 * are left out: the form and the server find them anew.
 */
export function describeConflicts(
  definition: FormDefinition,
  askedPaths: readonly string[],
  merged: MergedIn,
  now: Date,
): OpenConflict[] {
  const fields = new Map(walkFields(definition.components).map((field) => [field.path, field]));
  return merged.conflicts.flatMap((conflict): OpenConflict[] => {
    const { path, mine, theirs } = conflict;
    const field = fields.get(fieldPathOf(path));
    const isAsked = askedPaths.some(
      (own) => path === own || path.startsWith(`${own}[`) || path.startsWith(`${own}.`),
    );
    if (!field || !isAsked || field.component.calculateValue) return [];
    const text = (value: unknown) => textOf(definition, conflict, field.component.type, value);
    return [
      {
        path,
        label: field.label,
        mine,
        mineText: text(mine),
        theirsText: text(theirs),
        mineAt: now.toISOString(),
        saved: merged.changed[/^[^.[]+/.exec(path)?.[0] ?? path] ?? null,
      },
    ];
  });
}

/** The data with this page's value of a field. */
export function withValue(
  data: Record<string, unknown>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  const next = structuredClone(data);
  setValueAt(next, path, structuredClone(value));
  return next;
}

/** Conflicts that are still open after newer ones came in: the newest of a field counts. */
export function joinConflicts(open: readonly OpenConflict[], more: readonly OpenConflict[]): OpenConflict[] {
  const paths = new Set(more.map(({ path }) => path));
  return [...open.filter(({ path }) => !paths.has(path)), ...more];
}

/** A value in words; a table row by row. */
function textOf(definition: FormDefinition, { path }: DraftConflict, type: string, value: unknown): string {
  if (type === 'datagrid' || type === 'editgrid' || type === 'container') {
    const data = withValue({}, path, value);
    return listFields(definition.components, data)
      .filter((row) => row.path.startsWith(path) && valueAt(data, row.path) !== undefined)
      .map((row) => `${row.label}：${row.text}`)
      .join('；');
  }
  const field = walkFields(definition.components).find((one) => one.path === fieldPathOf(path));
  return field ? valueText(field.component, value) : '';
}
