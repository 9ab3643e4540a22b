import fc from 'fast-check';

import { derivedFactSchema, type DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';
import { parseFacts } from '~/knowledge/enterprises/parse-facts';
import { makeRuleContext } from '~/knowledge/policies/rule-context';
import type { RuleGroup, RuleLeaf } from '~/knowledge/policies/rule-schema';

/** The day on which generated rules are judged. */
export const at = '2026-06-30';

/** One of each formula, some of them over others. */
const own: DerivedFactInput[] = [
  {
    key: 'rd.share',
    type: 'share',
    formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'revenue.annual' },
  },
  {
    key: 'rd.share-3y',
    type: 'share',
    formula: {
      kind: 'ratio',
      numerator: 'rd.expense',
      denominator: 'revenue.annual',
      years: { count: 3, since: 'registration.date' },
    },
  },
  {
    key: 'rd.mean',
    type: 'money',
    formula: { kind: 'mean', of: ['rd.expense'], years: { count: 3, since: 'registration.date' } },
  },
  {
    key: 'money.total',
    type: 'money',
    formula: { kind: 'sum', of: ['rd.expense', 'assets.total'], years: 2 },
  },
  { key: 'revenue.growth', type: 'share', formula: { kind: 'growth', of: 'revenue.annual' } },
  {
    key: 'loss',
    type: 'money',
    formula: { kind: 'difference', minuend: { key: 'assets.total', yearsBack: 1 }, subtrahend: 'rd.mean' },
  },
  { key: 'months', type: 'number', formula: { kind: 'age', of: 'registration.date', in: 'months' } },
  { key: 'days', type: 'number', formula: { kind: 'age', of: 'registration.date', in: 'days' } },
  {
    key: 'points',
    type: 'number',
    formula: {
      kind: 'score',
      indicators: [
        {
          id: 'staff',
          label: '人员',
          max: 20,
          routes: [
            {
              of: 'staff.technical',
              bands: [
                { from: 10, points: 20 },
                { from: 5, points: 10 },
              ],
            },
          ],
        },
        {
          id: 'ip',
          label: '知识产权',
          max: 30,
          routes: [
            { of: 'ip.class1', bands: [{ from: 1, points: 30 }] },
            { of: 'ip.class2', bands: [{ from: 4, points: 20 }] },
          ],
        },
      ],
    },
  },
  {
    key: 'best-money',
    type: 'money',
    formula: { kind: 'best', of: ['rd.expense', 'assets.total', 'rd.mean'] },
  },
  {
    key: 'least-count',
    type: 'count',
    formula: { kind: 'best', of: ['points', 'staff.technical'], pick: 'lowest' },
  },
  {
    key: 'grade',
    type: 'number',
    formula: {
      kind: 'score',
      indicators: [
        {
          id: 'points',
          label: '得分',
          max: 9,
          routes: [
            {
              of: 'points',
              bands: [
                { from: 30, points: 12 },
                { from: 10, to: 30, points: 5 },
              ],
              otherwise: 1,
            },
          ],
        },
        {
          id: 'size',
          label: '规模',
          max: 4,
          routes: [
            { of: 'size', bands: [{ equals: 'micro', points: 4 }] },
            { of: 'credit.abnormal', bands: [{ equals: false, points: 2 }] },
            { of: 'rd.share', bands: [{ from: '0.5', points: 3 }], otherwise: -1 },
          ],
        },
      ],
    },
  },
  {
    key: 'local-share',
    type: 'share',
    formula: { kind: 'ratio', numerator: 'ip.class1', denominator: 'staff.technical' },
    overrides: [
      {
        region: '330100',
        from: '2026-01-01',
        formula: { kind: 'ratio', numerator: 'ip.class2', denominator: 'staff.technical' },
      },
      {
        until: '2025-12-31',
        formula: { kind: 'growth', of: 'revenue.annual' },
      },
      {
        region: '330000',
        formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'ip.class1' },
      },
    ],
  },
  {
    key: 'local-points',
    type: 'number',
    formula: { kind: 'best', of: ['points', 'staff.technical'] },
    overrides: [{ region: '110000', formula: { kind: 'best', of: ['points', 'ip.class1'] } }],
  },
  {
    key: 'local-money',
    type: 'money',
    formula: { kind: 'sum', of: ['rd.expense'] },
    overrides: [
      { region: '330200', formula: { kind: 'mean', of: ['rd.expense'], years: 2 } },
      { region: '330100', formula: { kind: 'sum', of: ['rd.expense', 'assets.total'] } },
    ],
  },
  {
    key: 'credit-class',
    type: 'code',
    formula: {
      kind: 'classify',
      by: 'tax.credit-grade',
      classes: ['high', 'middle', 'low'],
      branches: [
        { label: '好', within: ['A', 'B'], minima: [{ of: 'points', atLeast: [30, 10] }] },
        {
          label: '一般',
          within: ['M', 'C'],
          except: ['C'],
          minima: [
            { of: 'best-money', atLeast: ['1000000', '0.5'] },
            { of: 'months', atLeast: [24] },
          ],
        },
      ],
    },
  },
];

