import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { gridTypes, isConditional, valueTypes } from '~/forms/definition/walk-fields';

/**
 * The form for a correction: only what the reviewer named can be changed (no paths: all of it). A field that only
 * appears because of a correction, and so had no value before, stays open. The server keeps the rest whatever comes.
 */
export function closeFields(
  definition: FormDefinition,
  open: readonly string[],
  filled: ReadonlySet<string>,
): FormDefinition {
  if (open.length === 0) return definition;
  const named = open.map(withoutRows);
  const isOpen = (path: string) => named.some((one) => one === path || path.startsWith(`${one}.`));
  const holdsOpen = (path: string) => named.some((one) => one.startsWith(`${path}.`));
  const close = (component: FormComponent, prefix: string, around: boolean): FormComponent => {
    const path = `${prefix}${component.key}`;
    const appears = around || isConditional(component);
    if (valueTypes.has(component.type)) {
      if (isOpen(path) || (appears && !filled.has(path))) return component;
      return { ...component, disabled: true };
    }
    const isGrid = gridTypes.has(component.type);
    if (isGrid && isOpen(path)) return component;
    const inner = isGrid || component.type === 'container' ? `${path}.` : prefix;
    const within = (list: FormComponent[]) => list.map((child) => close(child, inner, appears));
    return {
      ...component,
      ...(isGrid && { disableAddingRemovingRows: true, ...(!holdsOpen(path) && { disabled: true }) }),
      ...(component.components && { components: within(component.components) }),
      ...(component.columns && {
        columns: component.columns.map((column) => ({
          ...column,
          components: within(column.components ?? []),
        })),
      }),
    };
  };
  return { ...definition, components: definition.components.map((component) => close(component, '', false)) };
}

/** `members[0].name` → `members.name`: one component stands for the cells of all rows. */
function withoutRows(path: string): string {
  return path.replace(/\[\d+\]/g, '');
}
