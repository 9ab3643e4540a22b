import type { PdfLine } from '../join-pdf-lines';
import { glue } from '../join-wrapped';
import type { TableCell } from '../table-rows';
import { alignedTables, isWrapped, type AlignedTable, type CutLine } from './aligned-columns';
import { joinPieces, type PdfPiece } from './pdf-piece';
import type { Ruling } from './read-rulings';
import { ruledGrids, type RuledGrid } from './ruled-grid';

/** A gap wider than so many letters parts two cells. */
const cellGap = 1.2;

/**
 * A page's text as lines in the order in which the file has them, each table as one: found by its rulings, or by
 * columns that several lines share.
 */
export function layOutPage(
  pieces: readonly PdfPiece[],
  rulings: readonly Ruling[],
  pageWidth: number,
): PdfLine[] {
  const inGrid = new Map<PdfPiece, RuledGrid>();
  for (const grid of ruledGrids(rulings)) {
    const inside = pieces.filter((piece) => piece.text.trim() !== '' && isInside(piece, grid));
    for (const piece of inside) inGrid.set(piece, grid);
  }
  const lines: PdfLine[] = [];
  const told = new Set<RuledGrid>();
  let open: PdfPiece[] = [];
  const flush = () => {
    lines.push(...flowing(open, pageWidth));
    open = [];
  };
  for (const piece of pieces) {
    const grid = inGrid.get(piece);
    if (grid === undefined) {
      open.push(piece);
      continue;
    }
    if (told.has(grid)) continue;
    told.add(grid);
    flush();
    lines.push(
      ruledTable(
        grid,
        [...inGrid.keys()].filter((one) => inGrid.get(one) === grid),
        pageWidth,
      ),
    );
  }
  flush();
  return lines;
}

/** Whether lines of the page stand in columns: only then its rulings are worth reading. */
export function hasColumns(pieces: readonly PdfPiece[]): boolean {
  return cutLines(pieces).filter(({ cells }) => cells.length > 1).length >= 2;
}

function isInside({ left, right, baseline, size }: PdfPiece, { columns, rows }: RuledGrid): boolean {
  const [x, y] = [(left + right) / 2, baseline - size * 0.35];
  return (
    x > (columns[0] as number) &&
    x < (columns.at(-1) as number) &&
    y > (rows[0] as number) &&
    y < (rows.at(-1) as number)
  );
}

function ruledTable(grid: RuledGrid, pieces: readonly PdfPiece[], pageWidth: number): PdfLine {
  const textOf = new Map<RuledGrid['cells'][number], PdfPiece[]>();
  for (const piece of pieces) {
    const column = intervalOf(grid.columns, (piece.left + piece.right) / 2);
    const row = intervalOf(grid.rows, piece.baseline - piece.size * 0.35);
    const cell = grid.cells.find(
      (one) =>
        one.row <= row &&
        row < one.row + one.rows &&
        one.column <= column &&
        column < one.column + one.columns,
    );
    if (cell) textOf.set(cell, [...(textOf.get(cell) ?? []), piece]);
  }
  const depth = headerDepth(grid);
  const rows: TableCell[][] = Array.from({ length: grid.rows.length - 1 }, () => []);
  for (const cell of grid.cells) {
    rows[cell.row]?.push({
      text: joinPieces(textOf.get(cell) ?? []).reduce((text, line) => glue(text, line), ''),
      columns: cell.columns,
      rows: cell.rows,
      isHeading: cell.row < depth,
    });
  }
  return asLine(rows, grid.columns, pageWidth);
}

/** A header of several rows: one of its cells stands over several columns, and all columns end on the same line. */
function headerDepth({ cells, rows }: RuledGrid): number {
  const first = cells.filter(({ row }) => row === 0);
  if (first.length < 2 || first.every(({ columns }) => columns === 1)) return 1;
  const depth = Math.max(...first.map((cell) => cell.rows), 2);
  const ends = cells.every((cell) => cell.row >= depth || cell.row + cell.rows <= depth);
  return ends && depth <= 4 && depth < rows.length - 1 ? depth : 1;
}

