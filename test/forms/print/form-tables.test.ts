import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { formTables } from '~/forms/print/form-tables';
import { makePdf } from '~/forms/print/make-pdf.server';
import { paperTables } from '~/forms/print/paper-tables';
import { boxedValue } from '~/forms/print/boxed-value';
import { listFields } from '~/forms/submission/list-fields';
import type { DraftedField } from '~/forms/paper/paper-draft';
import { fieldWords } from '~/forms/words/field-words';
import type { PaperForm } from '~/knowledge/documents/paper/paper-form';

const field = (type: string, key: string, label: string, more: object = {}): FormComponent => ({
  ...{ type, key, label, input: true },
  ...more,
});
const chinese = fieldWords('zh-CN');
const values = [
  { value: 'new', label: '新产品' },
  { value: 'process', label: '新工艺' },
];
const kind = field('radio', 'kind', '项目类型', { values });
const dot =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('a value on paper', () => {
  test('shows all choices with the chosen ones marked', () => {
    expect(boxedValue(kind, 'new', chinese).text).toBe('■ 新产品　□ 新工艺');
    const boxes = { ...kind, type: 'selectboxes' };
    expect(boxedValue(boxes, { process: true }, chinese).text).toBe('□ 新产品　■ 新工艺');
    expect(boxedValue(field('checkbox', 'a', 'a'), true, chinese)).toEqual({ text: '■', picture: null });
    expect(boxedValue(field('checkbox', 'a', 'a'), undefined, chinese).text).toBe('□');
  });

  test('is a picture only for a signature, and only for a drawing in the data itself', () => {
    const signature = field('signature', 's', '签名');
    expect(boxedValue(signature, dot, chinese)).toEqual({ text: '', picture: dot });
    const jpeg = 'data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==';
    const hostile = [
      'http://127.0.0.1/x.png',
      'file:///etc/passwd',
      'data:image/svg+xml;base64,PHN2Zz4=',
      jpeg,
    ];
    for (const address of hostile)
      expect(boxedValue(signature, address, chinese)).toEqual({ text: '', picture: null });
    expect(boxedValue(field('textfield', 't', '备注'), dot, chinese).picture).toBeNull();
  });

  test('has the same signature on the form as on the receipt', () => {
    const signature = field('signature', 's', '签名');
    for (const value of [dot, '林致远', 'data:image/png;base64,AAAA']) {
      const [row] = listFields([signature], { s: value });
      expect(boxedValue(signature, value, chinese)).toEqual({ text: row?.printed, picture: row?.picture });
    }
  });
});

const form: FormComponent[] = [
  {
    ...{ type: 'panel', key: 'p', title: '企业基本信息', input: false },
    components: [
      field('textfield', 'name', '企业名称'),
      field('number', 'staff', '从业人数', { suffix: '人' }),
      field('textarea', 'summary', '项目简介'),
      field('textfield', 'secret', '渠道', { hidden: true }),
      field('textfield', 'left', '工艺说明', { conditional: { json: { '!!': true } } }),
    ],
  },
  kind,
  field('datagrid', 'members', '研发人员', {
    components: [field('textfield', 'who', '姓名'), field('number', 'months', '投入月数')],
  }),
  field('datagrid', 'none', '设备', { components: [field('textfield', 'd', '设备名称')] }),
  { type: 'content', key: 'words', html: '<p>填表说明</p>' },
  field('container', 'box', '账户', { components: [field('textfield', 'bank', '开户行')] }),
  {
    ...{ type: 'fieldset', key: 'f', legend: '签署', input: false },
    components: [field('signature', 'sign', '签名')],
  },
  field(
    'checkbox',
    'promise',
    '所填科技人员数与实际相符，备有劳动合同和工资发放记录供核查。承诺不实的，追回资金。',
  ),
  field('button', 'submit', '提交'),
];
const data = {
  ...{ name: '云江智造科技有限公司', staff: 86, summary: '排产优化', secret: '看不见', kind: 'process' },
  members: [
    { who: '张三', months: 8 },
    { who: '李四', months: 6 },
  ],
  ...{ box: { bank: '云江银行' }, sign: dot, promise: true },
};

