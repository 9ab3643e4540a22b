import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';

/** All lists of components in a form, the form's own first. */
function lists(components: FormComponent[]): FormComponent[][] {
  return [
    components,
    ...components.flatMap((component) => [
      ...(component.components ? lists(component.components) : []),
      ...(component.columns ?? []).flatMap((column) => (column.components ? lists(column.components) : [])),
    ]),
  ];
}

/** Every component with its key. */
export function listComponents(definition: FormDefinition): FormComponent[] {
  return lists(definition.components).flat();
}

/** A key that no other component has: `text`, `text2`, `text3`. */
export function freeKey(definition: FormDefinition, wanted: string): string {
  const taken = new Set(listComponents(definition).map(({ key }) => key));
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n += 1) if (!taken.has(`${wanted}${n}`)) return `${wanted}${n}`;
}

/** Adds a component after the one selected, into it when it is an empty-handed group, else at the end. */
export function appendComponent(
  definition: FormDefinition,
  component: FormComponent,
  after: string | null,
): { definition: FormDefinition; key: string } {
  const copy = structuredClone(definition);
  const key = freeKey(copy, component.key);
  const added = { ...structuredClone(component), key };
  const holder = after === null ? undefined : listComponents(copy).find((one) => one.key === after);
  if (holder?.type === 'panel' && component.type !== 'panel') {
    holder.components = [...(holder.components ?? []), added];
    return { definition: copy, key };
  }
  const list = lists(copy.components).find((one) => one.some((c) => c.key === after));
  if (list) list.splice(list.findIndex((c) => c.key === after) + 1, 0, added);
  else copy.components.push(added);
  return { definition: copy, key };
}

/** Moves a component one place up or down among its siblings; at the end of them nothing changes. */
export function moveComponent(definition: FormDefinition, key: string, step: -1 | 1): FormDefinition {
  const copy = structuredClone(definition);
  const list = lists(copy.components).find((one) => one.some((c) => c.key === key));
  if (!list) return copy;
  const from = list.findIndex((c) => c.key === key);
  const to = from + step;
  const [moved, other] = [list[from], list[to]];
  if (moved && other) [list[from], list[to]] = [other, moved];
  return copy;
}

/** Copies a component below itself, with new keys for it and what is in it. */
export function copyComponent(
  definition: FormDefinition,
  key: string,
): { definition: FormDefinition; key: string } | null {
  const original = listComponents(definition).find((one) => one.key === key);
  if (!original) return null;
  const taken: FormDefinition = structuredClone(definition);
  const renamed = structuredClone(original);
  for (const component of lists([renamed]).flat()) {
    component.key = freeKey(taken, component.key);
    delete component.id;
    taken.components.push({ type: 'hidden', key: component.key });
  }
  return appendAfter(definition, renamed, key);
}

function appendAfter(
  definition: FormDefinition,
  component: FormComponent,
  after: string,
): { definition: FormDefinition; key: string } {
  const copy = structuredClone(definition);
  const list = lists(copy.components).find((one) => one.some((c) => c.key === after)) ?? copy.components;
  list.splice(list.findIndex((c) => c.key === after) + 1, 0, component);
  return { definition: copy, key: component.key };
}

/** Changes one component's properties; undefined takes one away. */
export function changeComponent(
  definition: FormDefinition,
  key: string,
  change: Partial<FormComponent>,
): FormDefinition {
  const copy = structuredClone(definition);
  for (const component of listComponents(copy)) {
    if (component.key !== key) continue;
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) delete component[name];
      else component[name] = value;
    }
  }
  return copy;
}

/** The component with a key. Throws for a key that the form doesn't have. */
export function findComponent(definition: FormDefinition, key: string): FormComponent {
  const found = listComponents(definition).find((one) => one.key === key);
  if (!found) throw new Error(`The form has no component ${key}`);
  return found;
}

/** Puts a component in the place of the one with its key. */
export function replaceComponent(definition: FormDefinition, component: FormComponent): FormDefinition {
  const copy = structuredClone(definition);
  for (const list of lists(copy.components)) {
    const index = list.findIndex(({ key }) => key === component.key);
    if (index !== -1) list[index] = structuredClone(component);
  }
  return copy;
}

/** What a component is called on the canvas. */
export function nameOfComponent({ label, title, key }: FormComponent): string {
  return label || (typeof title === 'string' && title !== '' ? title : key);
}
