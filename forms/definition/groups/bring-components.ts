import type { FormComponent, FormDefinition } from '../form-definition';
import { dropOrigins } from '../../paper/follow-origins';
import { renameKey } from '../rules/rename-key';
import { findBrokenReferences, type RuleReference } from '../rules/rule-references';
import { childrenOf } from '../walk-fields';

/** Components on their way into a form. */
export interface BroughtComponents {
  /** With keys that are free in the form; what looks at them goes along. */
  components: FormComponent[];
  /** Rules that look at fields which don't come along: they are taken off. */
  lost: RuleReference[];
  /** Keys that were taken in the form, and what they became. */
  renamed: { from: string; to: string }[];
}

/** The ticked components, outermost first: a group that is ticked comes with all that is in it. */
export function takeComponents(definition: FormDefinition, keys: ReadonlySet<string>): FormComponent[] {
  const visit = (component: FormComponent): FormComponent[] =>
    keys.has(component.key)
      ? [structuredClone(component)]
      : childrenOf(component).flatMap((child) => visit(child.component));
  return definition.components.flatMap(visit);
}

/** Makes components fit for a form: keys of their own, no rules about fields that stayed behind. Pure. */
export function bringComponents(target: FormDefinition, taken: readonly FormComponent[]): BroughtComponents {
  let form: FormDefinition = { components: structuredClone([...taken]) };
  const lost = findBrokenReferences(form);
  const visit = (component: FormComponent) => {
    delete component.id;
    for (const { part } of lost.filter(({ key }) => key === component.key)) dropRule(component, part);
    childrenOf(component).forEach((child) => visit(child.component));
  };
  form.components.forEach(visit);
  form.components.forEach(dropOrigins);
  const inTarget = keysOf(target.components);
  const renamed: BroughtComponents['renamed'] = [];
  for (const key of keysOf(form.components)) {
    if (!inTarget.has(key)) continue;
    const to = freeKey(key, new Set([...inTarget, ...keysOf(form.components)]));
    form = renameKey(form, key, to);
    renamed.push({ from: key, to });
  }
  return { components: form.components, lost, renamed };
}

function dropRule(component: FormComponent, part: RuleReference['part']): void {
  if (part === 'condition') {
    delete component.conditional;
    delete component.designedConditional;
  } else if (part === 'calculation') {
    delete component.calculateValue;
    delete component.calculateServer;
    delete component.disabled;
  } else if (part === 'logic') delete component.logic;
  else if (component.validate) {
    const { json: _, ...rest } = component.validate;
    component.validate = rest;
  }
}

function freeKey(wanted: string, taken: ReadonlySet<string>): string {
  for (let n = 2; ; n += 1) if (!taken.has(`${wanted}${n}`)) return `${wanted}${n}`;
}

function keysOf(components: readonly FormComponent[]): Set<string> {
  const keys = new Set<string>();
  const visit = (component: FormComponent) => {
    keys.add(component.key);
    childrenOf(component).forEach((child) => visit(child.component));
  };
  components.forEach(visit);
  return keys;
}
