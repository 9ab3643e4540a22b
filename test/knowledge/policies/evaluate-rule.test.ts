import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { countShown } from '~/knowledge/policies/count-shown';
import { evaluateRule } from '~/knowledge/policies/evaluate-rule';
import { InvalidRuleError } from '~/knowledge/policies/invalid-rule';
import type { RuleGroup, RuleLeaf } from '~/knowledge/policies/rule-schema';

import { factsOf } from '../enterprises/derive';

const at = '2026-11-22';
type Node = RuleGroup | RuleLeaf;
const all = (...rules: Node[]): RuleGroup => ({ combinator: 'and', rules });
const any = (...rules: Node[]): RuleGroup => ({ combinator: 'or', rules });
const not = (group: RuleGroup): RuleGroup => ({ ...group, not: true });
const leaf = (field: string, operator: RuleLeaf['operator'], value?: unknown): RuleLeaf => ({
  field,
  operator,
  value,
});
const evaluate = (rule: RuleGroup, raw: Record<string, unknown>) => evaluateRule(rule, factsOf(raw), at);
const verdict = (rule: RuleGroup, raw: Record<string, unknown>) => evaluate(rule, raw).verdict;

describe('operators', () => {
  const facts = {
    'staff.count': 300,
    'registration.date': '2025-11-22',
    'region.code': '359901',
    'industry.code': 'I6513',
    'registration.status': 'active',
    'credit.abnormal': false,
    'registration.name': '云江智造科技有限公司',
    'staff.layoff-rate': '0.055',
  };
  it.each([
    [leaf('staff.count', '=', 300), true],
    [leaf('staff.count', '=', '300'), true],
    [leaf('staff.count', '!=', 300), false],
    [leaf('staff.count', '<', 300), false],
    [leaf('staff.count', '<=', 300), true],
    [leaf('staff.count', '<=', 299.5), false],
    [leaf('staff.count', '>', 299), true],
    [leaf('staff.count', '>=', 301), false],
    [leaf('staff.count', 'between', [300, 500]), true],
    [leaf('staff.count', 'between', [1, 299]), false],
    [leaf('staff.count', 'in', [299, 300]), true],
    [leaf('staff.count', 'notIn', [299, 300]), false],
    [leaf('staff.layoff-rate', '<=', 0.055), true],
    [leaf('staff.layoff-rate', '<', '0.055'), false],
    [leaf('registration.date', 'before', { asOf: true }), true],
    [leaf('registration.date', 'before', '2025-11-22'), false],
    [leaf('registration.date', 'after', '2025-11-21'), true],
    [leaf('registration.date', '<=', { asOf: true, plus: '-P1Y' }), true],
    [leaf('registration.date', '<=', { asOf: true, plus: '-P366D' }), false],
    [leaf('registration.date', 'between', ['2025-01-01', { asOf: true }]), true],
    [leaf('registration.status', '=', 'active'), true],
    [leaf('registration.status', 'in', ['cancelled', 'revoked']), false],
    [leaf('region.code', 'within', '359900'), true],
    [leaf('region.code', 'within', '000000'), true],
    [leaf('region.code', 'within', ['330100', '350000']), true],
    [leaf('region.code', 'within', '359902'), false],
    [leaf('industry.code', 'within', 'I65'), true],
    [leaf('industry.code', 'within', ['C', 'F']), false],
    [leaf('credit.abnormal', 'isFalse'), true],
    [leaf('credit.abnormal', 'isTrue'), false],
    [leaf('credit.abnormal', '=', true), false],
    [leaf('registration.name', 'contains', '智造'), true],
    [leaf('registration.name', 'contains', '食品'), false],
    [leaf('size', 'in', ['medium', 'large', 'small', 'micro']), true],
  ] as const)('%j is %s', (rule, met) => {
    expect(verdict(all(rule), facts)).toBe(met ? 'eligible' : 'ineligible');
  });

  it.each(['=', '!=', '<', '<=', '>', '>='] as const)('a missing fact is unknown under %s', (operator) => {
    expect(verdict(all(leaf('staff.count', operator, 300)), {})).toBe('unknown');
    expect(verdict(not(all(leaf('staff.count', operator, 300))), {})).toBe('unknown');
  });

  it('a missing fact is unknown under the other operators, too', () => {
    for (const rule of [
      leaf('staff.count', 'notIn', [1]),
      leaf('staff.count', 'between', [1, 2]),
      leaf('credit.dishonest', 'isFalse'),
      leaf('registration.name', 'contains', 'x'),
      leaf('region.code', 'within', '359900'),
      leaf('registration.date', 'after', '2020-01-01'),
    ]) {
      expect(verdict(all(rule), {})).toBe('unknown');
    }
  });
});

