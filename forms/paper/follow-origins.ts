import type { FormComponent, FormDefinition } from '../definition/form-definition';
import { childrenOf } from '../definition/walk-fields';
import type { DraftedField } from './paper-draft';

/**
 * Writes at a component whose key was changed under which name its cells are kept. The mark goes with the version: an
 * earlier version, and one that is brought back, find their cells by the keys of their time.
 */
export function keepOrigin(definition: FormDefinition, from: string, to: string): FormDefinition {
  const copy = structuredClone(definition);
  eachComponent(copy.components, (component) => {
    if (component.key === to) component.paperKey ??= from;
  });
  return copy;
}

/** What came of the paper's cells, by the keys that the fields have in a version of the form. Pure. */
export function followOrigins(
  fields: readonly DraftedField[],
  components: readonly FormComponent[],
): DraftedField[] {
  const keyNow = new Map<string, string>();
  const taken = new Set<string>();
  eachComponent(components, ({ key, paperKey }) => {
    if (typeof paperKey !== 'string') return;
    keyNow.set(paperKey, key);
    taken.add(key);
  });
  // A new field that took the old key of a renamed one has no cells.
  return fields.flatMap((field) => {
    const key = keyNow.get(field.key);
    if (key !== undefined) return [{ ...field, key }];
    return taken.has(field.key) ? [] : [field];
  });
}

/** A component on its way into another form, or copied beside itself, stands on no paper. */
export function dropOrigins(component: FormComponent): void {
  eachComponent([component], (one) => delete one.paperKey);
}

function eachComponent(
  components: readonly FormComponent[],
  visit: (component: FormComponent) => void,
): void {
  for (const component of components) {
    visit(component);
    eachComponent(
      childrenOf(component).map((child) => child.component),
      visit,
    );
  }
}
