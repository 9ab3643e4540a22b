import type { Refusal } from '../refusal';

/** A row of a table to import: a cell may hold several values (a JSON array); empty cells are left out. */
export interface ImportRow {
  /** Where it stands in the file, counted from 1: the line of JSON lines, the row of a sheet with its header as row 1. */
  number: number;
  values: Readonly<Record<string, readonly string[]>>;
}

/** A table of things to import one by one: its columns in their order, its rows, and the rows that could not be read. */
export interface ImportTable {
  format: 'json-lines' | 'csv' | 'spreadsheet';
  /** The sheet that was read, of several the first that has rows; null but for spreadsheets. */
  sheet: string | null;
  columns: string[];
  rows: ImportRow[];
  unreadable: { row: number; reason: Refusal }[];
}

export type TableOutcome = { ok: true; table: ImportTable } | { ok: false; refusal: Refusal };
