import { describe, expect, it } from 'vitest';

import { derivedFactSchema, type DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';
import { countShown } from '~/knowledge/policies/count-shown';
import { evaluateRule } from '~/knowledge/policies/evaluate-rule';
import { makeRuleContext } from '~/knowledge/policies/rule-context';

import { derive, factsOf } from '../enterprises/derive';

/** The score table of 国科发政〔2017〕115号: staff 20, research 50 (by sales or by costs), achievements 30. */
const derived: DerivedFactInput[] = [
  {
    key: 'staff.share',
    type: 'share',
    formula: { kind: 'ratio', numerator: 'staff.technical', denominator: 'staff.count' },
  },
  {
    key: 'rd.by-sales',
    type: 'share',
    formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'sales.annual' },
  },
  {
    key: 'rd.by-cost',
    type: 'share',
    formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'cost.annual' },
  },
  {
    key: 'tech.score',
    type: 'number',
    formula: {
      kind: 'score',
      indicators: [
        {
          id: 'staff',
          label: '科技人员',
          max: 20,
          routes: [
            {
              of: 'staff.share',
              bands: bands([
                ['0.30', 20],
                ['0.25', 16],
                ['0.20', 12],
                ['0.15', 8],
                ['0.10', 4],
              ]),
            },
          ],
        },
        {
          id: 'research',
          label: '研发投入',
          max: 50,
          routes: [
            {
              of: 'rd.by-sales',
              bands: bands([
                ['0.06', 50],
                ['0.05', 40],
                ['0.04', 30],
                ['0.03', 20],
                ['0.02', 10],
              ]),
            },
            {
              of: 'rd.by-cost',
              bands: bands([
                ['0.30', 50],
                ['0.25', 40],
                ['0.20', 30],
                ['0.15', 20],
                ['0.10', 10],
              ]),
            },
          ],
        },
        {
          id: 'achievements',
          label: '科技成果',
          max: 30,
          routes: [
            { of: 'ip.class1', bands: bands([['1', 30]]) },
            {
              of: 'ip.class2',
              bands: bands([
                ['4', 24],
                ['3', 18],
                ['2', 12],
                ['1', 6],
              ]),
            },
          ],
        },
      ],
    },
  },
];
function bands(steps: [string, number][]) {
  return steps.map(([from, points]) => ({ from, points }));
}

const [score, others] = [derived[3] as DerivedFactInput, derived.slice(0, 3)];
const firm = {
  'staff.count': 86,
  'staff.technical': 26,
  'rd.expense': 2_480_000,
  'sales.annual': 32_000_000,
  'cost.annual': 28_000_000,
  'ip.class1': 0,
  'ip.class2': 6,
};
const without = (...keys: string[]) =>
  Object.fromEntries(Object.entries(firm).filter(([key]) => !keys.includes(key)));
const points = (raw: Record<string, unknown>) => derive(score, raw, { others });

