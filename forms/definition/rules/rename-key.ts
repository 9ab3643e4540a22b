import type { FormComponent, FormDefinition } from '../form-definition';
import { childrenOf } from '../walk-fields';
import { mapReferences } from './map-references';
import { pathOfKey } from './rule-fields';
import { listReferences, type RuleReference } from './rule-references';

/** Why a key can't take another name. */
export type RenameProblem = 'unknown' | 'same' | 'not-identifier' | 'taken';

/** What keys may look like. */
export const keyPattern = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

/** Whether the key may be renamed so; null when it may. */
export function findRenameProblem(definition: FormDefinition, key: string, to: string): RenameProblem | null {
  if (key === to) return 'same';
  if (!keyPattern.test(to) || ['__proto__', 'constructor', 'prototype'].includes(to)) return 'not-identifier';
  const keys = keysOf(definition.components);
  if (!keys.includes(key)) return 'unknown';
  return keys.includes(to) ? 'taken' : null;
}

/** The rules that look at a component or at what is in it: they go along when its key changes. */
export function referencesTo(definition: FormDefinition, key: string): RuleReference[] {
  const own = pathOfKey(definition.components, key);
  return own === null ? [] : listReferences(definition).filter(({ path }) => isAt(path, own));
}

/**
 * Renames a component's key and carries along every condition, calculation and rule that looks at it. Throws nothing:
 * a rename that `findRenameProblem` refuses gives the form unchanged.
 */
export function renameKey(definition: FormDefinition, key: string, to: string): FormDefinition {
  const own = pathOfKey(definition.components, key);
  if (own === null || findRenameProblem(definition, key, to) !== null) return structuredClone(definition);
  const renamed = `${own.slice(0, own.length - key.length)}${to}`;
  const mapped = mapReferences(definition, (path) =>
    isAt(path, own) ? withStart(path, own, renamed) : path,
  );
  const visit = (component: FormComponent) => {
    if (component.key === key) component.key = to;
    for (const child of childrenOf(component)) visit(child.component);
  };
  mapped.components.forEach(visit);
  return mapped;
}

/** Whether a path, written with or without rows, is the place or lies in it. */
function isAt(path: string, own: string): boolean {
  return [own, own.replaceAll('[]', '')].some(
    (start) => path === start || path.startsWith(`${start}.`) || path.startsWith(`${start}[]`),
  );
}

function withStart(path: string, own: string, renamed: string): string {
  const isExact = path === own || path.startsWith(`${own}.`) || path.startsWith(`${own}[]`);
  const start = isExact ? own : own.replaceAll('[]', '');
  const next = isExact ? renamed : renamed.replaceAll('[]', '');
  return `${next}${path.slice(start.length)}`;
}

function keysOf(components: readonly FormComponent[]): string[] {
  return components.flatMap((component) => [
    component.key,
    ...keysOf(childrenOf(component).map((child) => child.component)),
  ]);
}
