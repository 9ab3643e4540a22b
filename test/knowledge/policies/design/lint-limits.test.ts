import { describe, expect, test } from 'vitest';

import { lintLimits } from '~/knowledge/policies/design/lint-limits';
import {
  emptyPolicyDraft,
  finishPolicyDraft,
  type PolicyDraft,
} from '~/knowledge/policies/design/policy-draft';

const label = { zh: '合计' };
const money: PolicyDraft['benefit'] = {
  label,
  amount: { kind: 'exact', formula: { kind: 'fixed', yuan: '1000' } },
};
const draft = (more: Partial<PolicyDraft>): PolicyDraft => ({
  ...emptyPolicyDraft(),
  sources: [{ id: 's', documentTitle: '办法' }],
  benefit: money,
  ...more,
});
const codes = (more: Partial<PolicyDraft>) => lintLimits(draft(more)).map(({ code, id }) => `${code} ${id}`);
const sum = { kind: 'sum', id: 'y', label, yuan: '500000', source: 's' } as const;

describe('places and yearly limits of a draft', () => {
  test('nothing is wrong with none, nor with finished ones', () => {
    expect(codes({})).toEqual([]);
    const limits: PolicyDraft['limits'] = [sum, { kind: 'once', source: 's' }, { ...sum, kind: 'budget' }];
    expect(codes({ limits, quota: { slots: 3, per: 'year', source: 's' } })).toEqual([]);
  });

  test('places are a whole number, and have their clause', () => {
    expect(codes({ quota: { slots: 0, per: 'year', source: 'x' } })).toEqual([
      'limits.slots quota',
      'limits.source quota',
    ]);
  });

  test('a sum has an amount, a name and a mark', () => {
    expect(codes({ limits: [{ ...sum, yuan: '', id: ' ', source: '' }] })).toEqual([
      'limits.source sum',
      'limits.yuan sum',
      'limits.name sum',
    ]);
    expect(codes({ limits: [{ ...sum, yuan: '0.00' }] })).toEqual(['limits.yuan sum']);
    expect(codes({ limits: [{ kind: 'once', source: 'x' }] })).toEqual(['limits.source once']);
  });

  test('what isn’t money has no sum', () => {
    expect(codes({ limits: [sum], benefit: { label } })).toEqual(['limits.no-money sum']);
    const base = { label, amount: { ...money.amount!, measure: 'base' as const } };
    expect(codes({ limits: [sum], benefit: base })).toEqual(['limits.no-money sum']);
  });

  test('a year’s limit below one benefit’s cap is looked at again', () => {
    const benefit = { label, amount: { ...money.amount!, cap: { yuan: '600000' } } };
    expect(lintLimits(draft({ limits: [sum], benefit }))).toMatchObject([
      { code: 'limits.below-cap', severity: 'warning' },
    ]);
  });

  test('a policy counts towards one sum, and has each kind once: such content can’t be published', () => {
    const bonds: PolicyDraft['bonds'] = [{ kind: 'capped', id: 'c', label, yuan: '1', source: 's' }];
    expect(codes({ limits: [sum], bonds })).toEqual(['limits.two-sums sum']);
    const paths = (limits: PolicyDraft['limits']) => {
      const finished = finishPolicyDraft(draft({ limits }));
      return finished.ok ? [] : finished.problems.map(({ path, message }) => `${path} ${message}`);
    };
    const once = { kind: 'once', source: 's' } as const;
    expect(paths([once, once])).toContain('limits once stands there twice');
    expect(paths([{ ...once, source: 'x' }])).toContain('sources no source has the id x');
  });
});