describe('a score table', () => {
  it('adds the points of each indicator', () => {
    expect(points(firm)).toEqual({ value: '94' });
    expect(points({ ...firm, 'staff.technical': 25 })).toEqual({ value: '90' });
    expect(points({ ...firm, 'ip.class1': 1 })).toEqual({ value: '100' });
  });

  it('takes the better of two routes', () => {
    expect(points({ ...firm, 'rd.expense': 960_000 })).toEqual({ value: '64' });
    expect(points({ ...firm, 'rd.expense': 960_000, 'cost.annual': 3_000_000 })).toEqual({ value: '94' });
  });

  it('has bounds while an indicator is unknown', () => {
    expect(points(without('staff.technical'))).toEqual({
      low: '74',
      high: '94',
      missing: ['staff.technical'],
    });
    expect(points(without('ip.class1'))).toEqual({ low: '94', high: '100', missing: ['ip.class1'] });
    expect(points({ ...without('cost.annual'), 'rd.expense': 960_000 })).toEqual({
      low: '64',
      high: '94',
      missing: ['cost.annual'],
    });
  });

  it('knows a total whose unknown indicator can not matter', () => {
    expect(points(without('cost.annual'))).toEqual({ value: '94' });
    expect(points({ ...without('ip.class2'), 'ip.class1': 2 })).toEqual({ value: '100' });
  });

  it('stops at the most an indicator can give', () => {
    const generous = structuredClone(score);
    if (generous.formula.kind === 'score') generous.formula.indicators[2]!.max = 10;
    expect(derive(generous, firm, { others })).toEqual({ value: '80' });
  });

  it('bands may also hold codes, answers and upper limits', () => {
    const grade: DerivedFactInput = {
      key: 'grade',
      type: 'number',
      formula: {
        kind: 'score',
        indicators: [
          {
            id: 'credit',
            label: '纳税信用',
            max: 10,
            routes: [
              {
                of: 'tax.credit-grade',
                bands: [
                  { equals: 'A', points: 10 },
                  { equals: 'B', points: 5 },
                ],
                otherwise: 1,
              },
            ],
          },
          {
            id: 'small',
            label: '人数',
            max: 5,
            routes: [
              {
                of: 'staff.count',
                bands: [
                  { to: 20, points: 5 },
                  { from: 20, to: 300, points: 3 },
                ],
              },
            ],
          },
        ],
      },
    };
    expect(derive(grade, { 'tax.credit-grade': 'A', 'staff.count': 19 })).toEqual({ value: '15' });
    expect(derive(grade, { 'tax.credit-grade': 'C', 'staff.count': 20 })).toEqual({ value: '4' });
    expect(derive(grade, { 'tax.credit-grade': 'B' })).toEqual({
      low: '5',
      high: '10',
      missing: ['staff.count'],
    });
  });
});

describe('科技型中小企业', () => {
  const rule = {
    combinator: 'and',
    rules: [
      { field: 'staff.count', operator: '<=', value: 500 },
      { field: 'credit.dishonest', operator: 'isFalse' },
      {
        id: 'quality',
        combinator: 'or',
        rules: [
          {
            combinator: 'and',
            rules: [
              { field: 'tech.score', operator: '>=', value: 60 },
              { field: 'staff.share', operator: '>=', value: '0.1' },
            ],
          },
          { field: 'qualification.high-tech', operator: 'isTrue' },
        ],
      },
    ],
  };
  const context = makeRuleContext(
    '2026-11-22',
    derived.map((item) => derivedFactSchema.parse(item)),
  );
  const judge = (raw: Record<string, unknown>) => {
    const evaluation = evaluateRule(
      rule,
      factsOf({ 'credit.dishonest': false, ...raw }),
      '2026-11-22',
      context,
    );
    return [evaluation.verdict, countShown(evaluation), ...evaluation.missing.map(({ key }) => key)];
  };
  const no = { 'qualification.high-tech': false };

  it('a score that is reached still needs the staff', () => {
    expect(judge({ ...firm, ...no })).toEqual(['eligible', 'eligible']);
    expect(judge({ ...without('staff.technical'), ...no })).toEqual([
      'unknown',
      'one-step',
      'staff.technical',
    ]);
    expect(judge({ ...firm, ...no, 'staff.technical': 8 })).toEqual(['ineligible', 'ineligible']);
    expect(judge({ ...firm, ...no, 'staff.technical': 9 })).toEqual(['eligible', 'eligible']);
  });

  it('a direct pass needs no score', () => {
    expect(judge({ 'staff.count': 86, 'qualification.high-tech': true })).toEqual(['eligible', 'eligible']);
  });

  it('an unknown direct pass keeps a failed score open', () => {
    expect(judge({ ...firm, 'staff.technical': 8 })).toEqual([
      'unknown',
      'one-step',
      'qualification.high-tech',
    ]);
  });
});

