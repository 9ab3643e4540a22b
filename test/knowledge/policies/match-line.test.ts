import { describe, expect, it } from 'vitest';

import { LineError, matchLine, readFactsLine, readPolicyLine } from '~/knowledge/policies/match-line';
import { makeRuleContext } from '~/knowledge/policies/rule-context';

const at = '2026-11-22';
const rule = {
  combinator: 'and',
  rules: [{ id: 'people', field: 'staff.count', operator: '<=', value: 300 }],
};
const readFirm = (line: unknown) =>
  readFactsLine(
    typeof line === 'string' ? line : JSON.stringify(line),
    makeRuleContext(at),
    new Set(['own']),
  );
const problemsOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof LineError) return error.problems.map(({ key }) => key);
    throw error;
  }
  return [];
};

describe('a line of the match command', () => {
  it('is a verdict with its conditions', () => {
    const policy = readPolicyLine(JSON.stringify({ id: 'p', rule, title: 'may stand here' }), at);
    const line = JSON.parse(
      matchLine(policy, readFirm({ id: 'e', facts: { 'staff.count': 301 } })),
    ) as unknown;
    expect(line).toEqual({
      policyId: 'p',
      enterpriseId: 'e',
      verdict: 'ineligible',
      shown: 'ineligible',
      conditions: [
        {
          id: 'people',
          label: '从业人数 ≤ 300 人',
          result: 'not-met',
          facts: [{ key: 'staff.count', label: '从业人数', value: 301, text: '301 人', period: '2025' }],
          expected: '≤ 300 人',
          operator: '<=',
          value: { key: 'staff.count', text: '301 人' },
        },
      ],
      missing: [],
    });
  });

  it('knows derived facts of its policy', () => {
    const derived = [
      {
        key: 'own',
        type: 'share',
        formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'sales.annual' },
      },
    ];
    const own = { combinator: 'and', rules: [{ field: 'own', operator: '>=', value: '0.05' }] };
    const policy = readPolicyLine(JSON.stringify({ id: 'p', rule: own, derived }), at);
    const verdict = (facts: object) =>
      JSON.parse(matchLine(policy, readFirm({ id: 'e', facts }))) as { verdict: string; missing: string[] };
    expect(verdict({ 'rd.expense': 5, 'sales.annual': 100 }).verdict).toBe('eligible');
    expect(verdict({ 'rd.expense': 5 })).toMatchObject({ verdict: 'unknown', missing: ['sales.annual'] });
  });

  it('names the key of what can not be used', () => {
    expect(problemsOf(() => readPolicyLine('{', at))).toEqual(['line']);
    expect(problemsOf(() => readPolicyLine('[]', at))).toEqual(['line']);
    expect(problemsOf(() => readPolicyLine('{"rule":{}}', at))).toEqual(['id']);
    expect(problemsOf(() => readPolicyLine('{"id":"p"}', at))).toEqual(['rule']);
    expect(problemsOf(() => readPolicyLine('{"id":"p","rule":{"combinator":"and","rules":[]}}', at))).toEqual(
      ['rule.rules'],
    );
    const cycle = [{ key: 'a', type: 'money', formula: { kind: 'sum', of: ['a'] } }];
    expect(problemsOf(() => readPolicyLine(JSON.stringify({ id: 'p', rule, derived: cycle }), at))).toEqual([
      'derived.a',
    ]);
    expect(problemsOf(() => readFirm({ id: 'e', facts: { 'staff.count': -3, own: 1, other: 1 } }))).toEqual([
      'facts.staff.count',
      'facts.own',
      'facts.other',
    ]);
    expect(problemsOf(() => readFirm({ id: 'e' }))).toEqual(['facts']);
  });
});
