import { valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { walkFields } from '~/forms/definition/walk-fields';

import { escapeFormula } from '../exports/escape-formula';
import type { Filing } from './filing';

const own = ['_id', 'receiptNumber', 'caseNumber', 'caseState', 'enterpriseId', 'submitted'] as const;

/** The data paths that have a column: rows that repeat are one column of JSON, their cells have none. */
export function csvColumns(components: readonly FormComponent[]): string[] {
  return walkFields(components)
    .filter(({ component, inGrid }) => !inGrid && component.type !== 'container')
    .map(({ path }) => path);
}

/** The header, with the mark by which spreadsheets know UTF-8. */
export function csvHeader(columns: readonly string[]): string {
  return `\uFEFF${csvLine([...own, ...columns])}`;
}

/** An application's line. */
export function csvRow(filing: Filing, columns: readonly string[]): string {
  return csvLine([
    filing.id,
    filing.receiptNumber,
    filing.case?.number,
    filing.case?.state,
    filing.enterpriseId,
    filing.modifiedAt.toISOString(),
    ...columns.map((path) => valueAt(filing.data, path)),
  ]);
}

function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/** Quoted, and never a formula where it is opened (CWE-1236). Numbers stay numbers, negative ones too. */
function csvCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${escapeFormula(text).replaceAll('"', '""')}"`;
}
