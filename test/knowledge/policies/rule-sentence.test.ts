import { describe, expect, it } from 'vitest';

import { negatedPredicate, statedPredicate } from '~/knowledge/policies/predicate-words';
import { makeRuleContext } from '~/knowledge/policies/rule-context';
import { ruleSentence, sentenceText } from '~/knowledge/policies/rule-sentence';
import type { RuleGroup, RuleLeaf } from '~/knowledge/policies/rule-schema';

const context = makeRuleContext('2026-11-22', [
  {
    key: 'score',
    type: 'number',
    unit: '分',
    label: '综合评价得分',
    labelEn: 'Score',
    formula: {
      kind: 'score',
      indicators: [
        {
          id: 'ip',
          label: '知识产权',
          max: 30,
          routes: [{ of: 'ip.class1', bands: [{ from: 1, points: 30 }], otherwise: 0 }],
        },
      ],
    },
  },
]);
const read = (rule: RuleGroup) => [
  sentenceText(ruleSentence(rule, context)),
  sentenceText(ruleSentence(rule, context, 'en')),
];
const one = (field: string, operator: string, value?: unknown) =>
  read({ combinator: 'and', rules: [{ field, operator: operator as RuleLeaf['operator'], value }] });

describe('a rule as one sentence', () => {
  it('joins its conditions, and reads a choice without brackets at the first level', () => {
    expect(
      read({
        combinator: 'and',
        rules: [
          { field: 'region.code', operator: 'within', value: '359900' },
          {
            combinator: 'or',
            rules: [
              { field: 'qualification.high-tech', operator: 'isTrue' },
              {
                combinator: 'and',
                rules: [
                  { field: 'score', operator: '>=', value: 60 },
                  { field: 'staff.count', operator: '<=', value: 500 },
                ],
              },
            ],
          },
          { field: 'credit.dishonest', operator: 'isFalse' },
        ],
      }),
    ).toEqual([
      '企业所在地区在云江市；且 是有效期内的高新技术企业 或 （综合评价得分不低于 60 分 且 上年度从业人数不超过 500 人）；且 未列入严重违法失信名单。',
      'The firm qualifies when region lies within Yunjiang; and “High-tech enterprise, in force” is true or (score is at least 60 分 and last year’s staff is at most 500 people); and “On the list of serious dishonesty” is false.',
    ]);
  });

  it('says what not turns round', () => {
    const rules: RuleLeaf[] = [
      { field: 'credit.abnormal', operator: 'isTrue' },
      { field: 'industry.code', operator: 'within', value: ['K', 'R90'] },
    ];
    expect(read({ combinator: 'or', not: true, rules })).toEqual([
      '企业不满足（列入经营异常名录 或 所属行业属于房地产业（K）或娱乐业（R90））中的任何一项。',
      'The firm qualifies when none of (“On the list of abnormal operations” is true or industry lies within 房地产业（K） or 娱乐业（R90）) holds.',
    ]);
    expect(read({ combinator: 'and', rules: [{ combinator: 'and', not: true, rules }] })[0]).toBe(
      '企业不同时满足（列入经营异常名录 且 所属行业属于房地产业（K）或娱乐业（R90））。',
    );
  });

  it('says who confirms and who decides', () => {
    expect(
      read({
        combinator: 'or',
        rules: [
          { operator: 'declared', label: '未被处罚', labelEn: 'Not fined' },
          { operator: 'judged', label: '技术先进' },
        ],
      }),
    ).toEqual([
      '企业申请人承诺“未被处罚”；或 主管部门认定“技术先进”。',
      'The firm qualifies when the applicant confirms “Not fined”; or the department finds “技术先进”.',
    ]);
  });

  it.each([
    [
      'revenue.annual',
      '>=',
      '20000000',
      '企业上年度营业收入不低于 2,000 万元。',
      'last year’s revenue is at least 20,000,000 yuan',
    ],
    ['rd.expense', '>', '0', '企业上年度研发费用高于 0 元。', 'last year’s R&D expense is above 0 yuan'],
    [
      'staff.layoff-rate',
      '<',
      '0.055',
      '企业上年度裁员率低于 5.5%。',
      'last year’s layoff rate is below 5.5%',
    ],
    [
      'staff.insured',
      'between',
      [1, 30],
      '企业参保人数在 1 人 至 30 人 之间（含）。',
      'insured staff lies from 1 people to 30 people inclusive',
    ],
    ['tax.credit-grade', 'in', ['A', 'B'], '企业纳税信用等级为', 'tax credit grade is '],
    [
      'size',
      'notIn',
      ['large', 'medium'],
      '企业规模不为大型和中型。',
      'size of the firm is not large or medium',
    ],
    ['size', '=', 'micro', '企业规模为微型。', 'size of the firm is micro'],
    [
      'registration.date',
      '<=',
      { asOf: true, plus: '-P1Y6M' },
      '企业成立日期不晚于当日前 1 年 6 个月。',
      'date of establishment is not after 1 year and 6 months before the day asked about',
    ],
    ['registration.date', 'after', { asOf: true }, '企业成立日期晚于当日。', 'is after the day asked about'],
    [
      'registration.date',
      '>=',
      { asOf: true, plus: 'P30D' },
      '企业成立日期不早于当日后 30 天。',
      'is not before 30 days after the day asked about',
    ],
    ['registration.date', 'before', '2020-01-01', '企业成立日期早于 2020-01-01。', 'is before 2020-01-01'],
    ['registration.name', 'contains', '智造', '企业名称含有“智造”。', 'registered name contains “智造”'],
    [
      'incident.major-1y',
      'isFalse',
      undefined,
      '企业近一年未发生重大安全、质量事故或严重环境违法。',
      'is false',
    ],
    ['ip.core', 'isFalse', undefined, '企业未拥有核心自主知识产权。', 'is false'],
    ['hightech.field', 'isFalse', undefined, '企业不属于国家重点支持的高新技术领域。', 'is false'],
    ['qualification.srdi', 'isFalse', undefined, '企业不是有效期内的专精特新中小企业。', 'is false'],
  ])('%s %s', (field, operator, value, zh, en) => {
    const [chinese, english] = one(field, operator, value);
    expect(chinese).toContain(zh);
    expect(english).toContain(en);
  });

  it('leaves gaps where a condition isn’t finished, and says where', () => {
    const parts = ruleSentence(
      {
        combinator: 'and',
        rules: [
          { field: 'staff.count', operator: '<=', value: '' },
          { field: '', operator: '=' },
          { operator: 'declared' },
          { combinator: 'or', rules: [] },
        ],
      },
      context,
    );
    expect(sentenceText(parts)).toBe('企业上年度从业人数……；且 ……；且 申请人承诺……；且 ……。');
    expect(parts.filter(({ open }) => open).map(({ path }) => path)).toEqual([[0], [1], [2], [3]]);
  });

  it('denies a yes-or-no fact by its verb, and says so where the name gives no hold', () => {
    const words = ['有固定资产', '是上市公司', '因灾害造成经营困难', '市级以上示范社', '缴纳环境保护税'];
    expect(words.map(negatedPredicate)).toEqual([
      '没有固定资产',
      '不是上市公司',
      '不存在“因灾害造成经营困难”的情形',
      '不是市级以上示范社',
      '未缴纳环境保护税',
    ]);
    expect(words.map(statedPredicate)[3]).toBe('是市级以上示范社');
  });
});
