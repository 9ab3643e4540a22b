import type { FormComponent, FormDefinition } from '../form-definition';
import { labelOf, valueTypes, walkFields } from '../walk-fields';
import { mapReferences, type RulePart } from './map-references';

/** A rule that looks at a field: whose it is, which part of it, and the path looked at. */
export interface RuleReference {
  /** Key and label of the component that has the rule. */
  key: string;
  label: string;
  part: RulePart;
  path: string;
}

/** Every field that a rule of the form looks at, once for each rule. */
export function listReferences(definition: FormDefinition): RuleReference[] {
  const found = new Map<string, RuleReference>();
  mapReferences(definition, (path, part, owner) => {
    found.set(`${owner.key} ${part} ${path}`, { key: owner.key, label: nameOf(owner), part, path });
    return path;
  });
  return [...found.values()];
}

/** References to fields that the form doesn't have: a field was deleted, or never came along. */
export function findBrokenReferences(definition: FormDefinition): RuleReference[] {
  const known = new Set<string>();
  const inside: string[] = [];
  for (const { path, component } of walkFields(definition.components)) {
    known.add(path).add(path.replaceAll('[]', ''));
    // Select boxes and addresses hold parts that a rule may look at.
    if (valueTypes.has(component.type)) inside.push(`${path}.`);
  }
  return listReferences(definition).filter(
    ({ path }) => !known.has(path) && !inside.some((start) => path.startsWith(start)),
  );
}

function nameOf(component: FormComponent): string {
  return component.label === undefined && typeof component.title === 'string'
    ? component.title
    : labelOf(component);
}
