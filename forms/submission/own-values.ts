import { canonicalJson, setValueAt, valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { childrenOf, fieldPathOf, gridTypes, valueTypes, walkFields } from '~/forms/definition/walk-fields';
import { canonicalValue } from '~/forms/prefill/fit-value';

import type { DroppedValue } from './prune-data';

/** A value that the platform gives, whatever a client sends. */
export interface ServerValue {
  value: unknown;
  locked: boolean;
}

/** The fields of one submission that belong to the platform, by data path. */
export interface OwnedField {
  path: string;
  component: FormComponent;
  reason: 'hidden' | 'disabled' | 'locked';
}

/**
 * Puts the platform's own values: form.io enforces neither `disabled` nor `hidden`, so a posted value for such a field
 * is replaced by the one filled in, else by the form's default, else by nothing. Changes `data`.
 */
export function putOwnValues(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  serverValues: Readonly<Record<string, ServerValue>>,
): DroppedValue[] {
  const dropped: DroppedValue[] = [];
  keepFilledRows(components, data, serverValues);
  for (const { path, component, reason } of ownedFields(components, data, serverValues)) {
    const posted = valueAt(data, path);
    const own = Object.hasOwn(serverValues, path) ? serverValues[path]?.value : defaultOf(component);
    setValueAt(data, path, own === undefined ? undefined : structuredClone(own));
    if (posted === undefined || canonicalValue(component, posted) === canonicalValue(component, own))
      continue;
    if (canonicalJson(posted) === canonicalJson(own)) continue;
    dropped.push({ path, reason, posted, ...(own !== undefined && { kept: own }) });
  }
  return dropped;
}

/** A row that the record filled is there, whatever rows a client sent. */
function keepFilledRows(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  serverValues: Readonly<Record<string, ServerValue>>,
): void {
  const cells = Object.entries(serverValues).filter(([path]) => path.includes('['));
  if (cells.length === 0) return;
  const fields = new Set(walkFields(components).map(({ path }) => path));
  for (const [path, { locked }] of cells) {
    if (!locked || !fields.has(fieldPathOf(path))) continue;
    const row = path.slice(0, path.lastIndexOf('.'));
    const held = valueAt(data, row);
    if (held === null || typeof held !== 'object') setValueAt(data, row, {});
  }
}

/** The fields that aren't the applicant's. Those that the form's logic shows or enables are left to the rules. */
export function ownedFields(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  serverValues: Readonly<Record<string, ServerValue>>,
): OwnedField[] {
  const owned: OwnedField[] = [];
  const visit = (component: FormComponent, prefix: string, around: 'hidden' | 'disabled' | null) => {
    const path = `${prefix}${component.key}`;
    const state = hasLogic(component) ? around : (around ?? ownState(component));
    if (valueTypes.has(component.type)) {
      const locked = serverValues[path]?.locked === true;
      const calculated = isCalculated(component);
      if (locked) owned.push({ path, component, reason: 'locked' });
      else if (state !== null && !calculated) owned.push({ path, component, reason: state });
      return;
    }
    if (gridTypes.has(component.type)) {
      const rows = valueAt(data, path);
      if (!Array.isArray(rows)) return;
      rows.forEach((_, index) =>
        childrenOf(component).forEach((child) => visit(child.component, `${path}[${index}].`, state)),
      );
      return;
    }
    const below = component.type === 'container' ? `${path}.` : prefix;
    for (const child of childrenOf(component)) visit(child.component, below, state);
  };
  for (const component of components) visit(component, '', null);
  return owned;
}

/** Whether form.io calculates the field: what a client posts for it doesn't count. */
export function isCalculated(component: FormComponent): boolean {
  return component.calculateValue !== null && typeof component.calculateValue === 'object';
}

function ownState(component: FormComponent): 'hidden' | 'disabled' | null {
  if (component.hidden === true || component.type === 'hidden') return 'hidden';
  return component.disabled === true ? 'disabled' : null;
}

function hasLogic(component: FormComponent): boolean {
  return Array.isArray(component.logic) && component.logic.length > 0;
}

function defaultOf(component: FormComponent): unknown {
  const value = component.defaultValue;
  return value === null || value === '' ? undefined : value;
}
