import { valueAt } from '../definition/data-path';
import type { FormComponent } from '../definition/form-definition';
import { gridTypes, walkFields } from '../definition/walk-fields';
import { listFields, valueText } from '../submission/list-fields';
import type { FieldWords } from '../words/field-words';

import { escapeFormula } from './escape-formula';

/** A cell as it is written: figures stay figures, everything else is text that is never a formula. */
export type Cell = string | number;

/** A column of an export: a field of any version, by its data path. */
export interface ExportColumn {
  path: string;
  header: string;
}

/** The words of values, and the marks between a row's names and values. */
export interface ExportWords extends FieldWords {
  colon: string;
  semicolon: string;
}

/** A version's fields by data path; rows that repeat are one field. */
export type VersionFields = ReadonlyMap<string, FormComponent>;

interface Found {
  path: string;
  label: string;
  sections: string[];
}

/**
 * The columns of a form over its versions, oldest first: a field that a later version added stands behind, one that it
 * took out keeps its column. The newest label counts; labels that occur twice, or stand over the table's own columns
 * (`taken`), say their section, then their key.
 */
export function exportColumns(
  versions: readonly (readonly FormComponent[])[],
  taken: readonly string[] = [],
): ExportColumn[] {
  const found = new Map<string, Found>();
  for (const components of versions)
    for (const { path, label, sections } of columnFields(components))
      found.set(path, { path, label, sections });
  const columns = [...found.values()];
  const named = (one: Found) => [...one.sections.slice(-1), one.label].join(' / ');
  const isTwice = (name: (one: Found) => string, one: Found) =>
    taken.includes(name(one)) || columns.filter((other) => name(other) === name(one)).length > 1;
  return columns.map((one) => ({
    path: one.path,
    header: !isTwice(({ label }) => label, one)
      ? one.label
      : !isTwice(named, one)
        ? named(one)
        : `${named(one)} (${one.path})`,
  }));
}

/** A version's fields that have a column. */
export function versionFields(components: readonly FormComponent[]): VersionFields {
  return new Map(columnFields(components).map(({ path, component }) => [path, component]));
}

/** What an application says in a column. */
export function exportCell(
  fields: VersionFields,
  data: Record<string, unknown>,
  path: string,
  words: ExportWords,
): Cell {
  const component = fields.get(path);
  if (!component) return '';
  const value = valueAt(data, path);
  if (gridTypes.has(component.type)) return escapeFormula(gridText(component, value, words));
  if (component.type === 'number' || component.type === 'currency') {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
  }
  return escapeFormula(valueText(component, value, words));
}

function columnFields(components: readonly FormComponent[]) {
  return walkFields(components).filter(({ component, inGrid }) => !inGrid && component.type !== 'container');
}

/** Rows as lines: 1. 姓名：林晓；岗位：研发 */
function gridText(component: FormComponent, value: unknown, words: ExportWords): string {
  if (!Array.isArray(value)) return '';
  const lines = value.map((row: unknown, index) =>
    listFields([component], { [component.key]: [row] }, {}, words)
      .filter(({ text }) => text !== '')
      .map(({ label, text }) => `${label}${words.colon}${text}`)
      .join(words.semicolon)
      .replace(/^/, `${index + 1}. `),
  );
  return lines.join('\n');
}
