import { refuse } from '../refusal';
import { sheetLayout, type Sheet } from '../sheet-layout';
import type { ImportRow, ImportTable } from './import-table';

/**
 * A sheet as a table to import: its header row names the columns, the rows below it are the things. Of several sheets
 * the first with a header and rows counts. Throws `RefusedFile` (not-a-table) when none has.
 */
export function sheetImportTable(sheets: readonly Sheet[], format: 'csv' | 'spreadsheet'): ImportTable {
  for (const sheet of sheets) {
    const { headings, body } = sheetLayout(sheet);
    const columns = uniqueNames(headings);
    const rows = body
      .filter(({ kind }) => kind === 'row')
      .map(({ number, cells }): ImportRow => ({ number, values: valuesOf(columns, cells) }))
      .filter(({ values }) => Object.keys(values).length > 0);
    if (rows.length > 0 && columns.some((column) => column !== ''))
      return {
        format,
        sheet: format === 'csv' ? null : sheet.name,
        columns: columns.filter((column) => column !== ''),
        rows,
        unreadable: [],
      };
  }
  return refuse('not-a-table');
}

function valuesOf(columns: readonly string[], cells: readonly string[]): ImportRow['values'] {
  const values: Record<string, readonly string[]> = Object.create(null) as Record<string, readonly string[]>;
  cells.forEach((cell, i) => {
    const column = columns[i];
    if (column !== undefined && column !== '' && cell !== '') values[column] = [cell];
  });
  return values;
}

/** Two columns of one name are told apart by a number: 电话, 电话 (2). */
function uniqueNames(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    if (heading === '' || heading === '__proto__') return '';
    const n = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, n);
    return n === 1 ? heading : `${heading} (${n})`;
  });
}
