import { describe, expect, it } from 'vitest';

import { parseTypedValue } from '~/knowledge/enterprises/parse-typed-value';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { parseDecimal, exact } from '~/knowledge/enterprises/exact-number';
import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import { addDuration, parseDuration } from '~/knowledge/enterprises/duration';
import { derivedFactSchema } from '~/knowledge/enterprises/derived-fact-schema';
import { toConditionJson } from '~/knowledge/policies/condition-json';
import { evaluateRule } from '~/knowledge/policies/evaluate-rule';
import { formatPercent, formatValue, formatYuan } from '~/knowledge/policies/format-value';
import { windowState } from '~/knowledge/policies/policy-window';
import { findField, makeRuleContext } from '~/knowledge/policies/rule-context';
import { matchRequestSchema, policyListQuerySchema } from '~/knowledge/policies/match-request';
import { policyContentSchema } from '~/knowledge/policies/policy-content';

import { factsOf } from '../enterprises/derive';

const context = makeRuleContext('2026-11-22');
const decimal = (text: string) => parseDecimal(text) ?? exact(-1);

describe('figures in words', () => {
  it('money is in 万元 from ten thousand on', () => {
    expect(formatYuan(exact(50_000_000), 'zh')).toBe('5,000 万元');
    expect(formatYuan(exact(-25_000), 'zh')).toBe('-2.5 万元');
    expect(formatYuan(decimal('9999.5'), 'zh')).toBe('9,999.5 元');
    expect(formatYuan(exact(50_000_000), 'en')).toBe('50,000,000 yuan');
    expect(formatPercent(decimal('0.0775'))).toBe('7.75%');
  });

  it.each([
    ['industry.code', 'I6513', '应用软件开发（I6513）', '应用软件开发（I6513）'],
    ['industry.code', 'J6620', 'J6620', 'J6620'],
    ['region.code', '359900', '云江市', 'Yunjiang'],
    ['region.code', '330100', '杭州市', '杭州市'],
    ['region.code', '330199', '330199', '330199'],
    ['registration.status', 'active', '存续', 'active'],
    ['credit.abnormal', false, '否', 'no'],
    ['credit.abnormal', true, '是', 'yes'],
    ['staff.layoff-rate', decimal('0.055'), '5.5%', '5.5%'],
    ['staff.count', decimal('299.75'), '299.75 人', '299.75 people'],
    ['size', 'micro', '微型', 'micro'],
    ['registration.name', '智造', '智造', '智造'],
  ] as const)('%s %s', (key, value, zh, en) => {
    const field = findField(key, context)!;
    expect([formatValue(value, field, 'zh'), formatValue(value, field, 'en')]).toEqual([zh, en]);
  });
});

