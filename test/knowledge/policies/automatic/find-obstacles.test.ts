import { describe, expect, it } from 'vitest';

import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import type { FactSet, KnownFact } from '~/knowledge/enterprises/fact-set';
import { exact } from '~/knowledge/enterprises/exact-number';
import { findObstacles } from '~/knowledge/policies/automatic/find-obstacles';
import { evaluateRule } from '~/knowledge/policies/evaluate-rule';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';

const at = '2026-06-30';
const registry = { sourceKind: 'registry', observedAt: '2026-06-01' };
const facts = (known: Record<string, KnownFact>): FactSet =>
  new Map(Object.entries(known).map(([key, fact]) => [key, new Map([['', fact]])]));
const obstacles = (rule: RuleGroup, known: Record<string, KnownFact>) =>
  findObstacles(evaluateRule(rule, facts(known), at), builtInCatalogue, at)?.map(({ kind, key }) => [
    kind,
    key,
  ]);

const rule: RuleGroup = {
  combinator: 'and',
  rules: [
    { field: 'staff.insured', operator: '<=', value: 300 },
    { field: 'credit.dishonest', operator: 'isFalse' },
  ],
};

describe('what stands in the way of a grant without application', () => {
  it('is nothing where fresh records of authorities decide every condition', () => {
    expect(
      obstacles(rule, {
        'staff.insured': { value: exact(20), ...registry },
        'credit.dishonest': { value: false, ...registry },
      }),
    ).toEqual([]);
  });

  it('is a missing, stated, stale or expired fact, each named', () => {
    expect(obstacles(rule, { 'credit.dishonest': { value: false, ...registry } })).toEqual([
      ['missing', 'staff.insured'],
    ]);
    expect(
      obstacles(rule, {
        'staff.insured': { value: exact(20), sourceKind: 'stated', observedAt: '2026-06-01' },
        'credit.dishonest': { value: false, sourceKind: 'registry', observedAt: '2020-01-01' },
      }),
    ).toEqual([
      ['stated', 'staff.insured'],
      ['stale', 'credit.dishonest'],
    ]);
    expect(
      obstacles(rule, {
        'staff.insured': { value: exact(20), ...registry, validUntil: '2026-05-31' },
        'credit.dishonest': { value: false, ...registry },
      }),
    ).toEqual([['expired', 'staff.insured']]);
  });

  it('is a declaration or a judgement of a person', () => {
    const asked: RuleGroup = {
      combinator: 'and',
      rules: [...rule.rules, { operator: 'declared', label: '承诺' }, { operator: 'judged', label: '评审' }],
    };
    expect(
      obstacles(asked, {
        'staff.insured': { value: exact(20), ...registry },
        'credit.dishonest': { value: false, ...registry },
      }),
    ).toEqual([
      ['declared', undefined],
      ['judged', undefined],
    ]);
  });

  it('of a choice is what stands in the way of the easiest', () => {
    const choice: RuleGroup = {
      combinator: 'and',
      rules: [
        {
          combinator: 'or',
          rules: [
            { field: 'staff.insured', operator: '<=', value: 300 },
            { field: 'qualification.high-tech', operator: 'isTrue' },
          ],
        },
      ],
    };
    expect(
      obstacles(choice, {
        'staff.insured': { value: exact(20), sourceKind: 'stated', observedAt: '2026-06-01' },
        'qualification.high-tech': { value: true, sourceKind: 'certificate', observedAt: '2026-06-01' },
      }),
    ).toEqual([]);
  });

  it('is no question for a firm that isn’t eligible', () => {
    expect(obstacles(rule, { 'staff.insured': { value: exact(500), ...registry } })).toBeUndefined();
  });
});
