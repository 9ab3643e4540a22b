import { describe, expect, test } from 'vitest';

import { readRulings, type DrawOperations, type Ruling } from '~/knowledge/documents/pdf/read-rulings';
import { ruledGrids } from '~/knowledge/documents/pdf/ruled-grid';

const horizontal = (at: number, from: number, to: number): Ruling => ({
  direction: 'horizontal',
  at,
  from,
  to,
});
const vertical = (at: number, from: number, to: number): Ruling => ({ direction: 'vertical', at, from, to });

describe('the tables that rulings make', () => {
  test('each cell between four lines is one', () => {
    const [grid] = ruledGrids([
      ...[0, 20, 40].map((at) => horizontal(at, 0, 100)),
      ...[0, 50, 100].map((at) => vertical(at, 0, 40)),
    ]);
    expect(grid?.columns).toEqual([0, 50, 100]);
    expect(grid?.rows).toEqual([0, 20, 40]);
    expect(grid?.cells).toHaveLength(4);
  });

  test('cells without a line between them are one, and an open side ends where the lines do', () => {
    const [grid] = ruledGrids([
      horizontal(0, 0, 90),
      horizontal(20, 30, 90),
      horizontal(40, 0, 90),
      vertical(30, 0, 40),
      vertical(60, 20, 40),
    ]);
    expect(grid?.cells).toEqual([
      { row: 0, column: 0, rows: 2, columns: 1 },
      { row: 0, column: 1, rows: 1, columns: 2 },
      { row: 1, column: 1, rows: 1, columns: 1 },
      { row: 1, column: 2, rows: 1, columns: 1 },
    ]);
  });

  test('lines in pieces are whole ones, and a letterhead’s rule or a box is no table', () => {
    const pieces = [0, 20, 40].flatMap((at) => [horizontal(at, 0, 49), horizontal(at + 0.4, 50, 100)]);
    expect(ruledGrids([...pieces, ...[0, 50, 100].map((at) => vertical(at, 0, 40))])).toHaveLength(1);
    expect(ruledGrids([horizontal(10, 0, 500)])).toEqual([]);
    expect(
      ruledGrids([horizontal(0, 0, 9), horizontal(9, 0, 9), vertical(0, 0, 9), vertical(9, 0, 9)]),
    ).toEqual([]);
  });

  test('a hatching of thousands of lines is none', () => {
    const lines = Array.from({ length: 1600 }, (_, i) => horizontal(i * 4, 0, 100));
    expect(ruledGrids([...lines, vertical(0, 0, 6400), vertical(50, 0, 6400)])).toEqual([]);
  });
});

describe('the lines that a page draws', () => {
  const operations: DrawOperations = {
    ...{ save: 1, restore: 2, transform: 3, paintFormXObjectBegin: 4, paintFormXObjectEnd: 5 },
    ...{ constructPath: 6, endPath: 28 },
  };
  const view = [1, 0, 0, -1, 0, 800] as const;
  const read = (...drawn: (readonly [number, unknown])[]) =>
    readRulings(
      { fnArray: drawn.map(([fn]) => fn), argsArray: drawn.map(([, args]) => args) },
      operations,
      view,
    );
  const path = (...numbers: number[]): readonly [number, unknown] => [6, [20, [numbers]]];

  test('are told from the upper edge, by their transforms', () => {
    expect(
      read(
        [1, null],
        [3, [2, 0, 0, 2, 10, 0]],
        path(0, 0, 100, 1, 50, 100),
        [2, null],
        path(0, 5, 0, 1, 5, 90),
      ),
    ).toEqual([
      { direction: 'horizontal', at: 600, from: 10, to: 110 },
      { direction: 'vertical', at: 5, from: 710, to: 800 },
    ]);
    expect(read([4, [[1, 0, 0, 1, 0, 50]]], path(0, 0, 0, 1, 40, 0), [5, null])).toEqual([
      { direction: 'horizontal', at: 750, from: 0, to: 40 },
    ]);
  });

  test('a thin box is one line, a wide one four, a clip, a curve and a slope none', () => {
    expect(read(path(0, 0, 10, 1, 90, 10, 1, 90, 11, 1, 0, 11, 4))).toEqual([
      { direction: 'horizontal', at: 789.5, from: 0, to: 90 },
    ]);
    expect(read(path(0, 0, 0, 1, 90, 0, 1, 90, 40, 1, 0, 40, 4))).toHaveLength(4);
    expect(read([6, [28, [[0, 0, 0, 1, 90, 0]]]])).toEqual([]);
    expect(read(path(0, 0, 0, 2, 1, 1, 2, 2, 90, 0))).toEqual([]);
    expect(read(path(0, 0, 0, 3, 1, 1, 90, 0))).toEqual([]);
    expect(read(path(0, 0, 0, 1, 90, 60), [6, [20, [null]]])).toEqual([]);
  });

  test('a drawing of more lines than a table has is left alone', () => {
    expect(read(...Array.from({ length: 8001 }, (_, i) => path(0, 0, i, 1, 90, i)))).toEqual([]);
  });
});
