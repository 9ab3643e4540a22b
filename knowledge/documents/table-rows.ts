import { cleanLine, type TextLine } from './text-lines';

/** A cell of a table as its file has it. */
export interface TableCell {
  text: string;
  columns?: number;
  rows?: number;
  isHeading?: boolean;
  /** The page that it stands on, where the file has pages. */
  page?: number;
}

const widestTable = 200;

/** A row with its headings: 项目：稳岗返还；标准：60%. Empty cells are left out. */
export function rowText(headings: readonly string[], cells: readonly string[]): string {
  const parts = cells.flatMap((cell, i) => {
    if (cell === '' || (i > 0 && cell === cells[i - 1] && headings[i] === headings[i - 1])) return [];
    const heading = headings[i] ?? '';
    return [heading === '' || heading === cell ? cell : `${heading}：${cell}`];
  });
  return parts.join('；');
}

/**
 * A table as rows with their headings: merged cells count for each row and column that they span. The first row is
 * taken for the headings (with further rows of nothing but heading cells joined to it); a table of one row or one
 * column has none.
 */
export function tableRows(table: readonly (readonly TableCell[])[]): TextLine[] {
  const grid = fillGrid(table);
  const width = Math.max(0, ...grid.map((row) => row.length));
  if (grid.length < 2 || width < 2) {
    return grid
      .map((row): TextLine => ({
        text: row
          .map((cell) => cell.text)
          .filter(Boolean)
          .join('；'),
        ...pageOf(row),
      }))
      .filter(({ text }) => text !== '');
  }
  const isHead = (row: readonly TableCell[]) =>
    row.length > 0 && row.every((cell) => cell.isHeading === true);
  const heads = Math.min(
    grid.length - 1,
    Math.max(
      1,
      grid.findIndex((row) => !isHead(row)),
    ),
  );
  const headings = Array.from({ length: width }, (_, i) =>
    [...new Set(grid.slice(0, heads).map((row) => row[i]?.text ?? ''))].filter(Boolean).join(' '),
  );
  return grid
    .slice(heads)
    .map((row): TextLine => ({
      text: rowText(
        headings,
        row.map((cell) => cell.text),
      ),
      role: 'row',
      ...pageOf(row),
    }))
    .filter(({ text }) => text !== '');
}

/** A cell over several rows may have begun on the page before. */
function pageOf(row: readonly TableCell[]): Pick<TextLine, 'page'> {
  const page = Math.max(0, ...row.map((cell) => cell.page ?? 0));
  return page === 0 ? {} : { page };
}

function fillGrid(table: readonly (readonly TableCell[])[]): TableCell[][] {
  const grid: TableCell[][] = table.map(() => []);
  table.forEach((row, y) => {
    let x = 0;
    for (const cell of row) {
      while (grid[y]?.[x] !== undefined) x += 1;
      const value = { ...cell, text: cleanLine(cell.text) };
      const right = Math.min(widestTable, x + Math.max(1, cell.columns ?? 1));
      const down = Math.min(table.length, y + Math.max(1, cell.rows ?? 1));
      for (let j = y; j < down; j += 1)
        for (let i = x; i < right; i += 1) (grid[j] as TableCell[])[i] = value;
      x = right;
      if (x >= widestTable) break;
    }
  });
  return grid.map((row) => Array.from(row, (cell: TableCell | undefined) => cell ?? { text: '' }));
}
