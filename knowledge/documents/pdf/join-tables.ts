import { glue } from '../join-wrapped';
import type { PdfLine } from '../join-pdf-lines';
import type { TableCell } from '../table-rows';

/** Borders nearer than this, in points, are the same column's. */
const nearness = 6;

type PagedLine = PdfLine & { page: number };

/**
 * Tables that follow each other with the same columns are one that goes on over the page: the header that each page
 * repeats goes, a cell that spans the break counts on both sides, and a row that was cut in two is one again.
 */
export function joinTables(lines: readonly PagedLine[]): PagedLine[] {
  const joined: PagedLine[] = [];
  for (const line of lines) {
    const rows = line.table?.rows.map((row) => row.map((cell) => ({ ...cell, page: line.page })));
    const before = joined.at(-1);
    if (rows && line.table && before?.table && hasSameColumns(before.table.columns, line.table.columns)) {
      before.table = { columns: before.table.columns, rows: [...goOn(before.table.rows, rows)] };
    } else {
      joined.push(rows && line.table ? { ...line, table: { ...line.table, rows } } : { ...line });
    }
  }
  return joined;
}

function hasSameColumns(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((border, i) => Math.abs(border - (b[i] as number)) <= nearness);
}

function goOn(before: TableCell[][], after: TableCell[][]): TableCell[][] {
  let repeated = 0;
  while (repeated < after.length && repeated < 4 && isSameRow(before[repeated], after[repeated]))
    repeated += 1;
  // A table of one row in all is no header repeated.
  const rest =
    repeated === after.length
      ? []
      : repeated === 0
        ? withoutHeader(before[0] ?? [], after)
        : after.slice(repeated);
  const [first = [], ...others] = rest;
  const last = before.at(-1) ?? [];
  if (isRestOf(last, first))
    return [
      ...before.slice(0, -1),
      last.map((cell, i) => ({ ...cell, text: glue(cell.text, first[i]?.text ?? '') })),
      ...others,
    ];
  return [...before, first.map((cell, i) => carryOver(before, cell, i)), ...others].filter(
    (row) => row.length > 0,
  );
}

/** Without rulings the rest of a row that stands right below the repeated header was read as a part of it. */
function withoutHeader(header: readonly TableCell[], after: TableCell[][]): TableCell[][] {
  const [first = [], ...others] = after;
  const isGrown =
    first.length === header.length &&
    first.length > 0 &&
    first.every(({ text }, i) => header[i]?.text !== '' && text.startsWith(header[i]?.text ?? ''));
  if (!isGrown) return after;
  return [
    first.map((cell, i) => ({ ...cell, text: cell.text.slice(header[i]?.text.length).trim() })),
    ...others,
  ];
}

function isSameRow(a: readonly TableCell[] | undefined, b: readonly TableCell[] | undefined): boolean {
  const words = (row: readonly TableCell[] | undefined) =>
    row?.map(({ text }) => text.replace(/\s/g, '')).join('|');
  return words(a) !== undefined && words(a) === words(b) && words(a) !== '';
}

/** The other half of a row that a page's end cut: its first cell is empty, and most others are too. */
function isRestOf(last: readonly TableCell[], first: readonly TableCell[]): boolean {
  const filled = first.filter(({ text }) => text !== '');
  return (
    first.length > 1 &&
    first.length === last.length &&
    [...last, ...first].every(({ rows = 1, columns = 1 }) => rows === 1 && columns === 1) &&
    first[0]?.text === '' &&
    filled.length * 2 <= first.length &&
    filled.length > 0 &&
    // What goes on was left open.
    first.every(
      ({ text }, i) => text === '' || (last[i]?.text !== '' && !/[。；;]$/.test(last[i]?.text ?? '')),
    )
  );
}

/** A cell over several rows is empty where it goes on after the break. */
function carryOver(before: readonly TableCell[][], cell: TableCell, column: number): TableCell {
  if (cell.text !== '') return cell;
  for (const [y, row] of before.entries()) {
    const above = row[column];
    if (
      above &&
      (above.rows ?? 1) > 1 &&
      y + (above.rows ?? 1) >= before.length &&
      row.length === before[0]?.length
    )
      return { ...cell, text: above.text };
  }
  return cell;
}