async function textOf(content: ReturnType<typeof formTables>): Promise<string> {
  const pdf = await makePdf({ content, defaultStyle: { font: 'NotoSansSC', fontSize: 9 } });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

test('a signature is drawn where it stands in the form', () => {
  expect(JSON.stringify(formTables(form, data, chinese))).toContain(`"image":${JSON.stringify(dot)}`);
});

test('a form is printed in its own order, tables as tables, without what its conditions left out', async () => {
  const text = await textOf(formTables(form, data, chinese));
  const order = [
    '企业基本信息',
    '云江智造',
    '86 人',
    '排产优化',
    '■ 新工艺',
    '研发人员',
    '投入月数',
    '张三',
    '李四',
  ];
  order.push('设备名称', '填表说明', '账户', '云江银行', '签署', '所填科技人员数');
  expect(order.filter((words) => !text.includes(words))).toEqual([]);
  const places = order.map((words) => text.indexOf(words));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  for (const absent of ['看不见', '工艺说明', '提交']) expect(text).not.toContain(absent);
});

describe('a form made from paper', () => {
  const place = (row: number, column: number) => ({ table: '1', row, column });
  const cell = (row: number, column: number, text: string, columnSpan = 1) => ({
    ...{ row: row - 1, column: column - 1, rowSpan: 1, columnSpan, text },
    place: place(row, column),
  });
  const paper: PaperForm = {
    parts: [
      { kind: 'text', text: '补助申请表', place: { row: 1 } },
      { kind: 'text', text: '填报日期：____', place: { row: 2 } },
      {
        ...{ kind: 'table', name: '1', rows: 6, columns: 4 },
        cells: [
          ...[cell(1, 1, '企业名称'), cell(1, 2, '', 3), cell(2, 1, '项目类型')],
          ...[cell(2, 2, '□新产品 □新工艺', 3), cell(3, 1, '序号'), cell(3, 2, '姓名')],
          ...[cell(3, 3, '投入月数', 2), cell(4, 1, '1'), cell(4, 2, ''), cell(4, 3, '', 2)],
          ...[cell(5, 1, '2'), cell(5, 2, ''), cell(5, 3, '', 2), cell(6, 1, '承诺：以上属实', 4)],
        ],
      },
    ],
  };
  const drafted = (key: string, ...places: DraftedField['places']): DraftedField => ({
    ...{ key, label: key, type: '', unsure: null },
    places,
  });
  const fields = [
    drafted('name', place(1, 1), place(1, 2)),
    drafted('kind', place(2, 1), place(2, 2)),
    drafted('members', place(3, 1), place(3, 2)),
    drafted('who', place(3, 2)),
    drafted('months', place(3, 3)),
    drafted('promise', place(6, 1)),
    drafted('date', { row: 2 }),
  ];
  const components = [...form, field('textfield', 'date', '填报日期')];

  test('has its values in the paper’s own cells, and names what has no cell', async () => {
    const filled = { paper, fields, components, data: { ...data, date: '2026-11-20' }, words: chinese };
    const { content, rest } = paperTables(filled);
    const text = await textOf(content);
    const words = [
      '补助申请表',
      '2026-11-20',
      '云江智造',
      '□新产品',
      '■新工艺',
      '张三',
      '李四',
      '■ 所填科技',
    ];
    expect(words.filter((one) => !text.includes(one))).toEqual([]);
    expect(text.indexOf('张三')).toBeLessThan(text.indexOf('李四'));
    expect([rest.has('members'), rest.has('staff'), rest.has('name')]).toEqual([false, true, false]);
  });

  test('tells of rows for which the paper has no line', () => {
    const members = [...data.members, { who: '王五', months: 1 }];
    expect(
      paperTables({ paper, fields, components, data: { ...data, members }, words: chinese }).rest.has(
        'members',
      ),
    ).toBe(true);
  });
});
