import { utils, write } from '@e965/xlsx';
import { strToU8 } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';

import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { sheetLayout } from '~/knowledge/documents/sheet-layout';
import { sheetLines } from '~/knowledge/documents/sheet-lines';

import { encodeGb18030 } from './make-files';

const parser = openDocumentParser({ threads: 1, limits: { tableRows: 50 } });
afterAll(() => parser.close());

async function read(bytes: Uint8Array, name: string) {
  const outcome = await parser.parse({ bytes, name });
  if (!outcome.ok) return outcome.refusal;
  const rows = outcome.document.passages.filter(({ kind }) => kind === 'table-row');
  return { title: outcome.document.title, rows: rows.map(({ path, text }) => `${path}｜${text}`) };
}

describe('a spreadsheet', () => {
  const sheet = utils.aoa_to_sheet([
    ['云江市补助标准'],
    ['单位：万元'],
    ['类别', '条件', '标准', null],
    [null, null, '首年', '次年'],
    ['一、研发类'],
    ['研发补助', '研发费用100万元以上', 3, 0.5],
    [null, '研发费用500万元以上', 10, 1],
    ['注：标准按年度核定。'],
  ]);
  sheet['!merges'] = [
    { s: { r: 0, c: 0 }, e: { r: 0, c: 3 } },
    { s: { r: 2, c: 0 }, e: { r: 3, c: 0 } },
    { s: { r: 2, c: 1 }, e: { r: 3, c: 1 } },
    { s: { r: 2, c: 2 }, e: { r: 2, c: 3 } },
    { s: { r: 4, c: 0 }, e: { r: 4, c: 3 } },
    { s: { r: 5, c: 0 }, e: { r: 6, c: 0 } },
  ];
  sheet.D6 = { t: 'n', v: 0.5, z: '0%', f: '1/2' };
  const hidden = utils.aoa_to_sheet([
    ['不', '该'],
    ['见', '到'],
  ]);
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Sheet1');
  utils.book_append_sheet(book, hidden, '字典');
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
  const expected = {
    title: '云江市补助标准',
    rows: [
      '一、 表 第1行｜类别：研发补助；条件：研发费用100万元以上；标准 首年：3；标准 次年：50%；单位：万元',
      '一、 表 第2行｜类别：研发补助；条件：研发费用500万元以上；标准 首年：10；标准 次年：1；单位：万元',
    ],
  };

  test.each(['xlsx', 'xls'] as const)(
    'in %s keeps captions, units, merged cells and what formulas gave',
    async (bookType) => {
      const bytes = new Uint8Array(write(book, { type: 'buffer', bookType }) as Buffer);
      expect(await read(bytes, `标准.${bookType}`)).toEqual(
        bookType === 'xlsx' ? expected : { ...expected, rows: expect.any(Array) as unknown },
      );
    },
  );

  test('of several sheets names each, and beyond the limit of rows is refused with the limit', async () => {
    const two = utils.book_new();
    const rows = (n: number) => [
      ['项目', '金额'],
      ...Array.from({ length: n }, (_, i) => [`项目${i}`, `${i}元`]),
    ];
    utils.book_append_sheet(two, utils.aoa_to_sheet(rows(2)), '企业');
    utils.book_append_sheet(two, utils.aoa_to_sheet(rows(1)), '个人');
    expect(await read(new Uint8Array(write(two, { type: 'buffer' }) as Buffer), '目录.xlsx')).toEqual({
      title: '目录',
      rows: [
        '企业 表 第1行｜项目：项目0；金额：0元',
        '企业 表 第2行｜项目：项目1；金额：1元',
        '个人 表 第1行｜项目：项目0；金额：0元',
      ],
    });
    const long = utils.book_new();
    utils.book_append_sheet(long, utils.aoa_to_sheet(rows(80)), '长');
    expect(await read(new Uint8Array(write(long, { type: 'buffer' }) as Buffer), '长.xlsx')).toEqual({
      code: 'too-many-rows',
      params: { limit: 50 },
    });
  });
});

describe('CSV', () => {
  const rows = [
    ['事项', '电话', '说明'],
    ['稳岗返还', '0571-1', '含“引号”，和\n换行'],
    ['研发补助', '0571-2', '=1+1'],
  ];
  const expected = [
    '表 第1行｜事项：稳岗返还；电话：0571-1；说明：含“引号”，和 换行',
    '表 第2行｜事项：研发补助；电话：0571-2；说明：=1+1',
  ];
  const make = (delimiter: string) =>
    rows
      .map((row) => row.map((cell) => (cell.includes('\n') ? `"${cell}"` : cell)).join(delimiter))
      .join('\r\n');

  test.each([
    ['commas, UTF-8', strToU8(make(','))],
    ['semicolons, with a byte order mark', strToU8(`\ufeff${make(';')}`)],
    ['tabs, GB18030', encodeGb18030(make('\t'))],
    ['bars', strToU8(make('|'))],
  ])('with %s is a table', async (_, bytes) => {
    expect(await read(bytes, '目录.csv')).toEqual({ title: '目录', rows: expected });
  });
});

test('a merge that claims a million rows fills only those that are there', () => {
  const layout = sheetLayout({
    name: 's',
    cells: [
      ['甲', '乙'],
      ['a', 'b'],
      ['', 'c'],
    ],
    merges: [{ top: 1, left: 0, bottom: 1_048_575, right: 0 }],
  });
  expect(layout.headings).toEqual(['甲', '乙']);
  expect(layout.body.map(({ cells }) => cells)).toEqual([
    ['a', 'b'],
    ['a', 'c'],
  ]);
});

test('a table of figures without a header keeps its rows, and a long row repeats its first cell', () => {
  expect(
    sheetLines(
      [
        {
          name: '',
          cells: [
            ['1', '2'],
            ['3', '4'],
          ],
          merges: [],
        },
      ],
      '数',
    ).slice(1),
  ).toEqual([
    { text: '1；2', role: 'row' },
    { text: '3；4', role: 'row' },
  ]);
  const long = ['甲'.repeat(700), '乙'.repeat(700)];
  const lines = sheetLines(
    [
      {
        name: '',
        cells: [
          ['名', '长一', '长二'],
          ['事项', ...long],
        ],
        merges: [],
      },
    ],
    '长',
  );
  expect(lines.slice(1).map(({ text }) => text)).toEqual([
    `名：事项；长一：${long[0]}`,
    `名：事项；长二：${long[1]}`,
  ]);
});
