import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { childrenOf, gridTypes } from '~/forms/definition/walk-fields';
import { dropOrigins } from '~/forms/paper/follow-origins';

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

/** Where components are put: behind one, into a group at its end, or at the form's end. */
export type InsertPlace = { how: 'after' | 'into'; key: string } | { how: 'end' };

/** The places where fields can be put, in the form's order: behind each one, and into each group. Tables stay whole. */
export function listPlaces({ components }: FormDefinition): { place: InsertPlace; name: string }[] {
  return components.flatMap((component) => {
    const { key, type } = component;
    const name = nameOfComponent(component);
    const inner = gridTypes.has(type) ? [] : childrenOf(component).map((child) => child.component);
    return [
      ...listPlaces({ components: inner }),
      ...(type === 'panel' ? [{ place: { how: 'into' as const, key }, name }] : []),
      { place: { how: 'after' as const, key }, name },
    ];
  });
}

/** Where what is brought in goes unless somebody says otherwise: behind the field that is selected, into its group. */
export function placeAt(definition: FormDefinition, selected: string | null): InsertPlace {
  const known = listPlaces(definition).filter(({ place }) => place.how !== 'end' && place.key === selected);
  return known[0]?.place ?? { how: 'end' };
}

/** Puts components, whose keys are free, at a place. Groups never go into a group: they stand behind the outermost one. */
export function insertComponents(
  definition: FormDefinition,
  added: readonly FormComponent[],
  place: InsertPlace,
): FormDefinition {
  const copy = structuredClone(definition);
  const fresh = structuredClone([...added]);
  const isGroup = fresh.some(({ type }) => type === 'panel');
  const holder = place.how === 'into' ? findComponent(copy, place.key) : null;
  if (holder && !isGroup) {
    holder.components = [...(holder.components ?? []), ...fresh];
    return copy;
  }
  const holds = (component: FormComponent): boolean =>
    place.how !== 'end' &&
    (component.key === place.key || childrenOf(component).some((child) => holds(child.component)));
  const list = isGroup
    ? copy.components
    : (lists(copy.components).find((one) =>
        one.some(({ key }) => place.how !== 'end' && key === place.key),
      ) ?? copy.components);
  const index = list.findIndex(holds);
  list.splice(index === -1 ? list.length : index + 1, 0, ...fresh);
  return copy;
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
    dropOrigins(component);
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
