import type { FormComponent } from '../form-definition';
import { childrenOf, gridTypes, walkFields } from '../walk-fields';
import { optionsOf } from '../read-options';

/** How a field's value can be compared and counted. */
export type FieldKind = 'text' | 'number' | 'date' | 'choice' | 'choices' | 'tick' | 'presence';

/** A field that a rule at a given place may look at. */
export interface RuleField {
  /** `enterprise.name`, or `members[].name` in rows. */
  path: string;
  label: string;
  kind: FieldKind;
  /** The choices of a radio, select or select boxes. */
  options: { value: string; label: string }[];
  /** What JSON-logic reads: `data.a.b`, or `row.b` in the same row. */
  variable: string;
}

/** A column of rows, whose sum a calculation may use. */
export interface RuleColumn {
  path: string;
  label: string;
  /** Label of the table. */
  table: string;
}

const kinds: Record<string, FieldKind> = {
  number: 'number',
  currency: 'number',
  datetime: 'date',
  radio: 'choice',
  select: 'choice',
  selectboxes: 'choices',
  checkbox: 'tick',
  file: 'presence',
  signature: 'presence',
};

/** How a component's value is compared; null for what holds no value of its own. */
export function kindOf(component: FormComponent): FieldKind | null {
  if (gridTypes.has(component.type) || component.type === 'container') return null;
  if (component.multiple === true) return 'presence';
  return kinds[component.type] ?? 'text';
}

/** The fields that a rule of the component may look at: those that stand once, and those of its own row. */
export function listRuleFields(components: readonly FormComponent[], ownPath: string): RuleField[] {
  const scope = scopeOf(ownPath);
  return walkFields(components).flatMap(({ path, component, label, sections }): RuleField[] => {
    const kind = kindOf(component);
    const variable = variableOf(path, scope);
    if (kind === null || variable === null || path === ownPath) return [];
    const named = isAmbiguous(components, label) ? [...sections.slice(-1), label].join(' / ') : label;
    return [{ path, label: named, kind, options: optionsOf(component), variable }];
  });
}

/** The number columns of all tables outside which the component stands. */
export function listRuleColumns(components: readonly FormComponent[], ownPath: string): RuleColumn[] {
  const fields = walkFields(components);
  return fields.flatMap(({ path, component, label, inGrid }): RuleColumn[] => {
    const parts = path.split('[].');
    if (!inGrid || parts.length !== 2 || kindOf(component) !== 'number') return [];
    if (ownPath.startsWith(`${parts[0]}[].`)) return [];
    const table = fields.find((field) => field.path === parts[0])?.label ?? parts[0] ?? '';
    return [{ path, label, table }];
  });
}

/** The path of a component by its key, layout included; null when the form has none. */
export function pathOfKey(components: readonly FormComponent[], key: string): string | null {
  const visit = (component: FormComponent, prefix: string): string | null => {
    if (component.key === key) return `${prefix}${key}`;
    const below = gridTypes.has(component.type)
      ? `${prefix}${component.key}[].`
      : component.type === 'container'
        ? `${prefix}${component.key}.`
        : prefix;
    for (const child of childrenOf(component)) {
      const found = visit(child.component, below);
      if (found !== null) return found;
    }
    return null;
  };
  for (const component of components) {
    const found = visit(component, '');
    if (found !== null) return found;
  }
  return null;
}

/** The rows around a path: `members[].name` → `members[].`; empty outside rows. */
export function scopeOf(path: string): string {
  const end = path.lastIndexOf('[].');
  return end === -1 ? '' : path.slice(0, end + 3);
}

/** `data.a.b` for what stands once, `row.b` for the same row; null for rows that the rule isn't in. */
export function variableOf(path: string, scope: string): string | null {
  if (!path.includes('[]')) return `data.${path}`;
  const below = path.slice(scope.length);
  return scope !== '' && path.startsWith(scope) && !below.includes('[]') ? `row.${below}` : null;
}

/** The path that a JSON-logic variable names in a scope; null for anything but `data.…` and `row.…`. */
export function pathOfVariable(variable: string, scope: string): string | null {
  if (variable.startsWith('data.')) return variable.slice(5);
  return variable.startsWith('row.') ? `${scope}${variable.slice(4)}` : null;
}

function isAmbiguous(components: readonly FormComponent[], label: string): boolean {
  return walkFields(components).filter((field) => field.label === label).length > 1;
}
