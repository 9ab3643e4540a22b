import type { FormComponent, FormField } from './form-definition';

/** Components that hold others without a value of their own. */
export const layoutTypes: ReadonlySet<string> = new Set([
  'panel',
  'fieldset',
  'well',
  'columns',
  'table',
  'tabs',
]);
/** Components that repeat their children: an array of objects. */
export const gridTypes: ReadonlySet<string> = new Set(['datagrid', 'editgrid']);
/** Components that only show something. */
export const contentTypes: ReadonlySet<string> = new Set(['content', 'htmlelement', 'button']);
/** Components with a value that the platform checks, fills and shows. */
export const valueTypes: ReadonlySet<string> = new Set([
  'textfield',
  'textarea',
  'number',
  'currency',
  'checkbox',
  'radio',
  'select',
  'selectboxes',
  'email',
  'url',
  'phoneNumber',
  'datetime',
  'day',
  'time',
  'file',
  'signature',
  'hidden',
]);

/** A component's children, wherever its type keeps them, each with its place below the component. */
export function childrenOf(
  component: FormComponent,
): { place: string; component: FormComponent; pane?: string }[] {
  const found: { place: string; component: FormComponent; pane?: string }[] = [];
  const add = (list: unknown, place: string, pane?: string) => {
    if (!Array.isArray(list)) return;
    list.forEach((child: unknown, index) => {
      if (isObject(child))
        found.push({ place: `${place}[${index}]`, component: child as never, ...(pane && { pane }) });
    });
  };
  if (component.type === 'tabs' && Array.isArray(component.components)) {
    component.components.forEach((pane: unknown, index) => {
      if (isObject(pane)) add(pane.components, `components[${index}].components`, textOf(pane.label));
    });
    return found;
  }
  add(component.components, 'components');
  if (Array.isArray(component.columns)) {
    component.columns.forEach((column: unknown, index) => {
      if (isObject(column)) add(column.components, `columns[${index}].components`);
    });
  }
  if (component.type === 'table' && Array.isArray(component.rows)) {
    component.rows.forEach((row: unknown, index) => {
      if (!Array.isArray(row)) return;
      row.forEach((cell: unknown, at) => {
        if (isObject(cell)) add(cell.components, `rows[${index}][${at}].components`);
      });
    });
  }
  return found;
}

/** Every field with a value, in the form's order; grids and containers come before what they hold. */
export function walkFields(components: readonly FormComponent[]): FormField[] {
  const fields: FormField[] = [];
  const visit = (
    component: FormComponent,
    place: string,
    prefix: string,
    sections: string[],
    inGrid: boolean,
  ) => {
    const holdsData = component.type === 'container' || gridTypes.has(component.type);
    const path = `${prefix}${component.key}`;
    if (holdsData || valueTypes.has(component.type)) {
      fields.push({ path, component, label: labelOf(component), place, sections, inGrid });
    }
    const repeats = gridTypes.has(component.type);
    const below = repeats ? `${path}[].` : component.type === 'container' ? `${path}.` : prefix;
    const heading = titleOf(component);
    const inner = heading === '' ? sections : [...sections, heading];
    for (const child of childrenOf(component)) {
      const within = child.pane === undefined ? inner : [...inner, child.pane];
      visit(child.component, `${place}.${child.place}`, below, within, inGrid || repeats);
    }
  };
  components.forEach((component, index) => visit(component, `components[${index}]`, '', [], false));
  return fields;
}

/** The name of a data path's field: `members[3].name` → `members[].name`. */
export function fieldPathOf(dataPath: string): string {
  return dataPath.replace(/\[\d+\]/g, '[]');
}

/** The label as plain text; the key stands in for a missing one. */
export function labelOf(component: FormComponent): string {
  const text = textOf(component.label);
  return text === '' ? component.key : text;
}

function titleOf(component: FormComponent): string {
  if (component.type === 'panel') return textOf(component.title);
  if (component.type === 'fieldset') return textOf(component.legend);
  if (component.type === 'container' || gridTypes.has(component.type)) return labelOf(component);
  return '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replace(/<[^>]*>/g, '').trim() : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Whether a component shows on a condition: ours in JSON-logic, or one of form.io's own two kinds. */
export function isConditional(component: FormComponent): boolean {
  const { json, when, conditions } = component.conditional ?? {};
  return [json, when, Array.isArray(conditions) && conditions.length > 0].some(Boolean);
}
