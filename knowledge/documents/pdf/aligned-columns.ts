import type { PdfPiece } from './pdf-piece';

/** A line of a page, cut where the gaps are too wide for a space. */
export interface CutLine {
  cells: PdfPiece[];
  size: number;
  baseline: number;
}

/** Lines `from` to `to` (exclusive) that stand in columns without rulings; `gutters` are the free ways between them. */
export interface AlignedTable {
  from: number;
  to: number;
  gutters: { left: number; right: number }[];
}

const fewestRows = 3;
/** Two columns may be a form or a list; they are a table only where the second one holds figures. */
const shareOfFigures = 0.6;

/**
 * Finds runs of lines whose cells stand in the same columns: three columns or more, or two of which one is figures. A
 * gutter is free in each line of its run.
 */
export function alignedTables(lines: readonly CutLine[]): AlignedTable[] {
  const tables: AlignedTable[] = [];
  for (let from = 0; from < lines.length; from += 1) {
    let gutters = guttersOf(lines[from] as CutLine);
    let to = from;
    let rows = 0;
    while (to < lines.length && gutters.length > 0) {
      const line = lines[to] as CutLine;
      const goesOn = to > from && isWrapped(line, lines[to - 1] as CutLine, gutters);
      const next =
        line.cells.length < 2 && !goesOn ? [] : gutters.flatMap((gutter) => freeWays(gutter, line));
      if (next.length === 0 || next.length < gutters.length - 1) break;
      gutters = next;
      to += 1;
      if (!goesOn) rows += 1;
    }
    if (rows >= fewestRows && isTable(lines.slice(from, to), gutters)) {
      tables.push({ from, to, gutters });
      from = to - 1;
    }
  }
  return tables;
}

/** Whether a line only goes on with cells of the one above: its first column is empty, and it stands close below. */
export function isWrapped(
  { cells, baseline, size }: CutLine,
  above: CutLine,
  gutters: AlignedTable['gutters'],
): boolean {
  const [first] = cells;
  const [gutter] = gutters;
  return (
    first !== undefined &&
    gutter !== undefined &&
    first.left >= (gutter.left + gutter.right) / 2 &&
    baseline - above.baseline < size * 2
  );
}

function guttersOf({ cells }: CutLine): AlignedTable['gutters'] {
  return cells.slice(1).map((cell, i) => ({ left: (cells[i] as PdfPiece).right, right: cell.left }));
}

/** What a line leaves of a gutter: at least two thirds of a letter's width. */
function freeWays(
  { left, right }: { left: number; right: number },
  { cells, size }: CutLine,
): AlignedTable['gutters'] {
  let ways = [{ left, right }];
  for (const cell of cells) {
    ways = ways.flatMap((way) =>
      cell.right <= way.left || cell.left >= way.right
        ? [way]
        : [
            { left: way.left, right: cell.left },
            { left: cell.right, right: way.right },
          ],
    );
  }
  const widest = ways.sort((a, b) => b.right - b.left - (a.right - a.left))[0];
  return widest && widest.right - widest.left >= size * 0.66 ? [widest] : [];
}

function isTable(lines: readonly CutLine[], gutters: AlignedTable['gutters']): boolean {
  if (gutters.length >= 2) return true;
  const [gutter] = gutters;
  if (!gutter || lines.length < fewestRows + 1) return false;
  // The first line is the header.
  const rows = lines.slice(1).filter(({ cells }) => (cells[0]?.left ?? 0) < gutter.right - 1);
  const figures = rows.filter(({ cells }) =>
    cells.some(
      ({ left, text }) =>
        left >= gutter.right - 1 && /^[-+¥￥]?[\d,，.]+\s*[%％元万人户家个天]*$/.test(text.trim()),
    ),
  );
  return rows.length >= fewestRows && figures.length >= rows.length * shareOfFigures;
}
