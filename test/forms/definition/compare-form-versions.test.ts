import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { compareFormVersions } from '~/forms/definition/compare-form-versions';
import { compileConditionals } from '~/forms/definition/compile-conditionals';
import type { FormComponent } from '~/forms/definition/form-definition';
import { noTerms } from '~/forms/definition/form-terms';
import { describeChange } from '~/forms/words/describe-change';
import { hasWords, say } from '~/forms/words/say';

import { components } from '../small-city';

const field = (more: Partial<FormComponent> = {}): FormComponent => ({
  ...{ type: 'textfield', key: 'a', label: '甲', input: true },
  ...more,
});
const of = (...list: FormComponent[]) => ({ title: '表', definition: { components: list } });
const codes = (older: FormComponent, newer: FormComponent) =>
  compareFormVersions(of(older), of(newer)).map(({ code, effect }) => `${code} ${effect}`);
const list = (...values: string[]) => values.map((value) => ({ value, label: value.toUpperCase() }));

test('two equal versions have no difference, however they were compiled or saved by form.io', () => {
  const saved = components.map((component) => ({
    ...component,
    ...{ id: 'e1', hidden: component.hidden ?? false, multiple: component.multiple ?? false, tooltip: '' },
    validate: { custom: '', ...component.validate, unique: false },
  }));
  expect(compareFormVersions(of(...components), of(...saved))).toEqual([]);
  const compiled = { title: '表', definition: compileConditionals({ components }) };
  expect(compareFormVersions(of(...components), compiled)).toEqual([]);
});

describe('a difference is told by what it means', () => {
  it.each<[string, Partial<FormComponent>, Partial<FormComponent>, string[]]>([
    ['type', {}, { type: 'number' }, ['type look']],
    ['several', {}, { multiple: true }, ['multiple look']],
    ['only one', { multiple: true }, {}, ['single look']],
    ['required', {}, { validate: { required: true } }, ['required-now look']],
    ['optional', { validate: { required: true } }, {}, ['required-no-more none']],
    ['looser', { validate: { maxLength: 10 } }, { validate: { maxLength: 20 } }, ['limit-looser none']],
    ['stricter', { validate: { maxLength: 20 } }, { validate: { maxLength: 10 } }, ['limit-tighter look']],
    ['a new limit', {}, { validate: { minLength: 3 } }, ['limit-tighter look']],
    ['a lower least', { validate: { min: 3 } }, { validate: { min: 1 } }, ['limit-looser none']],
    ['no limit', { validate: { pattern: 'a' } }, {}, ['limit-looser none']],
    ['a pattern', { validate: { pattern: 'a' } }, { validate: { pattern: 'b' } }, ['limit-tighter look']],
    ['file types', { filePattern: '.pdf' }, { filePattern: '.pdf,.jpg' }, ['limit-tighter look']],
    ['bound', {}, { prefill: { fact: 'credit.code' } }, ['bound look']],
    ['unbound', { prefill: { fact: 'credit.code' } }, {}, ['unbound none']],
    ['other fact', { prefill: { fact: 'a' } }, { prefill: { fact: 'b' } }, ['binding-changed look']],
    [
      ...(['period', { prefill: { fact: 'a' } }, { prefill: { fact: 'a', period: '2025' } }] as const),
      ['binding-settings look'],
    ],
    ['shown on a condition', {}, { conditional: { json: { '!!': [1] } } }, ['condition-added look']],
    [
      'always shown',
      { conditional: { when: 'b', eq: '1' } },
      { conditional: { when: null } },
      ['condition-removed look'],
    ],
    ['calculated', {}, { calculateValue: { '+': [1, 2] } }, ['calculation-added look']],
    ['other logic', { logic: [{ name: '1' }] }, { logic: [{ name: '2' }] }, ['logic-changed look']],
    ['hidden', {}, { hidden: true }, ['hidden-now look']],
    ['editable', { disabled: true }, {}, ['disabled-no-more look']],
    ['default', {}, { defaultValue: 'x' }, ['default-value none']],
    ['wording', {}, { label: '乙', description: '说明' }, ['label none', 'help none']],
    ['messages', {}, { validate: { customMessage: '请填' } }, ['messages none']],
    ['English', {}, { properties: { labelEn: 'A' } }, ['translation none']],
    ['looks', {}, { customClass: 'wide' }, ['looks none']],
    ['what nobody knows', {}, { strange: 1 }, ['other look']],
  ])('%s', (_, older, newer, expected) => {
    expect(codes(field(older), field(newer))).toEqual(expected);
  });

  it('choices: added, taken out, worded anew', () => {
    const older = field({ type: 'radio', values: list('a', 'b') });
    const newer = field({ type: 'radio', values: [{ value: 'a', label: '甲' }, ...list('c')] });
    expect(compareFormVersions(of(older), of(newer)).map(({ code, unless }) => [code, unless])).toEqual([
      ['choices-added', undefined],
      ['choices-removed', { notChosen: ['b'] }],
      ['choices-renamed', undefined],
    ]);
  });

  it('fields: added, taken out, moved, and the words between them', () => {
    const panel = (key: string, ...inner: FormComponent[]) =>
      field({ type: 'panel', key, title: key, input: false, components: inner });
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((key) => field({ key, label: key })) as [
      FormComponent,
      FormComponent,
      FormComponent,
      FormComponent,
    ];
    const text = field({ type: 'content', key: 't', html: '<p>旧 文</p>', label: '' });
    const older = of(panel('甲部', a, b, c), panel('乙部'), text);
    const newer = of(panel('甲部', c, a), panel('乙部', b, { ...d, validate: { required: true } }), {
      ...text,
      html: '<p>新文</p>',
    });
    const told = compareFormVersions(older, newer).map((change) =>
      describeChange(change, (key, params) => say('zh-CN', key, params)),
    );
    expect(told).toEqual([
      '“c”换了位置'.replace('换了位置', '移到“甲部”'),
      '“b”移到“乙部”',
      '在“乙部”新增必填项“d”',
      '文字由“旧 文”改为“新文”',
    ]);
    const gone = compareFormVersions(older, of(panel('丙部', a, b)));
    expect(gone.map(({ code }) => code)).toEqual([
      'moved-to',
      'moved-to',
      'removed',
      'text-added',
      'text-removed',
      'text-removed',
      'text-removed',
    ]);
  });

  it('the whole form: title, pages, days, opening and places', () => {
    const older = { ...of(field()), terms: noTerms };
    const newer = {
      title: '新表',
      definition: { display: 'wizard' as const, components: [field()], settings: { reviewWorkDays: 10 } },
      terms: { opensAt: '2026-12-01T01:00:00.000Z', closesAt: null, mostInAll: 5, mostPerFirm: 1 },
    };
    const told = compareFormVersions(older, newer).map((change) =>
      describeChange(change, (key, params) => say('zh-CN', key, params)),
    );
    expect(told).toEqual([
      '表单名称由“表”改为“新表”',
      '由一页改为分步填写',
      '审核时限由 5 个工作日改为 10 个工作日',
      '开放时间由 — 改为 2026-12-01 09:00',
      '受理总份数由 — 改为 5',
      '每家企业可报份数由 — 改为 1',
    ]);
  });
});

