import type { ColumnTarget } from './fact-mapping';

/** What a table looks like before anyone said what it means. */
export interface TableLayout {
  columns: string[];
  /** A first value of each column, to tell it by. */
  samples: Record<string, string>;
  guess: Record<string, ColumnTarget>;
}

/** A table is at most so wide. */
export const widestTable = 200;

/** Which of the first rows names the columns: the first with two filled cells; captions stand above it. -1: none. */
export function headerRow(rows: readonly (readonly string[])[]): number {
  return rows.slice(0, 16).findIndex((row) => row.filter((cell) => cell.trim() !== '').length >= 2);
}

/** Names of columns, told apart where two are alike; a column without a name is called by its place. */
export function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.slice(0, widestTable).map((cell, place) => {
    const name = cell.replace(/\s+/g, ' ').trim().slice(0, 120) || `第 ${place + 1} 列`;
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name} (${n})`;
  });
}
