import type { Cell } from './export-columns';

/** By which spreadsheets know UTF-8. */
export const byteOrderMark = '\uFEFF';

/**
 * A line of CSV as RFC 4180 has it. Text must have been escaped against formulas, and is always quoted: a program that
 * parts at semicolons or tabs must not find another cell in it.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : quoted(cell))).join(',')}\r\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