test('types, limits and facts are named, in both languages', () => {
  const change = (code: string, params: Record<string, string>) => ({
    ...{ code, path: 'a', label: '甲', params, effect: 'look' as const },
  });
  const zh = (key: string, params?: Record<string, string | number>) => say('zh-CN', key, params);
  const en = (key: string, params?: Record<string, string | number>) => say('en', key, params);
  expect(describeChange(change('type', { fromType: 'textfield', toType: 'number' }), zh)).toBe(
    '“甲”由单行文字改为数字',
  );
  expect(describeChange(change('limit-tighter', { limit: 'max', from: '9', to: '5' }), en)).toBe(
    '“甲”: at most 5 instead of 9, stricter',
  );
  expect(describeChange(change('bound', { toFact: 'credit.code' }), zh, () => '信用代码')).toContain(
    '信用代码',
  );
  expect(describeChange(change('type', { fromType: 'odd', toType: 'time' }), zh)).toContain('odd');
});

test('whatever two orders of fields: the difference names fields of both, has words, and is empty only for one order', () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];
  const order = fc.shuffledSubarray(keys);
  fc.assert(
    fc.property(order, order, (before, after) => {
      const version = (names: string[]) => of(...names.map((key) => field({ key, label: key })));
      const changes = compareFormVersions(version(before), version(after));
      const moved = changes.filter(({ code }) => code === 'moved').map(({ path }) => path);
      // What didn't move stands in the same order in both.
      const stays = (names: string[]) =>
        names.filter((name) => before.includes(name) && after.includes(name) && !moved.includes(name));
      expect(stays(before)).toEqual(stays(after));
      expect(changes.filter(({ code }) => code === 'removed').map(({ path }) => path)).toEqual(
        before.filter((name) => !after.includes(name)),
      );
      expect(changes.every(({ code }) => hasWords(`forms.change.${code}`))).toBe(true);
      expect(changes.length === 0).toBe(JSON.stringify(before) === JSON.stringify(after));
    }),
  );
});
