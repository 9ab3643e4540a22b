import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { defaultLimits } from '~/knowledge/documents/document-limits';
import { columnName, longestCell, placeKey, tidyWords } from '~/knowledge/documents/paper/paper-form';
import { readDocxPaper } from '~/knowledge/documents/paper/read-docx-paper.server';
import { readSheetPaper } from '~/knowledge/documents/paper/read-sheet-paper.server';
import { sampleDocx, sampleXlsx } from '~/test/setup/paper-files';

describe('a printed form is read as it is laid out', () => {
  test('merged cells, boxes and blanks of Word', () => {
    const { parts } = readDocxPaper(
      sampleDocx([
        '联系人：____',
        {
          columns: 3,
          rows: [
            [{ text: '情况', down: 2 }, '名称', ''],
            [null, { text: '◫是 ▣否', across: 2 }],
          ],
        },
      ]),
      defaultLimits,
    );
    expect(parts[0]).toMatchObject({ kind: 'text', text: '联系人：____' });
    const table = parts[1]?.kind === 'table' ? parts[1] : null;
    expect(table?.cells).toMatchObject([
      { row: 0, column: 0, rowSpan: 2, text: '情况' },
      { row: 0, column: 1, rowSpan: 1, text: '名称' },
      { row: 0, column: 2, text: '' },
      { row: 1, column: 1, columnSpan: 2, text: '□是 ☐否', place: { table: '1', row: 2, column: 2 } },
    ]);
  });

  test('merged cells of a sheet, by the addresses that people know', async () => {
    const bytes = sampleXlsx('申请表', [
      [{ text: '名称', across: 2 }, ''],
      ['甲', '', '乙'],
    ]);
    const { parts } = await readSheetPaper(bytes, defaultLimits);
    const table = parts[0]?.kind === 'table' ? parts[0] : null;
    expect(table?.cells.map(({ text, place }) => [placeKey(place), text])).toEqual([
      ['申请表!A1', '名称'],
      ['申请表!C1', ''],
      ['申请表!A2', '甲'],
      ['申请表!B2', ''],
      ['申请表!C2', '乙'],
    ]);
  });

  test('a damaged file is refused', () => {
    const bytes = sampleDocx(['x']).slice(0, 200);
    expect(() => readDocxPaper(bytes, defaultLimits)).toThrow(/refused: damaged/);
  });
});

describe('words of a cell', () => {
  test('are bounded, and keep what is no run of spaces', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.nat(40), (words, spaces) => {
        const text = `${words}${' '.repeat(spaces)}x`.repeat(20);
        const tidy = tidyWords(text);
        expect(tidy.length).toBeLessThanOrEqual(longestCell);
        expect(tidy).not.toMatch(/[^\S\n]{13}/);
        if (text.length <= longestCell) expect(tidy.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  test('columns are named as sheets name them', () => {
    expect([1, 26, 27, 52, 703].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'AAA']);
    expect(placeKey({ row: 3 })).toBe('p3');
  });
});