describe('高新技术企业: the least share of research goes by sales', () => {
  const share: DerivedFactInput = {
    key: 'rd.three-years',
    type: 'share',
    formula: {
      kind: 'ratio',
      numerator: 'rd.expense',
      denominator: 'sales.annual',
      years: { count: 3, since: 'registration.date' },
    },
  };
  const tier = (from: number, to: number | null, least: string) => ({
    combinator: 'and',
    rules: [
      ...(from ? [{ field: 'sales.annual', operator: '>', value: from }] : []),
      ...(to ? [{ field: 'sales.annual', operator: '<=', value: to }] : []),
      { field: 'rd.three-years', operator: '>=', value: least },
    ],
  });
  const rule = {
    combinator: 'and',
    rules: [
      { field: 'registration.date', operator: '<=', value: { asOf: true, plus: '-P365D' } },
      {
        combinator: 'or',
        rules: [
          tier(0, 50_000_000, '0.05'),
          tier(50_000_000, 200_000_000, '0.04'),
          tier(200_000_000, null, '0.03'),
        ],
      },
    ],
  };
  const context = makeRuleContext('2026-11-22', [derivedFactSchema.parse(share)]);
  const judge = (sales: number, rd: number | string, date = '2015-01-01') => {
    const three = (value: unknown) => ({ '2023': value, '2024': value, '2025': value });
    const raw = { 'registration.date': date, 'sales.annual': three(sales), 'rd.expense': three(rd) };
    return evaluateRule(rule, factsOf(raw), '2026-11-22', context).verdict;
  };

  it.each([
    [50_000_000, 2_500_000, 'eligible'],
    [50_000_000, '2499999.99', 'ineligible'],
    [50_000_001, 2_500_000, 'eligible'],
    [200_000_000, 8_000_000, 'eligible'],
    [200_000_000, '7999999.99', 'ineligible'],
    [200_000_001, '6000000.03', 'eligible'],
    [200_000_001, '6000000.02', 'ineligible'],
  ])('sales %s and research %s: %s', (sales, rd, verdict) => {
    expect(judge(sales, rd)).toBe(verdict);
  });

  it('one year is 365 days', () => {
    expect(judge(50_000_000, 2_500_000, '2025-11-22')).toBe('eligible');
    expect(judge(50_000_000, 2_500_000, '2025-11-23')).toBe('ineligible');
  });
});

describe('小型微利企业 by the means of quarters', () => {
  const rule = {
    combinator: 'and',
    rules: [
      { field: 'industry.restricted', operator: 'isFalse' },
      { field: 'tax.taxable-income', operator: '<=', value: 3_000_000 },
      { field: 'staff.count', operator: '<=', value: 300 },
      { field: 'assets.total', operator: '<=', value: 50_000_000 },
    ],
  };
  const quarters = (...values: (number | string)[]) =>
    Object.fromEntries(values.map((value, at) => [`2025Q${at + 1}`, value]));
  const judge = (raw: Record<string, unknown>) => {
    const whole = {
      'industry.restricted': false,
      'tax.taxable-income': 3_000_000,
      'assets.total': 50_000_000,
      ...raw,
    };
    const evaluation = evaluateRule(rule, factsOf(whole), '2026-11-22');
    return [evaluation.verdict, ...evaluation.missing.map(({ key }) => key)];
  };

  it('compares the exact mean, never a rounded one', () => {
    expect(judge({ 'staff.count': quarters(299, 300, 300.5, 300.5) })).toEqual(['eligible']);
    expect(judge({ 'staff.count': quarters(299, 300, 300.5, 301) })).toEqual(['ineligible']);
    expect(
      judge({
        'staff.count': 3,
        'assets.total': quarters('50000000.01', 50_000_000, 50_000_000, '49999999.99'),
      }),
    ).toEqual(['eligible']);
    expect(
      judge({
        'staff.count': 3,
        'assets.total': quarters('50000000.01', 50_000_000, 50_000_000, 50_000_000),
      }),
    ).toEqual(['ineligible']);
  });

  it('without the people it is unknown: the trap of missing values', () => {
    expect(judge({})).toEqual(['unknown', 'staff.count']);
    expect(judge({ 'staff.count': quarters(1, 1, 1) })).toEqual(['unknown', 'staff.count']);
    expect(judge({ 'staff.count': { '2024': 1 } })).toEqual(['unknown', 'staff.count']);
  });
});
