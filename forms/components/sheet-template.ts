import type { FormComponent } from '~/forms/definition/form-definition';
import { labelOf, walkFields } from '~/forms/definition/walk-fields';

/** An attachment that is a table: what it is called and its columns. */
export interface SheetTemplate {
  name: string;
  columns: string[];
}

/** The columns that a file field asks for, a line each in `sheetColumns`; none for any other file. */
export function sheetColumnsOf(component: FormComponent): string[] {
  const { type, sheetColumns } = component;
  if (type !== 'file' || typeof sheetColumns !== 'string') return [];
  return sheetColumns
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 60);
}

/** The template of the form's file field with this key; null when it has none. */
export function findSheetTemplate(components: readonly FormComponent[], key: string): SheetTemplate | null {
  const field = walkFields(components).find(({ component }) => component.key === key);
  const columns = field ? sheetColumnsOf(field.component) : [];
  return field && columns.length > 0 ? { name: labelOf(field.component), columns } : null;
}
