import { afterAll, describe, expect, test } from 'vitest';

import { columnSums, sumOf } from '~/forms/components/column-sums';
import { commitmentOf } from '~/forms/components/commitment';
import { printValue } from '~/forms/components/print-value';
import { findSheetTemplate } from '~/forms/components/sheet-template';
import type { FormComponent } from '~/forms/definition/form-definition';
import { lintForm } from '~/forms/definition/lint-form';
import { readFormioExport } from '~/forms/definition/read-formio-export';
import { formTables } from '~/forms/print/form-tables';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { listFields, valueText } from '~/forms/submission/list-fields';
import { fieldWords } from '~/forms/words/field-words';
import { hasWords } from '~/forms/words/say';

const field = (type: string, key: string, rest: Partial<FormComponent> = {}): FormComponent => ({
  type,
  key,
  label: `「${key}」`,
  input: true,
  ...rest,
});

/** One of each of our own components. */
const components: FormComponent[] = [
  field('textfield', 'code', { format: 'credit-code' }),
  field('textfield', 'person', { format: 'id-number' }),
  field('textfield', 'phone', { format: 'mobile' }),
  field('currency', 'amount', { entryUnit: 'wan' }),
  field('textfield', 'region', { format: 'region', within: '359900' }),
  field('textfield', 'industry', { format: 'industry' }),
  field('textfield', 'account', { format: 'bank-account' }),
  field('container', 'address', {
    format: 'address',
    components: [field('textfield', 'region', { format: 'region' }), field('textfield', 'detail')],
  }),
  field('file', 'paper', { storage: 'url', multiple: true, maxFiles: 2 }),
  field('signature', 'sign'),
  field('datagrid', 'costs', {
    components: [field('textfield', 'item'), field('currency', 'cost', { sum: true })],
  }),
  field('checkbox', 'promise', {
    format: 'commitment',
    conditions: ['所填内容真实', '未重复申报'],
    consequence: '承诺不实的，追回资金，并记入信用记录。',
  }),
  field('textfield', 'staff', {
    format: 'fact-card',
    disabled: true,
    suffix: '元',
    prefill: { fact: 'revenue.annual' },
  }),
];
const good = {
  code: '91359900MA7H6K2R64',
  person: '11010519491231002X',
  phone: '13800138000',
  amount: 123_000,
  region: '359902',
  industry: 'I6513',
  account: '62100000000000316',
  address: { region: '359900', detail: '创业路 18 号' },
  sign: '林致远',
  costs: [
    { item: '材料', cost: 0.1 },
    { item: '人工', cost: 0.2 },
  ],
  promise: true,
};

const chinese = fieldWords('zh-CN');
const checker = openFormChecker({ threads: 1 });
afterAll(() => checker.close());
const errorsOf = async (data: Record<string, unknown>) =>
  (await checker.check({ definition: { components }, data })).errors.map(
    ({ path, code }) => `${path}: ${code}`,
  );

