import { cleanLine } from './text-lines';

/** A sheet of a workbook, or a CSV file, as its cells' shown values. */
export interface Sheet {
  name: string;
  /** Rows of cells; missing ones count as empty. */
  cells: string[][];
  /** Merged cells, by their first and last row and column, counted from 0. */
  merges: readonly SheetRange[];
}

export interface SheetRange {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** A line below the header: a row of things, a heading over the rows below it, or a note. */
export interface BodyRow {
  /** As the spreadsheet counts, from 1. */
  number: number;
  kind: 'row' | 'heading' | 'note';
  cells: string[];
}

/** What a sheet is made of. */
export interface SheetLayout {
  /** Lines above the header, such as the table's name. */
  captions: string[];
  /** 万元, where a caption says 单位：万元. */
  unit: string | null;
  /** One for each column, of several header rows joined by a space; empty when the sheet has no header. */
  headings: string[];
  body: BodyRow[];
}

export const widestSheet = 200;
const deepestCaption = 12;
const deepestHeader = 4;

/**
 * Finds the header row of a sheet: the first that fills at least half of the columns with words, below captions and
 * units; it goes on over the rows that its merged cells span. Merged cells count for each row and column they span.
 */
export function sheetLayout(sheet: Sheet): SheetLayout {
  const grid = fillMerges(sheet);
  const width = Math.max(0, ...grid.slice(0, 200).map((row) => row.filter(Boolean).length));
  const header = findHeader(grid, width);
  const depth = header === null ? 0 : headerDepth(sheet, grid, header, width);
  const top = header ?? firstTableRow(grid, width);
  const captions = grid.slice(0, top).map(captionText).filter(Boolean);
  const headings =
    header === null
      ? []
      : Array.from({ length: gridWidth(grid) }, (_, x) => joinHeadings(grid, header, depth, x));
  const body = grid
    .map((cells, y): BodyRow => ({ number: y + 1, kind: 'row', cells }))
    .slice(top + depth)
    .filter(({ cells }) => cells.some(Boolean) && !repeatsHeader(cells, headings))
    .map((row, i, rows) => ({ ...row, kind: kindOf(row, rows[i + 1], width) }));
  return { captions, unit: unitOf(captions), headings, body };
}

function fillMerges({ cells, merges }: Sheet): string[][] {
  const grid = cells.map((row) =>
    Array.from(row.slice(0, widestSheet), (cell: string | undefined) => cleanLine(cell ?? '')),
  );
  for (const { top, left, bottom, right } of merges) {
    const value = grid[top]?.[left] ?? '';
    if (value === '') continue;
    // A merge may claim a million rows; only those that are there count.
    for (let y = top; y <= Math.min(bottom, grid.length - 1); y += 1) {
      const row = grid[y] as string[];
      for (let x = left; x <= Math.min(right, widestSheet - 1); x += 1) {
        while (row.length < x) row.push('');
        row[x] = value;
      }
    }
  }
  return grid;
}

function findHeader(grid: readonly string[][], width: number): number | null {
  for (let y = 0; y < Math.min(grid.length - 1, deepestCaption); y += 1) {
    const row = grid[y] ?? [];
    const filled = row.filter(Boolean);
    if (new Set(filled).size < 2 || filled.length < Math.max(2, width / 2)) continue;
    return filled.filter(isFigure).length * 2 > filled.length ? null : y;
  }
  return null;
}

/** Without a header the table begins with its first row of several cells. */
function firstTableRow(grid: readonly string[][], width: number): number {
  const first = grid.findIndex((row) => row.filter(Boolean).length >= Math.max(1, width / 2));
  return first === -1 ? 0 : first;
}

function headerDepth({ merges }: Sheet, grid: readonly string[][], header: number, width: number): number {
  let last = header;
  for (let y = header; y <= last && y - header < deepestHeader; y += 1) {
    for (const merge of merges) {
      if (merge.top !== y || merge.left >= widestSheet) continue;
      last = Math.max(last, merge.bottom);
      const isGroup = merge.right > merge.left && merge.right - merge.left + 1 < width;
      if (isGroup && merge.bottom === y && !(grid[y + 1] ?? []).some(isFigure)) last = Math.max(last, y + 1);
    }
  }
  return Math.min(last - header + 1, deepestHeader, grid.length - header - 1);
}

function joinHeadings(grid: readonly string[][], header: number, depth: number, x: number): string {
  const words = grid.slice(header, header + depth).map((row) => row[x] ?? '');
  return [...new Set(words)].filter(Boolean).join(' ');
}

function kindOf(row: BodyRow, next: BodyRow | undefined, width: number): BodyRow['kind'] {
  const filled = row.cells.filter(Boolean);
  const [only = ''] = filled;
  if (width < 2 || new Set(filled).size > 1) return 'row';
  if (/^(?:注|备注|说明|附注|填表|数据来源|来源|制表)\s*[:：\d]/.test(only)) return 'note';
  const spans = filled.length >= Math.max(2, width - 1);
  if (
    !spans &&
    !(row.cells[0] === only && /^(?:[（(]?[一二三四五六七八九十]+[）)、.．]|第.{1,4}[类部分章])/.test(only))
  )
    return 'row';
  if (only.length > 40 || /[。；]$/.test(only)) return 'note';
  return next !== undefined && new Set(next.cells.filter(Boolean)).size > 1 ? 'heading' : 'row';
}

function repeatsHeader(cells: readonly string[], headings: readonly string[]): boolean {
  return headings.length > 0 && headings.every((heading, x) => (cells[x] ?? '') === heading);
}

function captionText(row: readonly string[]): string {
  return [...new Set(row.filter(Boolean))].join(' ');
}

function unitOf(captions: readonly string[]): string | null {
  for (const caption of captions) {
    const unit = /(?:计量)?单位\s*[:：]\s*([^\s：:，,；;（）()]{1,12}(?:[（(][^）)]{1,8}[）)])?)/.exec(
      caption,
    )?.[1];
    // 填报单位：云江市财政局 names who reports, no unit.
    if (
      unit !== undefined &&
      /元|人|户|家|个|件|吨|米|亩|顷|平方|立方|千瓦|%|％|次|名|台|套|天|日|月|年|公斤|千克|升|美金|万|亿/.test(
        unit,
      ) &&
      !/局|厅|委|处|公司|中心/.test(unit)
    )
      return unit;
  }
  return null;
}

function isFigure(cell: string): boolean {
  return /^[-+¥￥$]?[\d,，]+(?:\.\d+)?\s*[%％]?$/.test(cell);
}

function gridWidth(grid: readonly string[][]): number {
  return grid.reduce((most, row) => Math.max(most, row.length), 0);
}
