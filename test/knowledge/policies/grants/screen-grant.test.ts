import { describe, expect, test } from 'vitest';

import { screenGrant, type GrantSituation } from '~/knowledge/policies/grants/screen-grant';
import type { BenefitUsed } from '~/knowledge/policies/limits/benefit-used';
import type { LimitStanding } from '~/knowledge/policies/limits/judge-limits';

const label = { zh: '合计' };
const use: BenefitUsed = {
  ...{
    policyId: 'q',
    title: '另一项',
    department: '局',
    on: '2026-03-01',
    fen: null,
    state: 'granted',
    groups: [],
  },
};
const standing = (more: Partial<LimitStanding>): LimitStanding => ({
  ...{
    kind: 'sum',
    group: 'sum:y',
    label,
    source: 's',
    state: 'open',
    uses: [],
    limitFen: 100n,
    leftFen: 100n,
  },
  ...more,
});
const screen = (more: Partial<GrantSituation>) =>
  screenGrant({
    ...{
      policyId: 'p',
      yuan: '3',
      isAmountOpen: false,
      uses: [],
      standings: [],
      otherBatch: null,
      disputed: [],
    },
    ...more,
  });
const left = (code: string, params: object = {}) => ({ kind: 'leave-out', reason: { code, params } });

describe('what keeps a firm from being granted', () => {
  test('nothing: it is granted whole', () => {
    expect(screen({})).toEqual({ kind: 'grant', yuan: '3', cut: null });
    expect(screen({ yuan: null })).toEqual({ kind: 'grant', yuan: null, cut: null });
    expect(screen({ standings: [standing({ leftFen: 300n })] })).toEqual({
      kind: 'grant',
      yuan: '3',
      cut: null,
    });
  });

  test('the policy itself, had or applied for', () => {
    expect(screen({ uses: [{ ...use, policyId: 'p', fen: 500n }] })).toEqual(
      left('had', { date: '2026-03-01', yuan: '5' }),
    );
    expect(screen({ uses: [{ ...use, policyId: 'p', state: 'held' }] })).toEqual(
      left('applied', { date: '2026-03-01', yuan: '' }),
    );
  });

  test('a sum that is used up, or of which nobody can tell', () => {
    const uses = [use];
    const params = { limit: '合计', used: '另一项 2026-03-01' };
    expect(screen({ standings: [standing({ state: 'spent', leftFen: 0n, uses })] })).toEqual(
      left('sum', params),
    );
    expect(screen({ standings: [standing({ state: 'unknown', uses })] })).toEqual(
      left('sum-unknown', params),
    );
  });

  test('less is left than it would be: it gets what is left', () => {
    expect(screen({ standings: [standing({ leftFen: 150n })] })).toEqual({
      ...{ kind: 'grant', yuan: '1.5' },
      cut: { code: 'cut', params: { from: '3', to: '1.5' } },
    });
  });

  test('another batch, a dispute, an amount that can’t be computed', () => {
    expect(screen({ otherBatch: 'MS2611-001' })).toEqual(left('other-batch', { number: 'MS2611-001' }));
    expect(screen({ disputed: ['参保人数'] })).toEqual(left('disputed', { facts: '参保人数' }));
    expect(screen({ isAmountOpen: true })).toEqual(left('amount'));
  });

  test('the department’s budget isn’t the firm’s matter here', () => {
    const spent = standing({ kind: 'budget', state: 'spent', leftFen: 0n });
    expect(screen({ standings: [spent] })).toMatchObject({ kind: 'grant', yuan: '3' });
  });
});