describe('in the worker, past any client', () => {
  test('what is right passes unchanged', async () => {
    const checked = await checker.check({ definition: { components }, data: good });
    expect(checked).toEqual({ data: good, errors: [], dropped: [] });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['code', { code: '91359900MA7H6K2R65' }, 'code: credit-code-check'],
    ['person', { person: '110105194912310021' }, 'person: id-number-check'],
    ['phone', { phone: '1380013' }, 'phone: mobile-length'],
    ['amount', { amount: '12万' }, 'amount: money-digits'],
    ['amount', { amount: 0.005 }, 'amount: decimals'],
    ['amount', { amount: 1e15 }, 'amount: number-too-large'],
    ['region', { region: '110000' }, 'region: region-outside'],
    ['region', { region: '云江市' }, 'region: region-unknown'],
    ['industry', { industry: '软件' }, 'industry: industry-unknown'],
    ['account', { account: '6210-0000' }, 'account: bank-digits'],
    ['address', { address: { region: '990000', detail: 'x' } }, 'address.region: region-unknown'],
    ['sign', { sign: 'data:image/png;base64,AAAA' }, 'sign: signature-picture'],
    ['costs', { costs: [{ item: 'x', cost: 'viel' }] }, 'costs[0].cost: money-digits'],
    ['paper', { paper: [{ fileId: '1' }, { fileId: '2' }, { fileId: '3' }] }, 'paper: too-many-files'],
    ['promise', { promise: false }, 'promise: commitment-open'],
    ['promise', { promise: undefined }, 'promise: commitment-open'],
    ['promise', { promise: 'yes' }, 'promise: type'],
  ])('a faked %s is refused with words that name it', async (_key, faked, expected) => {
    const errors = await errorsOf({ ...good, ...faked });
    expect(errors).toContain(expected);
    expect(hasWords(`forms.check.${expected.split(': ')[1]}`)).toBe(true);
  });

  test('a fact card takes nothing from a client and keeps what the register says', async () => {
    const faked = { ...good, staff: '99999999' };
    const alone = await checker.check({ definition: { components }, data: faked });
    expect(alone.data.staff).toBeUndefined();
    expect(alone.dropped).toEqual([{ path: 'staff', reason: 'disabled', posted: '99999999' }]);
    const known = await checker.check({
      definition: { components },
      data: faked,
      serverValues: { staff: { value: '32000000', locked: true } },
    });
    expect(known.data.staff).toBe('32000000');
    expect(known.dropped).toEqual([
      { path: 'staff', reason: 'locked', posted: '99999999', kept: '32000000' },
    ]);
  });

  test('hidden, a commitment is not asked for; then its value is gone, too', async () => {
    const hidden = components.map((component) =>
      component.key === 'promise'
        ? { ...component, conditional: { show: true, json: { '==': [{ var: 'data.phone' }, '1'] } } }
        : component,
    );
    const checked = await checker.check({ definition: { components: hidden }, data: good });
    expect(checked.errors).toEqual([]);
    expect(checked.data.promise).toBeUndefined();
  });

  test('a field that is disabled, hidden or of another type keeps form.io’s holes closed for our types, too', async () => {
    const closed = components.map((component) =>
      ['code', 'amount', 'sign'].includes(component.key)
        ? { ...component, ...(component.key === 'code' ? { hidden: true } : { disabled: true }) }
        : component,
    );
    const checked = await checker.check({ definition: { components: closed }, data: good });
    expect([checked.data.code, checked.data.amount, checked.data.sign]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(checked.dropped.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'code hidden',
      'amount disabled',
      'sign disabled',
    ]);
    const shapes = { code: { a: 1 }, region: ['359902'], sign: { data: 'x' }, address: 'x', amount: [1] };
    expect(await errorsOf({ ...good, ...shapes })).toEqual([
      'code: type',
      'amount: money-digits',
      'region: type',
      'sign: type',
    ]);
  });
});

