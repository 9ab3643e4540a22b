import type { Content, TableCell } from 'pdfmake/interfaces';

import { valueAt } from '~/forms/definition/data-path';
import { columnSums } from '~/forms/components/column-sums';
import { kindOf } from '~/forms/components/component-kind';
import type { FormComponent } from '~/forms/definition/form-definition';
import { childrenOf, gridTypes, isConditional, labelOf, valueTypes } from '~/forms/definition/walk-fields';

import { valueText } from '~/forms/submission/list-fields';
import type { FieldWords } from '~/forms/words/field-words';

import { boxedValue } from './boxed-value';

const shade = '#f0f4f5';
/** What is longer takes the table's whole width. */
const shortValue = 24;

/** Printed, but not asked: nothing of these stands on paper. */
const leftOut: ReadonlySet<string> = new Set(['button', 'hidden', 'htmlelement']);

type Line = { label: string; value: TableCell; isShort: boolean; isPromise?: boolean; box?: string };

/**
 * A form with its values in the form's own order, as tables in the manner of Chinese printed forms: names shaded, two
 * to a line where both are short; rows that repeat are a table of their own. Pure.
 */
export function formTables(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  words: FieldWords,
): Content[] {
  const content: Content[] = [];
  let lines: Line[] = [];
  const flush = () => {
    if (lines.length > 0) content.push(linesTable(lines));
    lines = [];
  };
  const visit = (component: FormComponent, prefix: string) => {
    if (leftOut.has(component.type) || component.hidden === true) return;
    const path = `${prefix}${component.key}`;
    const value = valueAt(data, path);
    if (valueTypes.has(component.type)) {
      // What the form's conditions left out doesn't stand on its paper.
      if (value === undefined && isConditional(component)) return;
      lines.push(lineOf(component, value, words));
      return;
    }
    if (gridTypes.has(component.type)) {
      flush();
      content.push(heading(labelOf(component)), gridTable(component, value, words));
      return;
    }
    if (component.type === 'content') {
      const text = plainWords(component.html ?? component.content);
      if (text !== '') {
        flush();
        content.push({ text, fontSize: 8.5, margin: [0, 4, 0, 4] });
      }
      return;
    }
    const title = titleOf(component);
    if (title !== '') {
      flush();
      content.push(heading(title));
    }
    const below = component.type === 'container' ? `${path}.` : prefix;
    for (const child of childrenOf(component)) visit(child.component, below);
    if (title !== '') flush();
  };
  for (const component of components) visit(component, '');
  flush();
  return content;
}

function lineOf(component: FormComponent, value: unknown, words: FieldWords): Line {
  const label = labelOf(component);
  const printed = boxedValue(component, value, words);
  if (printed.picture !== null)
    return { label, value: { image: printed.picture, fit: [150, 56] }, isShort: false };
  // A commitment stands with its whole wording, beside its name.
  if (component.type === 'checkbox' && kindOf(component) !== 'commitment') {
    const isPromise = component.validate?.required === true || label.length > 14;
    const [yes, no] = value === true ? '■□' : '□■';
    const answered = `${yes} ${words.yes}\u3000${no} ${words.no}`;
    return { label, value: { text: answered }, isShort: !isPromise, isPromise, box: printed.text };
  }
  const isLong = component.type === 'textarea' || component.type === 'file';
  const isShort = !isLong && printed.text.length <= shortValue && label.length <= 14;
  return { label, value: { text: printed.text }, isShort };
}

function linesTable(lines: readonly Line[]): Content {
  const body: TableCell[][] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [line, next] = [lines[at] as Line, lines[at + 1]];
    if (line.isShort && next?.isShort) {
      body.push([nameCell(line.label), line.value, nameCell(next.label), next.value]);
      at += 1;
    } else if (line.isPromise) {
      // Its words are what counts, with the box before them.
      const whole = { text: [line.box ?? '', ' ', line.label], colSpan: 4 };
      body.push([whole, '', '', '']);
    } else {
      body.push([
        nameCell(line.label),
        Object.assign({ colSpan: 3 }, line.value as object) as TableCell,
        '',
        '',
      ]);
    }
  }
  return { table: { widths: [96, '*', 96, '*'], body, dontBreakRows: true }, layout: ruled };
}

function gridTable(component: FormComponent, value: unknown, words: FieldWords): Content {
  const columns = childrenOf(component)
    .map((child) => child.component)
    .filter(({ type }) => valueTypes.has(type) && !leftOut.has(type));
  if (columns.length === 0) return '';
  const rows = Array.isArray(value) ? value : [];
  const body: TableCell[][] = [columns.map((column) => nameCell(labelOf(column)))];
  for (const row of rows) {
    body.push(
      columns.map((column): TableCell => {
        const { text, picture } = boxedValue(column, valueAt(row, column.key), words);
        return picture === null ? { text } : { image: picture, fit: [90, 40] };
      }),
    );
  }
  if (rows.length === 0) body.push(columns.map(() => ({ text: ' ' })));
  body.push(...sumRow(component, columns, rows, words));
  return {
    table: { headerRows: 1, widths: columns.map(() => '*'), body, dontBreakRows: true },
    layout: ruled,
  };
}

/** The sums of the columns that have one, under the rows; none for a table without sums. */
function sumRow(
  table: FormComponent,
  columns: readonly FormComponent[],
  rows: unknown[],
  words: FieldWords,
): TableCell[][] {
  const sums = new Map(
    columnSums(table, rows).map(({ key, column, sum }) => [key, valueText(column, Number(sum), words)]),
  );
  if (sums.size === 0) return [];
  return [
    columns.map((column, index): TableCell => {
      const sum = sums.get(column.key);
      return { text: sum ?? (index === 0 ? words.sum : ''), bold: true };
    }),
  ];
}

const ruled = {
  hLineWidth: () => 0.6,
  vLineWidth: () => 0.6,
  hLineColor: () => '#33434d',
  vLineColor: () => '#33434d',
};

function nameCell(text: string): TableCell {
  return { text, fillColor: shade };
}

function heading(text: string): Content {
  return { text, bold: true, fontSize: 10.5, margin: [0, 7, 0, 3], headlineLevel: 1 };
}

function titleOf(component: FormComponent): string {
  if (component.type === 'panel') return plainWords(component.title);
  if (component.type === 'fieldset') return plainWords(component.legend);
  return component.type === 'container' ? labelOf(component) : '';
}

function plainWords(value: unknown): string {
  return typeof value === 'string' ? value.replace(/<[^>]*>/g, '').trim() : '';
}
