/** Where something stands on a printed form: a cell by its address, or a paragraph by its number. */
export interface PaperPlace {
  /** The table's number from 1, or the sheet's name; none for a paragraph outside of tables. */
  table?: string;
  /** From 1. */
  row: number;
  column?: number;
}

/** A cell with its words; lines are kept, and blanks to be written on are runs of `_`. */
export interface PaperCell {
  /** From 0, of its upper left corner. */
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  text: string;
  place: PaperPlace;
}

export type PaperPart =
  | { kind: 'text'; text: string; place: PaperPlace }
  | { kind: 'table'; name: string; rows: number; columns: number; cells: PaperCell[] };

/** A printed form as its file lays it out, in reading order. */
export interface PaperForm {
  parts: PaperPart[];
}

/** The longest statement that a cell of a form holds, in UTF-16 code units. */
export const longestCell = 4_000;

/** Words of a cell or line, cut at `longestCell`; of long runs of spaces twelve are kept, which are blank enough. */
export function tidyWords(text: string): string {
  return text
    .slice(0, 50 * longestCell)
    .replace(/[^\S\n]{12,}/g, ' '.repeat(12))
    .slice(0, longestCell);
}

/** A place as people write it: B3 for a sheet, 表 1 第 3 行第 2 列 is left to the words of the page. */
export function placeKey({ table, row, column }: PaperPlace): string {
  if (table === undefined) return `p${String(row)}`;
  return `${table}!${column === undefined ? '' : columnName(column)}${String(row)}`;
}

/** 1 → A, 27 → AA. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}