describe('in words', () => {
  const rows = () => listFields(components, { ...good, staff: '32000000' });
  const row = (path: string) => rows().find((one) => one.path === path);

  test('codes have their names, numbers their groups, and identity numbers are covered', () => {
    expect(Object.fromEntries(rows().map(({ path, text }) => [path, text]))).toMatchObject({
      person: '110105********002X',
      amount: '123,000.00 元',
      region: '福建省 · 云江市 · 江北区',
      industry: 'I6513 应用软件开发',
      account: '6210 0000 0000 0031 6',
      sign: '林致远（键入签名）',
      staff: '32,000,000 元',
    });
    expect(row('person')).toMatchObject({ covered: true, printed: '11010519491231002X' });
    expect(row('phone')).toMatchObject({ covered: false, printed: '13800138000' });
  });

  test('on paper amounts have capital figures and a commitment its wording', () => {
    expect(row('amount')?.printed).toBe('123,000.00 元（壹拾贰万叁仟元整）');
    expect(row('promise')?.printed).toBe(
      '1. 所填内容真实\n2. 未重复申报\n承诺不实的，追回资金，并记入信用记录。',
    );
    expect(printValue(field('textfield', 'x'), 'y', chinese)).toBeNull();
    expect(printValue(field('currency', 'x'), 'y', chinese)).toBeNull();
    expect(printValue(field('textfield', 'x', { format: 'region' }), 7, chinese)).toBeNull();
  });

  test('a fact card names what a code stands for', () => {
    const card = (fact: string, more = {}) =>
      field('textfield', 'x', { format: 'fact-card', prefill: { fact }, ...more });
    expect(valueText(card('industry.code'), 'I6513')).toBe('I6513 应用软件开发');
    expect(valueText(card('region.code'), '359902')).toContain('云江市 · ');
    expect(valueText(card('industry.code'), 'Z9999')).toBe('Z9999');
    expect(valueText(card('revenue.annual', { suffix: '元' }), '32000000')).toBe('32,000,000 元');
  });

  test('what a form calculates is rounded to 分, on the screen and on paper alike', () => {
    const amount = field('currency', 'x', { entryUnit: 'wan', suffix: '万元' });
    for (const [value, text, capitals] of [
      [10 / 3, '3.33 元', '叁元叁角叁分'],
      [1.005, '1.01 元', '壹元零壹分'],
      [-1.005, '-1.01 元', '负壹元零壹分'],
      [1e-7, '0.00 元', '零元整'],
    ] as const) {
      expect(valueText(amount, value)).toBe(text);
      expect(printValue(amount, value, chinese)?.text).toBe(`${text}（${capitals}）`);
    }
    expect(printValue(amount, 1e21, chinese)).toBeNull();
  });

  test('the printed form has the wording of the commitment and the sums under the table', () => {
    const paper = JSON.stringify(formTables(components, good, chinese));
    for (const words of ['■ 1. 所填内容真实', '合计', '0.30 元', '壹拾贰万叁仟元整', '11010519491231002X'])
      expect(paper).toContain(words);
  });

  test('English readers read the words around the values in English, on the screen and on paper', () => {
    const english = fieldWords('en');
    const shown = listFields(components, good, {}, english);
    const printed = JSON.stringify(formTables([...components, field('checkbox', 'agreed')], good, english));
    expect(shown.find(({ path }) => path === 'sign')).toMatchObject({
      text: '林致远 (typed signature)',
      printed: '林致远 (typed signature)',
    });
    expect(shown.find(({ path }) => path === 'costs[].cost')?.sections).toEqual(['「costs」 Total']);
    for (const words of ['林致远 (typed signature)', '"Total"', '□ Yes　■ No'])
      expect(printed).toContain(words);
    for (const words of ['键入签名', '合计', '■ 否']) expect(printed).not.toContain(words);
  });

  test('the sums of a table are its rows’ alone, exactly, and no client’s', () => {
    const sum = rows().find(({ path }) => path === 'costs[].cost');
    expect(sum).toMatchObject({ text: '0.30 元', calculated: true, sections: ['「costs」 合计'] });
    const table = components.find(({ key }) => key === 'costs') as FormComponent;
    expect(columnSums(table, [{ cost: 1 }, { cost: 'x' }, null])).toMatchObject([{ key: 'cost', sum: '1' }]);
    expect(columnSums(table, 'x')).toEqual([]);
    expect(sumOf([0.1, 0.2, '-0.05', 'x', null])).toBe('0.25');
    expect(sumOf(['-1.5'])).toBe('-1.5');
  });
});

test('a file that is a table has a template of its columns; any other has none', () => {
  const list = field('file', 'list', { label: '名单', sheetColumns: '姓名\r\n\n 岗位 ' });
  expect(findSheetTemplate([list], 'list')).toEqual({ name: '名单', columns: ['姓名', '岗位'] });
  expect([
    findSheetTemplate([list], 'x'),
    findSheetTemplate(components, 'paper'),
    findSheetTemplate(components, 'code'),
  ]).toEqual([null, null, null]);
});

describe('as forms', () => {
  test('none of them troubles the lint, and an export of form.io’s brings all of them back', () => {
    expect(lintForm({ components }, { knownFacts: new Set(['revenue.annual']) })).toEqual([]);
    const back = readFormioExport(
      JSON.stringify({ title: '样表', path: 'sample', display: 'form', components }),
    );
    if (typeof back === 'string') throw new Error(back);
    expect(back.refused).toEqual([]);
    expect(back.definition.components).toEqual(components);
  });

  test('one that would do nothing is found', () => {
    const empty = [
      field('checkbox', 'promise', { format: 'commitment' }),
      field('textfield', 'card', { format: 'fact-card' }),
    ];
    const findings = lintForm({ components: empty });
    expect(findings.map(({ code, key }) => `${key} ${code}`).sort()).toEqual([
      'card fact-card-unbound',
      'promise commitment-consequence',
      'promise commitment-empty',
    ]);
    for (const { code } of findings) expect(hasWords(`forms.lint.${code}`)).toBe(true);
  });

  test('the wording of a commitment may stand as lines or as rows', () => {
    const given = field('checkbox', 'p', { conditions: ['一', { text: '二' }, 3, ''], consequence: 4 });
    expect(commitmentOf(given)).toEqual({ conditions: ['一', '二'], consequence: '' });
    expect(commitmentOf(field('checkbox', 'p'))).toEqual({ conditions: [], consequence: '' });
  });
});