export const context = makeRuleContext(
  at,
  own.map((fact) => derivedFactSchema.parse(fact)),
);

const money = fc.oneof(
  fc.constantFrom(
    '0',
    '0.5',
    '1',
    '999999.99',
    '1000000',
    '1000000.01',
    '1073741823',
    '1073741824',
    '99999999999',
  ),
  fc.integer({ min: 0, max: 3_000_000 }),
);
const count = fc.integer({ min: 0, max: 40 });
const share = fc.constantFrom(0, 0.05, 0.055, 0.0550001, 0.05500001, 0.2, 1);
const missing = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
const day = fc.constantFrom(
  '2023-06-30',
  '2024-01-01',
  '2024-02-29',
  '2025-06-29',
  '2025-06-30',
  '2025-12-31',
  '2026-01-02',
  '2026-08-31',
);
const quarters = fc.record({ '2025Q1': count, '2025Q2': count, '2025Q3': count, '2025Q4': missing(count) });
const years = fc.record({ '2025': missing(money), '2024': missing(money), '2023': missing(money) });

/** A firm as a request gives it; undefined is missing. */
export type GeneratedFirm = Record<string, unknown>;
export const firm: fc.Arbitrary<GeneratedFirm> = fc.record({
  'revenue.annual': missing(fc.oneof(money, years)),
  'rd.expense': missing(fc.oneof(money, years)),
  'staff.count': missing(fc.oneof(count, quarters)),
  'staff.technical': missing(count),
  'staff.layoff-rate': missing(share),
  'ip.class1': missing(count),
  'ip.class2': missing(count),
  'registration.date': missing(day),
  'registration.name': missing(fc.constantFrom('云江智造', '云江', '智造科技')),
  'region.code': missing(fc.constantFrom('330100', '330102', '330200', '110000')),
  'industry.code': missing(fc.constantFrom('I6513', 'I65', 'C39', 'F5211', 'K7010', 'G5911')),
  'credit.abnormal': missing(fc.boolean()),
  'tax.credit-grade': missing(fc.constantFrom('A', 'M', 'C')),
  'assets.total': missing(fc.oneof(money, years)),
});