function intervalOf(borders: readonly number[], at: number): number {
  const next = borders.findIndex((border) => at < border);
  return next === -1 ? borders.length - 2 : Math.max(0, next - 1);
}

/** What stands in no ruled table: lines, and tables without rulings. */
function flowing(pieces: readonly PdfPiece[], pageWidth: number): PdfLine[] {
  const cut = cutLines(pieces);
  const tables = alignedTables(cut);
  const lines: PdfLine[] = [];
  for (let i = 0; i < cut.length; i += 1) {
    const table = tables.find(({ from }) => from === i);
    if (table) {
      const rows = rowsOf(cut.slice(table.from, table.to), table.gutters);
      lines.push(
        asLine(
          rows,
          [0, ...table.gutters.map(({ left, right }) => (left + right) / 2), pageWidth],
          pageWidth,
        ),
      );
      i = table.to - 1;
      continue;
    }
    const { cells } = cut[i] as CutLine;
    const [first] = cells;
    if (!first) continue;
    lines.push({
      text: cells.map(({ text }) => text).join(' '),
      left: first.left,
      right: Math.max(...cells.map(({ right }) => right)),
      pageWidth,
    });
  }
  return lines;
}

/** Lines that only go on with cells of the one above are part of its row. */
function rowsOf(lines: readonly CutLine[], gutters: AlignedTable['gutters']): TableCell[][] {
  const rows: TableCell[][] = [];
  lines.forEach((line, i) => {
    const row = rowOf(line, gutters);
    const last = rows.at(-1);
    if (last && isWrapped(line, lines[i - 1] as CutLine, gutters))
      rows[rows.length - 1] = last.map(({ text }, x) => ({ text: glue(text, row[x]?.text ?? '') }));
    else rows.push(row);
  });
  return rows;
}

function rowOf({ cells }: CutLine, gutters: readonly { left: number; right: number }[]): TableCell[] {
  const texts = Array.from({ length: gutters.length + 1 }, () => '');
  for (const cell of cells) {
    const column = gutters.filter(({ left, right }) => cell.left >= (left + right) / 2).length;
    texts[column] = `${texts[column] ?? ''} ${cell.text}`.trim();
  }
  return texts.map((text) => ({ text }));
}

function asLine(rows: TableCell[][], columns: number[], pageWidth: number): PdfLine {
  return {
    text: '',
    left: columns[0] ?? 0,
    right: columns.at(-1) ?? pageWidth,
    pageWidth,
    table: { rows, columns },
  };
}

/** Pieces that follow each other on one height are one line, in cells where the gap is too wide for a space. */
function cutLines(pieces: readonly PdfPiece[]): CutLine[] {
  const lines: CutLine[] = [];
  for (const piece of pieces) {
    if (piece.text.trim() === '') {
      // A space that was written as one stands between two words; a wide one is a gap.
      const last = lines.at(-1)?.cells.at(-1);
      if (last && piece.text !== '' && piece.right - piece.left < piece.size && !last.text.endsWith(' '))
        last.text += ' ';
      continue;
    }
    const line = lines.at(-1);
    const last = line?.cells.at(-1);
    if (
      line &&
      last &&
      Math.abs(line.baseline - piece.baseline) < piece.size * 0.5 &&
      piece.left >= last.right - piece.size * 2
    ) {
      const gap = piece.left - last.right;
      if (gap > piece.size * cellGap) line.cells.push({ ...piece });
      else {
        last.text += (gap > piece.size * 0.6 && !last.text.endsWith(' ') ? ' ' : '') + piece.text;
        last.right = Math.max(last.right, piece.right);
      }
    } else lines.push({ cells: [{ ...piece }], baseline: piece.baseline, size: piece.size });
  }
  return lines;
}
