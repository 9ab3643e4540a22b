import { expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { listFields, valueText } from '~/forms/submission/list-fields';

const field = (component: Partial<FormComponent>): FormComponent => ({
  type: 'textfield',
  key: 'a',
  label: '甲',
  ...component,
});
const values = [{ value: '1', label: '一' }];

test.each<[Partial<FormComponent>, unknown, string]>([
  [{}, '  x', '  x'],
  [{}, null, ''],
  [{ suffix: '人' }, '5', '5 人'],
  [{ type: 'currency', prefix: '￥' }, 1234.5, '1,234.50 元'],
  [{ type: 'currency', entryUnit: 'wan', suffix: '万元' }, 3_200_000, '3,200,000.00 元'],
  [{ type: 'currency', entryUnit: 'wan', suffix: '万元' }, '12万', '12万'],
  [{ type: 'number' }, 1234567.125, '1,234,567.125'],
  [{ type: 'checkbox' }, true, '是'],
  [{ type: 'checkbox' }, false, '否'],
  [{ type: 'radio', values }, '1', '一'],
  [{ type: 'select', data: { values } }, 1, '一'],
  [{ type: 'select', data: { values } }, 'gone', 'gone'],
  [{ type: 'selectboxes', values }, { 1: true, 2: true }, '一'],
  [{ type: 'selectboxes', values }, 'x', ''],
  [{ multiple: true }, ['x', 'y'], 'x、y'],
  [{ type: 'datetime', enableTime: false }, '2018-04-16T00:00:00+08:00', '2018-04-16'],
  [{ type: 'datetime' }, '2018-04-16T01:30:00Z', '2018-04-16 09:30'],
  [{ type: 'datetime' }, 'soon', 'soon'],
  [{ type: 'day' }, '04/16/2018', '2018-04-16'],
  [{ type: 'day', dayFirst: true }, '16/04/2018', '2018-04-16'],
  [{ type: 'day' }, 'x', 'x'],
  [
    { type: 'file' },
    [{ fileId: 'f', originalName: 'a.pdf', size: 3 }, { fileId: 'g', name: 'b.pdf' }, null, {}],
    'a.pdf、b.pdf',
  ],
  [{ type: 'file' }, 'x', ''],
  [{}, { odd: 1 }, '{"odd":1}'],
])('%j shows %j as %s', (component, value, text) => expect(valueText(field(component), value)).toBe(text));

test('rows come in the form’s order with the headings around them', () => {
  const components: FormComponent[] = [
    field({
      type: 'panel',
      key: 'p',
      title: '<b>基本</b>',
      components: [field({ validate: { required: true } })],
    }),
    field({
      type: 'fieldset',
      key: 's',
      legend: '组',
      components: [field({ type: 'container', key: 'c', label: '容器', components: [field({ key: 'b' })] })],
    }),
    field({
      type: 'tabs',
      key: 't',
      components: [{ label: '页', components: [field({ key: 'd' })] }] as never,
    }),
    field({ type: 'datagrid', key: 'g', label: '成员', components: [field({ key: 'n', label: '姓名' })] }),
    field({ key: 'no', hidden: true }),
    field({ type: 'hidden', key: 'own' }),
    field({ key: 'sum', type: 'number', calculateValue: { '+': [1] }, conditional: { when: 'a', eq: '1' } }),
  ];
  const rows = listFields(components, { a: '1', c: { b: '2' }, g: [{ n: '甲' }, { n: '乙' }], own: 'web' });
  expect(rows.map(({ path, sections, text }) => [path, sections.join('/'), text])).toEqual([
    ['a', '基本', '1'],
    ['c.b', '组/容器', '2'],
    ['d', '页', ''],
    ['g[0].n', '成员 1', '甲'],
    ['g[1].n', '成员 2', '乙'],
    ['sum', '', ''],
  ]);
  expect(rows[0]).toMatchObject({ required: true, calculated: false, conditional: false });
  expect(rows.at(-1)).toMatchObject({ calculated: true, conditional: true });
});