/** The facts of a generated firm; a firm that can't be is a fault of the generator. */
export function factsOfFirm(given: GeneratedFirm) {
  const known = (record: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  const raw = Object.fromEntries(
    Object.entries(known(given)).flatMap(([key, value]) => {
      if (typeof value !== 'object' || value === null) return [[key, value]];
      const periods = known(value as Record<string, unknown>);
      return Object.keys(periods).length > 0 ? [[key, periods]] : [];
    }),
  );
  const { facts, problems } = parseFacts(raw, {
    catalogue: context.catalogue,
    derivedKeys: new Set(),
    asOf: at,
  });
  if (Object.keys(problems).length > 0) throw new Error(JSON.stringify(problems));
  return facts;
}

export const leaf: fc.Arbitrary<RuleLeaf> = fc.oneof(
  fc.record({
    field: fc.constantFrom(
      'revenue.annual',
      'assets.total',
      'rd.mean',
      'money.total',
      'loss',
      'best-money',
      'local-money',
    ),
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: fc.constantFrom('0', '0.5', '1000000', '1000000.005', '1073741824', '99999999999', '-0.125'),
  }),
  fc.record({
    field: fc.constantFrom(
      'staff.count',
      'staff.technical',
      'points',
      'grade',
      'least-count',
      'local-points',
      'months',
      'days',
    ),
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: fc.constantFrom('0', '5', '10', '20', '12.25', '30', '12.3333', '365'),
  }),
  fc.record({
    field: fc.constantFrom('staff.layoff-rate', 'rd.share', 'rd.share-3y', 'revenue.growth', 'local-share'),
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: fc.constantFrom('0', '0.055', '0.05500001', '0.5', '1'),
  }),
  fc.record({
    field: fc.constantFrom('staff.count', 'points', 'assets.total', 'grade', 'best-money'),
    operator: fc.constant('between' as const),
    value: fc.constantFrom(['0', '20'], ['10', '10'], ['12.25', '1000000']),
  }),
  fc.record({
    field: fc.constantFrom('staff.technical', 'points', 'least-count'),
    operator: fc.constantFrom('in', 'notIn'),
    value: fc.constantFrom(['0'], ['10', '20', '30'], ['7.5', '50']),
  }),
  fc.record({
    field: fc.constant('registration.date'),
    operator: fc.constantFrom('before', 'after', '<=', '>='),
    value: fc.constantFrom('2024-01-01', '2025-06-30', { asOf: true, plus: '-P1Y' } as unknown),
  }),
  fc.record({
    field: fc.constant('registration.date'),
    operator: fc.constant('between' as const),
    value: fc.constant(['2024-01-01', '2025-06-30']),
  }),
  fc.record({
    field: fc.constant('region.code'),
    operator: fc.constant('within' as const),
    value: fc.constantFrom('330100', '330000', '000000', ['110000', '330200']),
  }),
  fc.record({
    field: fc.constant('industry.code'),
    operator: fc.constant('within' as const),
    value: fc.constantFrom('I', 'I65', ['F', 'K']),
  }),
  fc.record({
    field: fc.constant('size'),
    operator: fc.constantFrom('in', 'notIn'),
    value: fc.constantFrom(['small', 'micro'], ['large'], ['large', 'medium', 'small', 'micro']),
  }),
  fc.record({
    field: fc.constant('credit-class'),
    operator: fc.constantFrom('=', '!='),
    value: fc.constantFrom('high', 'middle', 'low'),
  }),
  fc.record({
    field: fc.constant('tax.credit-grade'),
    operator: fc.constantFrom('=', '!='),
    value: fc.constantFrom('A', 'D'),
  }),
  fc.record({
    field: fc.constant('tax.credit-grade'),
    operator: fc.constantFrom('in', 'notIn'),
    value: fc.constantFrom(['A', 'B'], ['M']),
  }),
  fc.record({
    field: fc.constant('registration.name'),
    operator: fc.constant('contains' as const),
    value: fc.constant('智造'),
  }),
  fc.record({
    field: fc.constant('credit.abnormal'),
    operator: fc.constantFrom('isTrue', 'isFalse'),
    curable: fc.boolean(),
  }),
  fc.record({ operator: fc.constantFrom('declared', 'judged') }),
);

/** Groups of one to five, up to a few deep, turned round or not. */
export const { rule } = fc.letrec<{ rule: RuleGroup; node: RuleGroup | RuleLeaf }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('rule')),
  rule: fc.record({
    combinator: fc.constantFrom('and', 'or'),
    not: fc.option(fc.boolean(), { nil: undefined }),
    rules: fc.array(tie('node'), { minLength: 1, maxLength: 5 }),
  }),
}));
