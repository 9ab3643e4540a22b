import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { guideDocument } from '~/knowledge/documents/import/guide-document.server';
import { isColumnTarget, type GuideMapping } from '~/knowledge/documents/import/guide-field';
import { guessGuideMapping } from '~/knowledge/documents/import/guess-guide-mapping';
import type { ImportRow } from '~/knowledge/documents/import/import-table';
import { readGuideItems } from '~/knowledge/documents/import/read-guide-items';
import { readJsonLines } from '~/knowledge/documents/import/read-json-lines';
import { refusalSentence } from '~/knowledge/documents/refusal';

const mapping: GuideMapping = {
  事项名称: 'title',
  实施主体: 'department',
  区划: 'region',
  受理条件: 'conditions',
  申请材料: 'materials',
  法定时限: 'legalLimit',
  承诺时限: 'promisedLimit',
  地点: 'place',
  电话: 'phone',
  备注: 'extra',
  更新日期: 'effectiveFrom',
  对象: 'audience',
};
const row = (number: number, values: Record<string, string | string[]>): ImportRow => ({
  number,
  values: Object.fromEntries(Object.entries(values).map(([k, v]) => [k, Array.isArray(v) ? v : [v]])),
});
const full = row(2, {
  事项名称: '稳岗返还申领',
  实施主体: '云江市人力资源和社会保障局',
  区划: '云江市',
  受理条件: '上年度未裁员。\n依法参保。',
  申请材料: ['申请表', '银行账户'],
  法定时限: '30（工作日）',
  承诺时限: '7（工作日）',
  地点: '云江市政务中心 3 号窗口',
  电话: '电话见公告',
  备注: '全程网办',
  更新日期: '2025-03-01',
  对象: ['企业法人', '个体工商户'],
});

