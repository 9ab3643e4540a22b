import { describe, expect, it } from 'vitest';

import { checkDerivedFacts, inputsOf } from '~/knowledge/enterprises/check-derived-facts';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { derivedFactSchema } from '~/knowledge/enterprises/derived-fact-schema';
import { evaluateRule } from '~/knowledge/policies/evaluate-rule';
import { makeRuleContext } from '~/knowledge/policies/rule-context';

import { factsOf } from '../enterprises/derive';

/** 10 points for certain, 20 more if there is class I property: 10 to 30. */
const score = derivedFactSchema.parse({
  key: 'score',
  type: 'number',
  formula: {
    kind: 'score',
    indicators: [
      { id: 'a', label: '甲', max: 20, routes: [{ of: 'ip.class1', bands: [{ from: 1, points: 20 }] }] },
      { id: 'b', label: '乙', max: 10, routes: [{ of: 'ip.class2', bands: [{ from: 1, points: 10 }] }] },
      {
        id: 'c',
        label: '丙',
        max: 5,
        routes: [{ of: 'tax.credit-grade', bands: [{ equals: 'A', points: 5 }] }],
      },
    ],
  },
});
const context = makeRuleContext('2026-11-22', [score]);
const judge = (operator: string, value: unknown) =>
  evaluateRule(
    { combinator: 'and', rules: [{ field: 'score', operator, value }] },
    factsOf({ 'ip.class2': 3, 'tax.credit-grade': 'B' }),
    '2026-11-22',
    context,
  ).verdict;

describe('a value between 10 and 30', () => {
  it.each([
    ['>=', 10, 'eligible'],
    ['>=', 11, 'unknown'],
    ['>=', 31, 'ineligible'],
    ['>', 9, 'eligible'],
    ['>', 10, 'unknown'],
    ['>', 30, 'ineligible'],
    ['<=', 30, 'eligible'],
    ['<=', 29, 'unknown'],
    ['<=', 9, 'ineligible'],
    ['<', 31, 'eligible'],
    ['<', 30, 'unknown'],
    ['<', 10, 'ineligible'],
    ['=', 20, 'unknown'],
    ['=', 31, 'ineligible'],
    ['!=', 20, 'unknown'],
    ['!=', 9, 'eligible'],
    ['between', [10, 30], 'eligible'],
    ['between', [11, 40], 'unknown'],
    ['between', [31, 40], 'ineligible'],
    ['between', [1, 9], 'ineligible'],
    ['in', [9, 31], 'ineligible'],
    ['in', [9, 30], 'unknown'],
    ['notIn', [9, 31], 'eligible'],
    ['notIn', [10], 'unknown'],
  ])('%s %j is %s', (operator, value, verdict) => {
    expect(judge(operator, value)).toBe(verdict);
  });
});

it('a formula names what it reads, and what kind it needs', () => {
  expect(inputsOf(score.formula)).toEqual([
    { key: 'ip.class1', needs: 'figure' },
    { key: 'ip.class2', needs: 'figure' },
    { key: 'tax.credit-grade', needs: 'any' },
  ]);
  const formulas = [
    { kind: 'growth', of: 'sales.annual' },
    { kind: 'difference', minuend: 'sales.annual', subtrahend: { key: 'cost.annual', yearsBack: 1 } },
    { kind: 'best', of: ['sales.annual'] },
    { kind: 'mean', of: ['sales.annual'], years: { count: 3, since: 'registration.date' } },
  ];
  const own = formulas.map((formula, at) =>
    derivedFactSchema.parse({ key: `d${at}`, type: 'money', formula }),
  );
  expect(own.flatMap(({ formula }) => inputsOf(formula).map(({ key }) => key))).toEqual([
    'sales.annual',
    'sales.annual',
    'cost.annual',
    'sales.annual',
    'sales.annual',
    'registration.date',
  ]);
  expect(
    checkDerivedFacts(
      [...own, score],
      new Map([...own, score].map((item) => [item.key, item])),
      builtInCatalogue,
    ),
  ).toEqual([]);
});
