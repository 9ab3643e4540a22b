import { canonicalJson, setValueAt, valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { childrenOf, gridTypes, isConditional, valueTypes } from '~/forms/definition/walk-fields';

import { isCalculated } from './own-values';
import type { DroppedValue } from './prune-data';

/** What a correction may change: the paths that the reviewer named, and what the application held before. */
export interface Correction {
  /** Data paths with rows; a grid's own path opens all of it. Empty: the whole form is open. */
  open: readonly string[];
  before: Readonly<Record<string, unknown>>;
}

/**
 * Puts back what the reviewer didn't ask to be changed, whatever was posted. Left alone are fields that the form
 * calculates, `owned` ones (the platform's own values), and those that appear only now because of what was corrected.
 * Changes `data`.
 */
export function keepClosed(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  { open, before }: Correction,
  owned: ReadonlySet<string> = new Set(),
): DroppedValue[] {
  if (open.length === 0) return [];
  const dropped: DroppedValue[] = [];
  const put = (path: string) => {
    const [posted, kept] = [valueAt(data, path), valueAt(before, path)];
    if (canonicalJson(posted) === canonicalJson(kept)) return;
    setValueAt(data, path, structuredClone(kept));
    dropped.push({ path, reason: 'closed', posted: posted ?? null, ...(kept !== undefined && { kept }) });
  };
  const visit = (component: FormComponent, prefix: string, around: boolean) => {
    const path = `${prefix}${component.key}`;
    const conditional = around || isConditional(component);
    if (isOpenPath(path, open) || isCalculated(component)) return;
    if (valueTypes.has(component.type)) {
      const appears = conditional && valueAt(before, path) === undefined;
      if (!owned.has(path) && !appears && component.type !== 'hidden') put(path);
      return;
    }
    if (gridTypes.has(component.type)) {
      if (conditional && valueAt(before, path) === undefined) return;
      keepRows(component, path);
      return;
    }
    const below = component.type === 'container' ? `${path}.` : prefix;
    for (const child of childrenOf(component)) visit(child.component, below, conditional);
  };
  /** Of a table with cells that are open, the rows stay as many as they were. */
  const keepRows = (component: FormComponent, path: string) => {
    const rows = valueAt(before, path);
    const someOpen = open.some((one) => one.startsWith(`${path}[`));
    if (!someOpen || !Array.isArray(rows)) {
      put(path);
      return;
    }
    const posted = valueAt(data, path);
    setValueAt(
      data,
      path,
      rows.map((row, index) => (Array.isArray(posted) ? (posted[index] ?? row) : row) as unknown),
    );
    rows.forEach((_, index) =>
      childrenOf(component).forEach((child) => visit(child.component, `${path}[${index}].`, false)),
    );
  };
  for (const component of components) visit(component, '', false);
  return dropped;
}

/** Whether the reviewer named the field, or something around it. */
export function isOpenPath(path: string, open: readonly string[]): boolean {
  return open.some((one) => one === path || path.startsWith(`${one}[`) || path.startsWith(`${one}.`));
}
