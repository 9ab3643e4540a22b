import { describe, expect, it } from 'vitest';

import { blockingCondition, countShown } from '~/knowledge/policies/count-shown';
import { evaluateRule } from '~/knowledge/policies/evaluate-rule';
import type { RuleGroup, RuleLeaf } from '~/knowledge/policies/rule-schema';

import { factsOf } from '../enterprises/derive';

const staff: RuleLeaf = { id: 'staff', field: 'staff.count', operator: '<=', value: 300 };
const honest: RuleLeaf = { id: 'honest', field: 'credit.dishonest', operator: 'isFalse' };
const techSme: RuleLeaf = { id: 'tech-sme', field: 'qualification.tech-sme', operator: 'isTrue' };
const judged: RuleLeaf = { id: 'judged', operator: 'judged', label: '专家评审' };
const declared: RuleLeaf = { id: 'declared', operator: 'declared', label: '承诺' };
const all = (...rules: (RuleGroup | RuleLeaf)[]): RuleGroup => ({ combinator: 'and', rules });
const any = (...rules: (RuleGroup | RuleLeaf)[]): RuleGroup => ({ combinator: 'or', rules });
const evaluate = (rule: RuleGroup, raw: Record<string, unknown>) =>
  evaluateRule(rule, factsOf(raw), '2026-11-22');
const shown = (rule: RuleGroup, raw: Record<string, unknown>) => countShown(evaluate(rule, raw));

const few = { 'staff.count': 3 };
const many = { 'staff.count': 301 };
const good = { 'credit.dishonest': false };
const none = { 'qualification.tech-sme': false };

describe('shown', () => {
  it.each([
    ['eligible', all(staff, honest), { ...few, ...good }],
    ['eligible', all(staff, declared), few],
    ['one-step', all(staff, honest), few],
    ['one-step', all(staff, honest, declared), few],
    ['one-step', all(staff, techSme), { ...few, ...none }],
    ['one-step', all({ ...staff, curable: true }, honest), { ...many, ...good }],
    ['ineligible', all(staff, honest), { ...many, ...good }],
    ['ineligible', all(staff, techSme, honest), { ...few, ...none }],
    ['ineligible', all({ ...techSme, curable: false }, staff), { ...few, ...none }],
    ['ineligible', all({ ...staff, curable: true }, techSme), { ...many, ...none }],
    ['ineligible', all(staff, honest), many],
    ['to-confirm', all(staff, honest), {}],
    ['to-confirm', all(staff, judged), few],
    ['to-confirm', all(staff, honest, judged), few],
    ['ineligible', all(staff, judged), many],
  ] as const)('is %s', (expected, rule, raw) => {
    expect(shown(rule, raw)).toBe(expected);
  });

  it('counts a choice as one condition', () => {
    expect(evaluate(any(staff, honest), {}).conditions).toHaveLength(1);
    expect(shown(any(staff, honest), {})).toBe('one-step');
    expect(shown(any(staff, techSme), { ...many, ...none })).toBe('one-step');
    expect(shown(any(staff, honest), { ...many, 'credit.dishonest': true })).toBe('ineligible');
    expect(shown({ ...all(honest), not: true }, good)).toBe('ineligible');
  });

  it('looks into a group: the missing fact may meet it, the judgement may not', () => {
    expect(shown(all(staff, any(honest, judged)), few)).toBe('one-step');
    expect(shown(all(staff, all(honest, judged)), few)).toBe('to-confirm');
    expect(shown(all(staff, any(judged, techSme)), { ...few, ...none })).toBe('to-confirm');
    expect(shown(all(staff, any(all(judged), declared)), few)).toBe('to-confirm');
    expect(shown(all(honest, { ...all(judged, staff), not: true }), { ...good })).toBe('one-step');
  });

  it('cures a group by its only unmet condition', () => {
    expect(shown(all(honest, all(staff, techSme)), { ...few, ...none, ...good })).toBe('one-step');
    expect(shown(all(honest, all(staff, techSme)), { ...none, ...good })).toBe('ineligible');
    expect(shown(all(honest, { ...all(staff, techSme), curable: true }), { ...many, ...none, ...good })).toBe(
      'one-step',
    );
    expect(shown(all(honest, { ...all(staff), not: true }), { ...few, ...good })).toBe('ineligible');
  });

  it('names the one condition that is lacking', () => {
    expect(blockingCondition(evaluate(all(staff, honest), few))?.node.id).toBe('honest');
    expect(blockingCondition(evaluate(all(staff, techSme), { ...few, ...none }))?.node.id).toBe('tech-sme');
    expect(blockingCondition(evaluate(all(staff, honest), {}))).toBeNull();
  });
});