describe('a row of a table of guides', () => {
  test('becomes an item with its aspects in the order of a guide', () => {
    const { items, errors } = readGuideItems([full], mapping);
    expect(errors).toEqual([]);
    expect(items).toEqual([
      {
        row: 2,
        title: '稳岗返还申领（云江市人力资源和社会保障局）',
        department: '云江市人力资源和社会保障局',
        region: '359900',
        effectiveFrom: '2025-03-01',
        aspects: [
          { name: '受理条件', lines: ['受理条件：', '上年度未裁员。', '依法参保。'] },
          { name: '申请材料', lines: ['申请材料：', '1. 申请表', '2. 银行账户'] },
          { name: '办理时限', lines: ['法定办结时限：30（工作日）', '承诺办结时限：7（工作日）'] },
          { name: '办理地点', lines: ['办理地点：云江市政务中心 3 号窗口'] },
          { name: '咨询电话', lines: ['咨询电话：电话见公告'] },
          { name: '备注', lines: ['备注：全程网办'] },
          {
            name: '基本信息',
            lines: ['实施主体：云江市人力资源和社会保障局', '服务对象：企业法人、个体工商户'],
          },
        ],
      },
    ]);
  });

  test('becomes a document with a passage for each aspect', () => {
    const [item] = readGuideItems([full], mapping).items;
    if (!item) throw new Error('no item');
    const document = guideDocument(item);
    expect(document).toMatchObject({ kind: 'guide', format: 'guide-row', textOrigin: 'original' });
    expect(document.passages.map(({ path }) => path)).toEqual(item.aspects.map(({ name }) => name));
    for (const { text, start, end } of document.passages) expect(document.text.slice(start, end)).toBe(text);
    expect(document.metadata.fields).toMatchObject({
      issuer: { value: '云江市人力资源和社会保障局' },
      region: { value: '359900' },
      effectiveFrom: { value: '2025-03-01' },
    });
  });

  test('keeps lines that are numbered already, and a label that stands before its value', () => {
    const numbered = row(3, {
      事项名称: '甲',
      受理条件: '（一）注册在本市；\n（二）无失信记录。',
      地点: '办理地点：一楼',
    });
    expect(readGuideItems([numbered], mapping).items[0]?.aspects).toEqual([
      { name: '受理条件', lines: ['受理条件：', '（一）注册在本市；', '（二）无失信记录。'] },
      { name: '办理地点', lines: ['办理地点：一楼'] },
    ]);
  });

  test('that makes no item is listed with its number and the reason', () => {
    const { items, errors } = readGuideItems(
      [
        full,
        row(3, { 受理条件: '甲' }),
        row(4, { 事项名称: '乙', 实施主体: '云江市财政局' }),
        { ...full, number: 5 },
        row(6, { ...full.values, 区划: '000000' }),
      ],
      mapping,
    );
    expect(items.map((item) => item.row)).toEqual([2, 6]);
    expect(errors.map((error) => [error.row, error.reason.code])).toEqual([
      [3, 'row-without-title'],
      [4, 'row-without-content'],
      [5, 'row-repeated'],
    ]);
    expect(errors.map(({ reason }) => refusalSentence(reason, 'zh-CN')).at(2)).toContain('第 5 行与第 2 行');
  });

  test('never breaks, whatever the cells hold: each row is an item or an error', () => {
    const cell = fc.array(fc.string({ maxLength: 12 }), { maxLength: 3 });
    const values = fc.record(Object.fromEntries(Object.keys(mapping).map((column) => [column, cell])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(fc.array(values, { maxLength: 6 }), (tables) => {
        const rows = tables.map((one, i): ImportRow => ({
          number: i + 1,
          values: Object.fromEntries(Object.entries(one).map(([column, cells]) => [column, cells ?? []])),
        }));
        const { items, errors } = readGuideItems(rows, mapping);
        expect([...items, ...errors].map((one) => one.row).sort()).toEqual(rows.map((one) => one.number));
        for (const item of items) {
          const { text, passages } = guideDocument(item);
          for (const passage of passages) expect(text.slice(passage.start, passage.end)).toBe(passage.text);
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('columns are guessed by their names, Chinese and English', () => {
  expect(
    guessGuideMapping([
      ...['TASK_NAME', 'DEPT_NAME', 'AREA_CODE_TEXT', 'AREACODE', 'handle_time', 'handle_time_limit'],
      ...['accept_standard', 'consult_phone', 'complain_phone', 'material_intro', 'handle_location', 'x1'],
    ]),
  ).toEqual({
    TASK_NAME: 'title',
    DEPT_NAME: 'department',
    AREA_CODE_TEXT: 'skip',
    AREACODE: 'region',
    handle_time: 'legalLimit',
    handle_time_limit: 'promisedLimit',
    accept_standard: 'conditions',
    consult_phone: 'phone',
    complain_phone: 'complaint',
    material_intro: 'materials',
    handle_location: 'place',
    x1: 'skip',
  });
  expect(
    guessGuideMapping([
      '事项名称',
      '实施部门',
      '办理条件',
      '所需材料',
      '承诺办结时限',
      '法定时限',
      '联系电话',
      '特别提示',
    ]),
  ).toEqual({
    事项名称: 'title',
    实施部门: 'department',
    办理条件: 'conditions',
    所需材料: 'materials',
    承诺办结时限: 'promisedLimit',
    法定时限: 'legalLimit',
    联系电话: 'phone',
    特别提示: 'extra',
  });
  expect(['title', 'extra', 'skip', 'x', 3].map(isColumnTarget)).toEqual([true, true, true, false, false]);
});

describe('JSON lines', () => {
  const limits = { tableRows: 3 };

  test('are rows; lists keep their values, and a line that is no object is listed', () => {
    const table = readJsonLines(
      '\ufeff{"a":"1","b":["x","y"],"c":null}\r\n\r\nnonsense\n{"a":2,"d":{"e":1}}\n[1]',
      limits,
    );
    expect(table.columns).toEqual(['a', 'b', 'c', 'd']);
    expect(table.rows.map(({ number, values }) => [number, { ...values }])).toEqual([
      [1, { a: ['1'], b: ['x', 'y'] }],
      [4, { a: ['2'], d: ['{"e":1}'] }],
    ]);
    expect(table.unreadable.map(({ row: at, reason }) => [at, reason.code])).toEqual([
      [3, 'row-not-json'],
      [5, 'row-not-json'],
    ]);
  });

  test('may be one array', () => {
    expect(readJsonLines('[{"a":"1"},{"a":"2"}]', limits).rows).toHaveLength(2);
  });

  test('of which none is an object, or too many, are refused', () => {
    const codeOf = (text: string) => {
      try {
        return readJsonLines(text, limits).rows.length;
      } catch (error) {
        return (error as { refusal: { code: string } }).refusal.code;
      }
    };
    expect(codeOf('x\ny')).toBe('not-a-table');
    expect(codeOf('')).toBe('empty');
    expect(codeOf('{}\n{}\n{}\n{}')).toBe('too-many-rows');
    expect(codeOf('{"__proto__":"x","a":"1"}')).toBe(1);
  });
});