describe('rules that can not be computed', () => {
  it.each([
    [{ combinator: 'and', rules: [] }, 'rule.rules'],
    [{ combinator: 'xor', rules: [leaf('staff.count', '=', 1)] }, 'rule.combinator'],
    [all(leaf('staff.employees', '=', 1)), 'rule.rules.0.field'],
    [all({ operator: '=', value: 1 }), 'rule.rules.0.field'],
    [
      all(leaf('staff.count', '=', 1), any(leaf('staff.count', '~' as '=', 1))),
      'rule.rules.1.rules.0.operator',
    ],
    [all({ combinator: 'or', rules: [] }), 'rule.rules.0.rules'],
    [all(leaf('staff.count', '<=', 'many')), 'rule.rules.0.value'],
    [all(leaf('staff.count', '<=')), 'rule.rules.0.value'],
    [all(leaf('assets.total', '<=', 0.5)), 'rule.rules.0.value'],
    [all(leaf('registration.date', 'after', '2023-02-30')), 'rule.rules.0.value'],
    [all(leaf('registration.date', 'after', { asOf: true, plus: '1 year' })), 'rule.rules.0.value'],
    [all(leaf('registration.date', 'after', { asOf: true, minus: 'P1Y' })), 'rule.rules.0.value'],
    [all(leaf('staff.count', 'before', 3)), 'rule.rules.0.operator'],
    [all(leaf('credit.abnormal', '<', true)), 'rule.rules.0.operator'],
    [all(leaf('staff.count', 'isTrue')), 'rule.rules.0.operator'],
    [all(leaf('staff.count', 'contains', '1')), 'rule.rules.0.operator'],
    [all(leaf('registration.name', 'contains', '')), 'rule.rules.0.value'],
    [all(leaf('staff.count', 'within', 'I')), 'rule.rules.0.operator'],
    [all(leaf('industry.code', 'within', '6513')), 'rule.rules.0.value'],
    [all(leaf('region.code', 'within', [])), 'rule.rules.0.value'],
    [all(leaf('staff.count', 'in', 3)), 'rule.rules.0.value'],
    [all(leaf('staff.count', 'in', [1, 'x'])), 'rule.rules.0.value.1'],
    [all(leaf('staff.count', 'between', [3, 1])), 'rule.rules.0.value'],
    [all(leaf('staff.count', 'between', [1])), 'rule.rules.0.value'],
    [all(leaf('registration.status', 'between', ['active', 'moved'])), 'rule.rules.0.operator'],
    [all(leaf('registration.status', '=', 'alive')), 'rule.rules.0.value'],
    [all(leaf('size', '=', 'tiny')), 'rule.rules.0.value'],
    [all({ ...leaf('staff.count', '=', 1), valueSource: 'field' } as RuleLeaf), 'rule.rules.0.valueSource'],
    [all({ ...leaf('staff.count', '=', 1), muted: true } as RuleLeaf), 'rule.rules.0.muted'],
  ])('%j is refused at %s', (rule, path) => {
    const error = (() => {
      try {
        evaluateRule(rule, new Map(), at);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(InvalidRuleError);
    expect((error as InvalidRuleError).path).toBe(path);
  });
});

describe('declared and judged', () => {
  const declared: RuleLeaf = { operator: 'declared', label: '承诺' };
  const judged: RuleLeaf = { operator: 'judged', label: '认定' };
  const staff = leaf('staff.count', '<=', 300);

  it('a declaration changes no verdict, in whatever group it stands', () => {
    for (const raw of [{}, { 'staff.count': 300 }, { 'staff.count': 301 }]) {
      expect(verdict(all(staff, declared), raw)).toBe(verdict(all(staff), raw));
      expect(verdict(any(staff, declared), raw)).toBe(verdict(any(staff), raw));
      expect(verdict(not(all(staff, declared)), raw)).toBe(verdict(not(all(staff)), raw));
    }
    expect(evaluate(all(declared), {})).toMatchObject({
      verdict: 'eligible',
      conditions: [{ result: 'declared' }],
    });
    expect(evaluate(all(staff, not(any(declared))), { 'staff.count': 1 }).conditions[1]?.result).toBe(
      'declared',
    );
  });

  it('a judgement is unknown and lacks no fact', () => {
    expect(evaluate(all(staff, judged), { 'staff.count': 1 })).toMatchObject({
      verdict: 'unknown',
      missing: [],
    });
    expect(verdict(any(staff, judged), { 'staff.count': 1 })).toBe('eligible');
    expect(verdict(all(staff, judged), { 'staff.count': 301 })).toBe('ineligible');
  });
});

describe('evidence', () => {
  it('names what is missing until the verdict is decided', () => {
    const rule = all(
      leaf('staff.count', '<=', 300),
      any(leaf('credit.abnormal', 'isFalse'), leaf('size', '=', 'micro')),
    );
    const missing = (raw: Record<string, unknown>) => evaluate(rule, raw).missing.map(({ key }) => key);
    expect(missing({})).toEqual(['staff.count', 'credit.abnormal', 'industry.code', 'revenue.annual']);
    expect(missing({ 'staff.count': 300, 'credit.abnormal': true, 'industry.code': 'I6513' })).toEqual([
      'revenue.annual',
    ]);
    expect(missing({ 'staff.count': 301 })).toEqual([]);
    expect(missing({ 'staff.count': 300, 'credit.abnormal': false })).toEqual([]);
  });

  it('a record past its validity is unknown, and says so', () => {
    const facts = new Map([
      [
        'qualification.high-tech',
        new Map([['', { value: true, validUntil: '2026-11-21', source: '科技局' }]]),
      ],
    ]);
    const rule = all(leaf('qualification.high-tech', 'isTrue'));
    expect(evaluateRule(rule, facts, at)).toMatchObject({
      verdict: 'unknown',
      missing: [{ key: 'qualification.high-tech', expired: true }],
    });
    expect(evaluateRule(rule, facts, '2026-11-21').verdict).toBe('eligible');
  });

  it('bounds decide where they are certain', () => {
    const rule = all(leaf('size', 'in', ['small', 'micro']));
    expect(verdict(rule, { 'industry.code': 'I6513', 'staff.count': 86 })).toBe('eligible');
    expect(verdict(all(leaf('size', '=', 'large')), { 'industry.code': 'I6513', 'staff.count': 86 })).toBe(
      'ineligible',
    );
    expect(verdict(all(leaf('size', '=', 'small')), { 'industry.code': 'I6513', 'staff.count': 86 })).toBe(
      'unknown',
    );
  });
});

// ───────────── laws ─────────────

const keys = [
  'credit.abnormal',
  'credit.dishonest',
  'industry.restricted',
  'ip.core',
  'hightech.field',
] as const;
const anyLeaf: fc.Arbitrary<RuleLeaf> = fc.oneof(
  fc.record({
    field: fc.constantFrom(...keys),
    operator: fc.constantFrom('isTrue' as const, 'isFalse' as const),
  }),
  fc.record({
    field: fc.constant('staff.count'),
    operator: fc.constantFrom('<=' as const, '>' as const, '=' as const, '!=' as const),
    value: fc.integer({ min: 0, max: 4 }),
  }),
  fc.record({
    field: fc.constant('size'),
    operator: fc.constantFrom('in' as const, 'notIn' as const),
    value: fc.constant(['small', 'micro']),
  }),
  fc.constant<RuleLeaf>({ operator: 'judged' }),
);
const { group: anyGroup } = fc.letrec<{ group: RuleGroup; node: Node }>((tie) => ({
  group: fc.record({
    combinator: fc.constantFrom('and' as const, 'or' as const),
    not: fc.boolean(),
    rules: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
  }),
  node: fc.oneof({ maxDepth: 3, depthSize: 'small' }, anyLeaf, tie('group')),
}));
const anyFacts = fc
  .record(
    {
      ...Object.fromEntries(keys.map((key) => [key, fc.boolean()])),
      'staff.count': fc.integer({ min: 0, max: 4 }),
      'industry.code': fc.constantFrom('I6513', 'C3911', 'J6621'),
      'revenue.annual': fc.constantFrom(100_000, 10_000_000, 900_000_000),
    },
    { requiredKeys: [] },
  )
  .map((facts) => facts as Record<string, unknown>);

describe('the laws of Kleene', () => {
  it('adding a fact never changes a verdict that is decided', () => {
    fc.assert(
      fc.property(anyGroup, anyFacts, anyFacts, (rule, some, others) => {
        const before = verdict(rule, some);
        if (before !== 'unknown') expect(verdict(rule, { ...others, ...some })).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it('De Morgan, double negation, order, and duplication change nothing', () => {
    fc.assert(
      fc.property(anyGroup, anyFacts, (rule, raw) => {
        const plain = verdict({ ...rule, not: false }, raw);
        const turned: RuleGroup = {
          combinator: rule.combinator === 'and' ? 'or' : 'and',
          not: true,
          rules: rule.rules.map((child) => not(all(child))),
        };
        expect(verdict(turned, raw)).toBe(plain);
        expect(verdict(not(all(not(all(rule)))), raw)).toBe(verdict(rule, raw));
        expect(verdict({ ...rule, rules: [...rule.rules].reverse() }, raw)).toBe(verdict(rule, raw));
        expect(verdict({ ...rule, rules: [...rule.rules, ...rule.rules] }, raw)).toBe(verdict(rule, raw));
      }),
      { numRuns: 500 },
    );
  });

  it('a failed condition fails all of them, a met one meets any of them', () => {
    fc.assert(
      fc.property(anyGroup, anyFacts, (rule, raw) => {
        const single = verdict(rule, raw);
        const others = all(rule, leaf('staff.count', '<=', 300));
        if (single === 'ineligible') expect(verdict(others, raw)).toBe('ineligible');
        if (single === 'eligible') expect(verdict({ ...others, combinator: 'or' }, raw)).toBe('eligible');
      }),
    );
  });

  it('every missing fact is one of the catalogue, absent, and there is one unless a person must judge', () => {
    fc.assert(
      fc.property(anyGroup, anyFacts, (rule, raw) => {
        const { missing } = evaluate(rule, raw);
        for (const { key } of missing) {
          expect(builtInCatalogue.has(key)).toBe(true);
          expect(raw[key]).toBeUndefined();
        }
      }),
    );
  });

  it('what is shown goes with the verdict', () => {
    fc.assert(
      fc.property(anyGroup, anyFacts, (rule, raw) => {
        const evaluation = evaluate(rule, raw);
        const shown = countShown(evaluation);
        expect(shown === 'eligible').toBe(evaluation.verdict === 'eligible');
        if (evaluation.verdict === 'unknown') expect(['one-step', 'to-confirm']).toContain(shown);
        if (evaluation.verdict === 'ineligible') expect(['one-step', 'ineligible']).toContain(shown);
      }),
    );
  });
});
