import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';
import { derivedFactSchema } from '~/knowledge/enterprises/derived-fact-schema';
import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import { parseFacts } from '~/knowledge/enterprises/parse-facts';
import { countShown } from '~/knowledge/policies/count-shown';
import { evaluatePrepared } from '~/knowledge/policies/evaluate-rule';
import { compileRules } from '~/knowledge/policies/population/compile-rule';
import {
  countShownRows,
  evaluateRange,
  settleDoubts,
  shownAt,
} from '~/knowledge/policies/population/evaluate-population';
import { makeFactColumns, writeCell } from '~/knowledge/policies/population/fact-columns';
import { prepareRule, type PreparedNode } from '~/knowledge/policies/prepare-rule';
import { makeRuleContext } from '~/knowledge/policies/rule-context';
import type { RuleGroup, RuleLeaf } from '~/knowledge/policies/rule-schema';

const at = '2026-06-30';
const own: DerivedFactInput[] = [
  {
    key: 'rd.share',
    type: 'share',
    formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'revenue.annual' },
  },
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
            {
              of: 'ip.class1',
              bands: [{ from: 1, points: 30 }],
            },
            { of: 'ip.class2', bands: [{ from: 4, points: 20 }] },
          ],
        },
      ],
    },
  },
];
const context = makeRuleContext(
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
const day = fc.constantFrom('2023-06-30', '2024-01-01', '2025-06-29', '2025-06-30', '2026-01-02');
const quarters = fc.record({ '2025Q1': count, '2025Q2': count, '2025Q3': count, '2025Q4': missing(count) });

const firm = fc.record({
  'revenue.annual': missing(money),
  'rd.expense': missing(money),
  'staff.count': missing(fc.oneof(count, quarters)),
  'staff.technical': missing(count),
  'staff.layoff-rate': missing(share),
  'ip.class1': missing(count),
  'ip.class2': missing(count),
  'registration.date': missing(day),
  'registration.name': missing(fc.constantFrom('云江智造', '云江', '智造科技')),
  'region.code': missing(fc.constantFrom('330100', '330102', '330200', '110000')),
  'industry.code': missing(fc.constantFrom('I6513', 'I65', 'C39', 'F5211', 'K7010')),
  'credit.abnormal': missing(fc.boolean()),
  'assets.total': missing(money),
});

const leaf: fc.Arbitrary<RuleLeaf> = fc.oneof(
  fc.record({
    field: fc.constantFrom('revenue.annual', 'assets.total'),
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: fc.constantFrom('0', '0.5', '1000000', '1000000.005', '1073741824', '99999999999'),
  }),
  fc.record({
    field: fc.constantFrom('staff.count', 'staff.technical', 'points'),
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: fc.constantFrom('0', '10', '20', '12.25', '30', '12.3333'),
  }),
  fc.record({
    field: fc.constantFrom('staff.layoff-rate', 'rd.share'),
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: fc.constantFrom('0', '0.055', '0.05500001', '0.5', '1'),
  }),
  fc.record({
    field: fc.constantFrom('staff.count', 'points', 'assets.total'),
    operator: fc.constant('between' as const),
    value: fc.constantFrom(['0', '20'], ['10', '10'], ['12.25', '1000000']),
  }),
  fc.record({
    field: fc.constantFrom('staff.technical', 'points'),
    operator: fc.constantFrom('in', 'notIn'),
    value: fc.constantFrom(['0'], ['10', '20', '30'], ['7.5', '50']),
  }),
  fc.record({
    field: fc.constant('registration.date'),
    operator: fc.constantFrom('before', 'after', '<=', '>='),
    value: fc.constantFrom('2024-01-01', '2025-06-30', { asOf: true, plus: '-P1Y' } as unknown),
  }),
  fc.record({
    field: fc.constant('region.code'),
    operator: fc.constant('within' as const),
    value: fc.constantFrom('330100', '330000', ['110000', '330200']),
  }),
  fc.record({
    field: fc.constant('industry.code'),
    operator: fc.constant('within' as const),
    value: fc.constantFrom('I', 'I65', ['F', 'K']),
  }),
  fc.record({
    field: fc.constant('size'),
    operator: fc.constantFrom('in', 'notIn'),
    value: fc.constantFrom(['small', 'micro'], ['large']),
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

const { rule } = fc.letrec<{ rule: RuleGroup; node: RuleGroup | RuleLeaf }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('rule')),
  rule: fc.record({
    combinator: fc.constantFrom('and', 'or'),
    not: fc.option(fc.boolean(), { nil: undefined }),
    rules: fc.array(tie('node'), { minLength: 1, maxLength: 5 }),
  }),
}));

const fieldsOf = (node: PreparedNode): { key: string; type: never }[] =>
  node.kind === 'group'
    ? node.children.flatMap(fieldsOf)
    : node.field
      ? [{ key: node.field.key, type: node.field.type as never }]
      : [];

describe('a compiled rule', () => {
  it('shows every firm as the evaluation of one firm does, whatever is missing', () => {
    const tally = { doubtful: 0, firms: 0 };
    fc.assert(
      fc.property(rule, fc.array(firm, { minLength: 1, maxLength: 70 }), (raw, firms) => {
        const prepared = prepareRule(raw, context);
        const columns = makeFactColumns(firms.length, fieldsOf(prepared));
        const exact = firms.map((given, row) => {
          const { facts, problems } = parseFacts(
            Object.fromEntries(
              Object.entries(given)
                .filter(([, value]) => value !== undefined)
                .map(([key, value]) => [
                  key,
                  typeof value === 'object'
                    ? Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))
                    : value,
                ]),
            ),
            { catalogue: context.catalogue, derivedKeys: new Set(), asOf: at },
          );
          expect(problems).toEqual({});
          const reader = openFactReader(facts, context);
          for (const [key, column] of columns.columns) writeCell(column, row, reader.read(key));
          const evaluation = evaluatePrepared(prepared, reader);
          return { verdict: evaluation.verdict, shown: countShown(evaluation) };
        });
        const found = evaluateRange(compileRules([prepared], columns), 0, firms.length)[0]!;
        tally.firms += firms.length;
        tally.doubtful += found.doubtful.length;
        settleDoubts(found, 0, (row) => exact[row]!);
        expect(firms.map((_, row) => shownAt(found, row))).toEqual(exact.map(({ shown }) => shown));
        const counts = countShownRows(found, firms.length);
        expect(counts.eligible + counts['one-step'] + counts['to-confirm'] + counts.ineligible).toBe(
          firms.length,
        );
        expect(counts.eligible).toBe(exact.filter(({ verdict }) => verdict === 'eligible').length);
      }),
      { numRuns: 400 },
    );
    // Most rows are decided by the columns themselves, else nothing was tried.
    expect(tally.doubtful).toBeLessThan(tally.firms / 3);
  });
});
