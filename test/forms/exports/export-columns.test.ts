import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { escapeFormula } from '~/forms/exports/escape-formula';
import { exportCell, exportColumns, versionFields } from '~/forms/exports/export-columns';
import { byteOrderMark, csvLine } from '~/forms/exports/write-csv';
import { parse } from 'csv-parse/sync';
import { fieldWords } from '~/forms/words/field-words';

const words = { ...fieldWords('zh-CN'), colon: '：', semicolon: '；' };
const text = (key: string, label = key) => ({ type: 'textfield', key, label, input: true });
const panel = (title: string, ...components: object[]) => ({ type: 'panel', key: title, title, components });

describe('a table’s columns', () => {
  test('are those of every version: what was added stands behind, what was taken out stays, the newest label counts', () => {
    const columns = exportColumns([
      [text('a', '甲'), text('b', '乙')],
      [text('c', '丙'), text('a', '甲二')],
    ] as never);
    expect(columns).toEqual([
      { path: 'a', header: '甲二' },
      { path: 'b', header: '乙' },
      { path: 'c', header: '丙' },
    ]);
  });

  test('never share a header, with each other or with the table’s own', () => {
    const columns = exportColumns(
      [
        [
          panel('一', text('a', '名称')),
          panel('二', text('b', '名称')),
          text('x', '状态'),
          text('y', '同'),
          text('z', '同'),
        ],
      ] as never,
      ['状态'],
    );
    expect(columns.map(({ header }) => header)).toEqual([
      '一 / 名称',
      '二 / 名称',
      '状态 (x)',
      '同 (y)',
      '同 (z)',
    ]);
  });

  test('hold the words of a value, a figure as a figure, rows as lines, nothing for a field of another version', () => {
    const fields = versionFields([
      { type: 'radio', key: 'kind', label: '类型', values: [{ value: 'n', label: '新产品' }] },
      { type: 'number', key: 'n', label: '数' },
      { type: 'datagrid', key: 'rows', label: '行', components: [text('name', '姓名'), text('job', '岗位')] },
    ] as never);
    const data = {
      kind: 'n',
      n: 1.5,
      rows: [
        { name: '林', job: '' },
        { name: '王', job: '研发' },
      ],
      other: 1,
    };
    const cell = (path: string) => exportCell(fields, data, path, words);
    expect(cell('kind')).toBe('新产品');
    expect(cell('n')).toBe(1.5);
    expect(cell('rows')).toBe('1. 姓名：林\n2. 姓名：王；岗位：研发');
    expect(cell('other')).toBe('');
    expect(exportCell(fields, { n: 'many', rows: 'none' }, 'n', words)).toBe('many');
    expect(exportCell(fields, { rows: 'none' }, 'rows', words)).toBe('');
  });
});

describe('a cell', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '  =cmd|x', '＝1', '＠x', '\n=1', '\rx'])(
    'that begins like %j is no formula',
    (formula) => {
      expect(escapeFormula(formula)).toBe(`'${formula}`);
    },
  );

  test('of plain text stays as it is', () => {
    for (const plain of ['', '云江', 'a=b', '13800138000', '1-2']) expect(escapeFormula(plain)).toBe(plain);
  });

  test('of any text comes back from CSV as it was, and never begins a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 5 }),
        (texts) => {
          const cells = texts.map(escapeFormula);
          const line = byteOrderMark + csvLine(['first', ...cells]);
          const [row]: (string[] | undefined)[] = parse(line, { bom: true, record_delimiter: '\r\n' });
          expect(row?.slice(1)).toEqual(cells);
          for (const cell of row ?? []) expect(cell).not.toMatch(/^\s*[=+\-@]/);
        },
      ),
    );
  });

  test('that is a figure is written as one', () => {
    expect(csvLine([-1.5, 'x,y'])).toBe('-1.5,"x,y"\r\n');
  });
});