describe('conditions in words', () => {
  const words = (field: string, operator: string, value?: unknown) => {
    const [condition] = evaluateRule(
      { combinator: 'and', rules: [{ field, operator, value }] },
      new Map(),
      '2026-11-22',
    ).conditions;
    return [toConditionJson(condition!, context).label, toConditionJson(condition!, context, 'en').label];
  };
  it.each([
    ['staff.count', '<=', 300, '从业人数 ≤ 300 人', 'Staff ≤ 300 people'],
    ['staff.count', 'between', [1, 5], '从业人数 1 人 至 5 人', 'Staff 1 people to 5 people'],
    ['size', 'in', ['small', 'micro'], '企业规模 小型、微型之一', 'Size of the firm one of small, micro'],
    ['size', 'notIn', ['large'], '企业规模 不属于 大型', 'Size of the firm none of large'],
    ['size', '!=', 'large', '企业规模 不是 大型', 'Size of the firm not large'],
    ['registration.status', '=', 'active', '登记状态 存续', 'Registration status active'],
    [
      'registration.date',
      'before',
      { asOf: true, plus: '-P1Y' },
      '成立日期 早于 2025-11-22',
      'Date of establishment before 2025-11-22',
    ],
    [
      'registration.date',
      'after',
      '2020-01-01',
      '成立日期 晚于 2020-01-01',
      'Date of establishment after 2020-01-01',
    ],
    ['region.code', 'within', '359900', '所在地区 属于 云江市', 'Region within Yunjiang'],
    ['registration.name', 'contains', '科技', '企业名称 含“科技”', 'Registered name contains “科技”'],
    ['ip.core', 'isTrue', undefined, '拥有核心自主知识产权', 'Owns core intellectual property'],
    [
      'credit.abnormal',
      'isFalse',
      undefined,
      '未列入经营异常名录',
      'Not: On the list of abnormal operations',
    ],
  ])('%s %s %j', (field, operator, value, zh, en) => {
    expect(words(field, operator, value)).toEqual([zh, en]);
  });

  it('groups, judgements and bounds say what they are', () => {
    const rule = {
      combinator: 'and',
      rules: [
        { combinator: 'or', rules: [{ operator: 'judged' }, { operator: 'declared' }] },
        {
          combinator: 'and',
          not: true,
          label: '不得',
          source: 's1',
          rules: [{ field: 'size', operator: '=', value: 'small' }],
        },
        { combinator: 'or', not: true, rules: [{ field: 'credit.abnormal', operator: 'isTrue' }] },
      ],
    };
    const facts = factsOf({ 'industry.code': 'I6513', 'staff.count': 86 });
    const [any, none, nor] = evaluateRule(rule, facts, '2026-11-22').conditions.map((condition) =>
      toConditionJson(condition, context),
    );
    expect(any).toMatchObject({
      label: '以下条件至少一项成立',
      combinator: 'or',
      children: [{ label: '由主管部门认定' }, { label: '由申请人承诺', result: 'declared' }],
    });
    expect(none).toMatchObject({
      label: '不得',
      not: true,
      source: 's1',
      children: [{ bounds: '小型或微型' }],
    });
    expect(nor?.label).toBe('以下条件都不成立');
  });

  it('a score that is not certain gives its bounds and its table', () => {
    const score = derivedFactSchema.parse({
      key: 'score',
      type: 'number',
      formula: {
        kind: 'score',
        indicators: [
          {
            id: 'a',
            label: '甲',
            labelEn: 'A',
            max: 20,
            routes: [{ of: 'ip.class1', bands: [{ from: 1, points: 20 }] }],
          },
          { id: 'b', label: '乙', max: 10, routes: [{ of: 'ip.class2', bands: [{ from: 1, points: 10 }] }] },
        ],
      },
    });
    const own = makeRuleContext('2026-11-22', [score]);
    const rule = {
      combinator: 'and',
      rules: [
        { field: 'score', operator: '>=', value: 60 },
        { field: 'score', operator: '>=', value: 20 },
      ],
    };
    const conditions = evaluateRule(rule, factsOf({ 'ip.class2': 3 }), '2026-11-22', own).conditions;
    expect(conditions.map(({ result }) => result)).toEqual(['not-met', 'unknown']);
    const json = toConditionJson(conditions[1]!, own, 'en');
    expect(json).toMatchObject({
      bounds: 'at least 10, at most 30',
      score: [
        { label: 'A', low: 0, high: 20 },
        { label: '乙', low: 10, high: 10, text: '3 items' },
      ],
    });
    expect(toConditionJson(conditions[1]!, own).bounds).toBe('至少 10，至多 30');
  });

  it('an unknown key is a bug of the caller', () => {
    expect(() => openFactReader(new Map(), context).read('no.such')).toThrow('Unknown fact');
    expect(findField('no.such', context)).toBeNull();
  });
});

