import type { Ruling } from './read-rulings';

/** A cell of a ruled table: its box on the page and the rows and columns that it takes. */
export interface GridCell {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

/** A ruled table: the borders of its columns and rows, and its cells by row. */
export interface RuledGrid {
  columns: number[];
  rows: number[];
  cells: GridCell[];
}

/** Lines nearer than this, in points, are one. */
const nearness = 2.5;
const mostColumns = 60;
const mostRows = 400;
/** A hatching or a chart. */
const mostLines = 1500;

/**
 * The tables that some rulings make: lines that touch belong together, and make a table from two columns and two rows
 * on. Cells without a line between them are one. A table that is open at its sides ends where its lines do.
 */
export function ruledGrids(rulings: readonly Ruling[]): RuledGrid[] {
  const merged = mergeRulings(rulings);
  if (merged.length > mostLines) return [];
  return connected(merged).flatMap((group) => {
    const verticals = group.filter(({ direction }) => direction === 'vertical');
    const horizontals = group.filter(({ direction }) => direction === 'horizontal');
    const columns = borders(verticals, horizontals);
    const rows = borders(horizontals, verticals);
    const isTable =
      columns.length > 2 && rows.length > 2 && columns.length <= mostColumns && rows.length <= mostRows;
    return isTable ? [{ columns, rows, cells: mergeCells({ columns, rows }, verticals, horizontals) }] : [];
  });
}

/** Lines on one height, or one above the other, that touch are one line. */
function mergeRulings(rulings: readonly Ruling[]): Ruling[] {
  const merged: Ruling[] = [];
  for (const direction of ['horizontal', 'vertical'] as const) {
    const sorted = rulings
      .filter((one) => one.direction === direction)
      .sort((a, b) => a.at - b.at || a.from - b.from);
    let level: Ruling[] = [];
    const flush = () => {
      for (const ruling of level.sort((a, b) => a.from - b.from)) {
        const last = merged.at(-1);
        const goesOn =
          last?.direction === direction &&
          Math.abs(last.at - ruling.at) <= nearness &&
          ruling.from <= last.to + nearness;
        if (goesOn) last.to = Math.max(last.to, ruling.to);
        else merged.push({ ...ruling });
      }
      level = [];
    };
    for (const ruling of sorted) {
      if (level[0] && ruling.at - level[0].at > nearness) flush();
      level.push(ruling);
    }
    flush();
  }
  return merged;
}

function connected(rulings: readonly Ruling[]): Ruling[][] {
  const groupOf = rulings.map((_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (groupOf[root] !== root) root = groupOf[root] as number;
    return root;
  };
  rulings.forEach((a, i) => {
    rulings.forEach((b, j) => {
      if (j > i && a.direction !== b.direction && touch(a, b)) groupOf[rootOf(j)] = rootOf(i);
    });
  });
  const groups = new Map<number, Ruling[]>();
  rulings.forEach((ruling, i) => {
    const root = rootOf(i);
    groups.set(root, [...(groups.get(root) ?? []), ruling]);
  });
  return [...groups.values()].filter((group) => group.length > 3);
}

function touch(a: Ruling, b: Ruling): boolean {
  const reaches = (one: Ruling, at: number) => one.from - nearness <= at && at <= one.to + nearness;
  return reaches(a, b.at) && reaches(b, a.at);
}

/** Where the lines stand, and where those across them end: the sides of an open table. */
function borders(along: readonly Ruling[], across: readonly Ruling[]): number[] {
  const ends = [Math.min(...across.map(({ from }) => from)), Math.max(...across.map(({ to }) => to))];
  const places = [...along.map(({ at }) => at), ...ends].sort((a, b) => a - b);
  return places.filter((place, i) => i === 0 || place - (places[i - 1] as number) > nearness);
}

function mergeCells(
  { columns, rows }: Pick<RuledGrid, 'columns' | 'rows'>,
  verticals: readonly Ruling[],
  horizontals: readonly Ruling[],
): GridCell[] {
  const isRuled = (lines: readonly Ruling[], at: number, middle: number) =>
    lines.some((line) => Math.abs(line.at - at) <= nearness && line.from <= middle && middle <= line.to);
  const middleOf = (places: readonly number[], i: number) =>
    ((places[i] as number) + (places[i + 1] as number)) / 2;
  const taken = new Set<string>();
  const cells: GridCell[] = [];
  for (let row = 0; row < rows.length - 1; row += 1) {
    for (let column = 0; column < columns.length - 1; column += 1) {
      if (taken.has(`${row} ${column}`)) continue;
      let right = column + 1;
      while (
        right < columns.length - 1 &&
        !isRuled(verticals, columns[right] as number, middleOf(rows, row)) &&
        !taken.has(`${row} ${right}`)
      )
        right += 1;
      let down = row + 1;
      while (down < rows.length - 1 && !isRuled(horizontals, rows[down] as number, middleOf(columns, column)))
        down += 1;
      for (let y = row; y < down; y += 1) for (let x = column; x < right; x += 1) taken.add(`${y} ${x}`);
      cells.push({ row, column, rows: down - row, columns: right - column });
    }
  }
  return cells;
}
