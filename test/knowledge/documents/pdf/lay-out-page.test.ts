import { describe, expect, test } from 'vitest';

import { joinPdfLines } from '~/knowledge/documents/join-pdf-lines';
import { hasColumns, layOutPage } from '~/knowledge/documents/pdf/lay-out-page';
import type { PdfPiece } from '~/knowledge/documents/pdf/pdf-piece';
import type { Ruling } from '~/knowledge/documents/pdf/read-rulings';

const size = 10;
const piece = (text: string, left: number, baseline: number): PdfPiece => ({
  ...{ text, left, baseline, size },
  right: left + [...text].length * size,
});
/** Rows of cells at some columns, 20 points high each, the first at `top`. */
const grid = (lefts: readonly number[], top: number, rows: readonly (readonly string[])[]) =>
  rows.flatMap((row, y) =>
    row.flatMap((text, x) => (text === '' ? [] : [piece(text, lefts[x] ?? 0, top + y * 20 + 14)])),
  );
const ruled = (borders: readonly number[], top: number, rows: number): Ruling[] => [
  ...Array.from({ length: rows + 1 }, (_, y): Ruling => ({
    ...{ direction: 'horizontal', at: top + y * 20, from: borders[0] ?? 0, to: borders.at(-1) ?? 0 },
  })),
  ...borders.map((at): Ruling => ({ direction: 'vertical', at, from: top, to: top + rows * 20 })),
];
const lay = (...pages: { pieces: PdfPiece[]; rulings?: Ruling[] }[]) =>
  joinPdfLines(pages.map(({ pieces, rulings = [] }) => layOutPage(pieces, rulings, 595)));
const texts = (...pages: Parameters<typeof lay>) => lay(...pages).map(({ text }) => text);

const lefts = [52, 152, 352];
const borders = [50, 150, 350, 500];

describe('a ruled table', () => {
  test('becomes rows with their headings, where it stands in the text', () => {
    const pieces = [
      piece('第一条 标准如下：', 50, 80),
      ...grid(lefts, 100, [
        ['项目', '条件', '标准'],
        ['甲', '小型企业', '5万元'],
        ['乙', '', '8万元'],
      ]),
      piece('第二条 自印发之日起施行。', 50, 200),
    ];
    const lines = lay({ pieces, rulings: ruled(borders, 100, 3) });
    expect(lines.map(({ text }) => text)).toEqual([
      '第一条 标准如下：',
      '项目：甲；条件：小型企业；标准：5万元',
      '项目：乙；标准：8万元',
      '第二条 自印发之日起施行。',
    ]);
    expect(lines.map(({ role }) => role)).toEqual([undefined, 'row', 'row', undefined]);
  });

  test('keeps a cell of several lines whole, whatever order the file has', () => {
    const pieces = [
      ...grid(lefts, 100, [['项目', '条件', '标准']]),
      piece('甲', 52, 140),
      piece('上一年度研发费用', 152, 134),
      piece('万元以上', 152, 146),
      piece('5万元', 352, 140),
      piece('乙', 52, 174),
      piece('无', 152, 174),
      piece('8万元', 352, 174),
    ];
    const rulings: Ruling[] = [
      ...[100, 120, 160, 180].map((at): Ruling => ({ direction: 'horizontal', at, from: 50, to: 500 })),
      ...borders.map((at): Ruling => ({ direction: 'vertical', at, from: 100, to: 180 })),
    ];
    expect(texts({ pieces, rulings })).toEqual([
      '项目：甲；条件：上一年度研发费用万元以上；标准：5万元',
      '项目：乙；条件：无；标准：8万元',
    ]);
  });

  test('has a header of two rows where one of its cells stands over several columns', () => {
    const pieces = [
      piece('项目', 52, 124),
      piece('标准', 240, 114),
      ...grid([0, 152, 352], 120, [['', '小型', '微型']]),
      ...grid(lefts, 140, [
        ['甲', '5', '3'],
        ['乙', '8', '6'],
      ]),
    ];
    const rulings = ruled(borders, 100, 4).flatMap((ruling): Ruling[] => {
      if (ruling.direction === 'horizontal' && ruling.at === 120) return [{ ...ruling, from: 150 }];
      if (ruling.direction === 'vertical' && ruling.at === 350) return [{ ...ruling, from: 120 }];
      return [ruling];
    });
    expect(texts({ pieces, rulings })).toEqual([
      '项目：甲；标准 小型：5；标准 微型：3',
      '项目：乙；标准 小型：8；标准 微型：6',
    ]);
  });
});

describe('a table that goes on over the page', () => {
  const head = ['项目', '条件', '标准'];
  const page = (rows: readonly (readonly string[])[], number: number) => ({
    pieces: [...grid(lefts, 100, rows), piece(`— ${number} —`, 280, 800)],
    rulings: ruled(borders, 100, rows.length),
  });

  test('is one, with its header from the first page, and each row knows its page', () => {
    const lines = lay(page([head, ['甲', '小型', '5']], 1), page([head, ['乙', '微型', '3']], 2));
    expect(lines.map(({ text, page: at }) => [text, at])).toEqual([
      ['项目：甲；条件：小型；标准：5', 1],
      ['项目：乙；条件：微型；标准：3', 2],
    ]);
  });

  test('joins a row that the break cut in two', () => {
    expect(
      texts(
        page([head, ['甲', '上一年度研发费用', '5']], 1),
        page(
          [
            ['', '一百万元以上', ''],
            ['乙', '无', '3'],
          ],
          2,
        ),
      ),
    ).toEqual(['项目：甲；条件：上一年度研发费用一百万元以上；标准：5', '项目：乙；条件：无；标准：3']);
  });

  test('another table with other columns begins anew', () => {
    const other = {
      pieces: grid([52, 302], 100, [
        ['材料', '份数'],
        ['申请表', '2'],
      ]),
      rulings: ruled([50, 300, 500], 100, 2),
    };
    expect(texts(page([head, ['甲', '小型', '5']], 1), other)).toEqual([
      '项目：甲；条件：小型；标准：5',
      '材料：申请表；份数：2',
    ]);
  });
});

describe('without rulings', () => {
  test('lines that share three columns are a table', () => {
    expect(
      texts({
        pieces: grid(lefts, 100, [
          ['项目', '条件', '标准'],
          ['甲', '小型企业', '5万元'],
          ['乙', '微型企业', '3万元'],
        ]),
      }),
    ).toEqual(['项目：甲；条件：小型企业；标准：5万元', '项目：乙；条件：微型企业；标准：3万元']);
  });

  test('two columns are one only where the second holds figures', () => {
    const rows = (values: readonly string[]) =>
      grid(
        [52, 352],
        100,
        values.map((value, i) => [`项目${i}`, value]),
      );
    expect(texts({ pieces: rows(['金额', '5', '1,200', '3%']) })).toContain('项目0：项目1；金额：5');
    const form = texts({ pieces: rows(['联系人', '地址', '电话', '邮箱']) });
    expect(form).toEqual(['项目0 联系人', '项目1 地址', '项目2 电话', '项目3 邮箱']);
  });

  test('words with a wide space between them are no table', () => {
    const pieces = [
      piece('主任：张三', 52, 100),
      piece('副主任：李四', 300, 100),
      piece('各有关单位应当认真执行。', 52, 120),
    ];
    expect(texts({ pieces })).toEqual(['主任：张三 副主任：李四', '各有关单位应当认真执行。']);
    expect(hasColumns(pieces)).toBe(false);
  });
});
