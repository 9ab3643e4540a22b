import { canonicalJson } from './data-path';
import type { FormComponent, FormDefinition } from './form-definition';
import { labelOf, walkFields } from './walk-fields';

/** How a form's fields differ between two versions, by field path. */
export interface FormComparison {
  added: { path: string; label: string }[];
  removed: { path: string; label: string }[];
  changed: { path: string; label: string; properties: string[] }[];
}

/** What form.io writes anew at every save, or what lies below and is compared by itself. */
const ignored: ReadonlySet<string> = new Set(['id', 'components', 'columns', 'rows', 'designedConditional']);

/** The difference that the designer sees before publishing. */
export function compareFormVersions(older: FormDefinition, newer: FormDefinition): FormComparison {
  const [before, after] = [fieldsOf(older), fieldsOf(newer)];
  const named = (path: string, component: FormComponent) => ({ path, label: labelOf(component) });
  return {
    added: [...after]
      .filter(([path]) => !before.has(path))
      .map(([path, component]) => named(path, component)),
    removed: [...before]
      .filter(([path]) => !after.has(path))
      .map(([path, component]) => named(path, component)),
    changed: [...after].flatMap(([path, component]) => {
      const old = before.get(path);
      const properties = old ? changedProperties(old, component) : [];
      return properties.length > 0 ? [{ ...named(path, component), properties }] : [];
    }),
  };
}

function fieldsOf(definition: FormDefinition): Map<string, FormComponent> {
  return new Map(walkFields(definition.components).map(({ path, component }) => [path, component]));
}

function changedProperties(older: FormComponent, newer: FormComponent): string[] {
  const names = new Set([...Object.keys(older), ...Object.keys(newer)].filter((name) => !ignored.has(name)));
  return [...names].filter((name) => canonicalJson(older[name]) !== canonicalJson(newer[name])).sort();
}