describe('what a person types', () => {
  it.each([
    ['rd.expense', '248万', '2480000'],
    ['rd.expense', '２，４８０，０００ 元', '2480000'],
    ['rd.expense', '1.5亿元', '150000000'],
    ['rd.expense', 'much', 'much'],
    ['staff.count', '86 人', 86],
    ['staff.count', '1,200', 1200],
    ['staff.count', '-3', -3],
    ['staff.count', 'many', 'many'],
    ['market.years', '2.5年', '2.5'],
    ['market.years', 'x', 'x'],
    ['staff.layoff-rate', '3%', '0.03'],
    ['staff.layoff-rate', '0.03', '0.03'],
    ['credit.abnormal', '是', true],
    ['credit.abnormal', 'false', false],
    ['credit.abnormal', 'perhaps', 'perhaps'],
    ['industry.code', ' i6513 ', 'I6513'],
    ['registration.name', ' 智造 ', '智造'],
  ] as const)('%s %j becomes %j', (key, typed, value) => {
    expect(parseTypedValue(builtInCatalogue.get(key)!, typed)).toBe(value);
  });
});

describe('windows', () => {
  const window = { opens: '2026-10-15', closes: '2026-12-15', yearly: false };
  it.each([
    ['2026-10-14', { state: 'not-yet' }],
    ['2026-10-15', { state: 'open', daysLeft: 61 }],
    ['2026-12-15', { state: 'open', daysLeft: 0 }],
    ['2026-12-16', { state: 'closed' }],
  ] as const)('on %s', (at, state) => {
    expect(windowState(window, at)).toMatchObject(state);
  });

  it('recur each year, over New Year too, and are always open where there is none', () => {
    expect(windowState({ ...window, yearly: true }, '2027-11-01')).toMatchObject({
      state: 'open',
      closes: '2027-12-15',
    });
    expect(windowState({ ...window, yearly: true }, '2026-12-16')).toMatchObject({
      state: 'not-yet',
      opens: '2027-10-15',
    });
    const winter = { opens: '2024-11-01', closes: '2024-02-29', yearly: true };
    expect(windowState(winter, '2027-02-28')).toMatchObject({ state: 'open', closes: '2027-02-28' });
    expect(windowState(winter, '2027-03-01')).toMatchObject({ state: 'not-yet', opens: '2027-11-01' });
    expect(windowState(undefined, '2027-03-01')).toEqual({ state: 'always' });
  });
});

describe('durations', () => {
  it.each([
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2026-11-22', '-P365D', '2025-11-22'],
    ['2026-11-22', 'P1Y2M1W1D', '2028-01-30'],
    ['2026-01-15', '-P2M', '2025-11-15'],
  ])('%s %s is %s', (date, text, moved) => {
    expect(addDuration(date, parseDuration(text)!)).toBe(moved);
  });
  it.each(['P', '1Y', 'P1', 'PT1H', 'P1.5Y', ''])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe('requests and contents', () => {
  it('an envelope has facts or a firm, a date that exists, and nothing else', () => {
    const ok = (body: unknown) => matchRequestSchema.safeParse(body).success;
    expect([
      ok({ facts: {} }),
      ok({ enterpriseId: 'e', asOf: '2026-11-22', region: '359900', policyIds: ['a'] }),
    ]).toEqual([true, true]);
    for (const body of [
      {},
      { facts: {}, enterpriseId: 'e' },
      { facts: {}, asOf: '2026-02-30' },
      { facts: {}, foo: 1 },
      { facts: [] },
    ])
      expect(ok(body)).toBe(false);
    expect(policyListQuerySchema.parse({ limit: '5' })).toMatchObject({ limit: 5 });
  });

  it('a content refuses an amount of nothing and a window that closes first', () => {
    const words = { zh: '字' };
    const content = {
      summary: words,
      topic: 'tax',
      guide: { audience: words, conditions: words, timeLimit: words, address: words, phone: words },
      rule: { combinator: 'and', rules: [{ field: 'staff.count', operator: '<=', value: 300 }] },
      benefit: { label: words, amount: { kind: 'about' } },
      window: { opens: '2026-02-01', closes: '2026-01-01' },
      channel: 'automatic',
      sources: [{ id: 's', documentTitle: '办法' }],
    };
    const paths = policyContentSchema.safeParse(content).error?.issues.map(({ path }) => path.join('.'));
    expect(paths).toEqual(['benefit.amount', 'window.closes']);
  });
});
