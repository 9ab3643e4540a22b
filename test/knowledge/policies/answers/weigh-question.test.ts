import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LikelyAnswer } from '~/knowledge/policies/answers/answer-spread';
import {
  stakeOf,
  weighQuestion,
  type ConcernedPolicy,
  type PolicyStand,
} from '~/knowledge/policies/answers/weigh-question';

const fact = { key: 'ip.class1', period: '' };
const yesWith = (share: number): LikelyAnswer[] => [
  { value: true, share },
  { value: false, share: 1 - share },
];
const stand = (verdict: PolicyStand['verdict'], open = 0, amountYuan = 0): PolicyStand => ({
  ...{ verdict, open, amountYuan },
});

/** A policy that yes brings to one stand and no to another. */
const policy = (before: PolicyStand, yes: PolicyStand, no = stand('ineligible')): ConcernedPolicy => ({
  policyId: 'a',
  stand: before,
  tryAnswer: (_, value) => (value === true ? yes : no),
});

describe('the expected value of an answer', () => {
  it('counts a verdict as one, and its money by how likely it is', () => {
    const rich = policy(stand('unknown', 1, 150_000), stand('eligible', 0, 150_000));
    expect(stakeOf(150_000)).toBe(1);
    expect(weighQuestion(fact, [rich], yesWith(1))).toBeCloseTo(2);
    expect(weighQuestion(fact, [rich], yesWith(0))).toBeCloseTo(1);
    expect(weighQuestion(fact, [rich], yesWith(0.3))).toBeCloseTo(1.3);
  });

  it('counts a part of the way where more stays open', () => {
    const far = policy(stand('unknown', 4), stand('unknown', 3), stand('ineligible'));
    expect(weighQuestion(fact, [far], yesWith(1))).toBeCloseTo(0.25);
    expect(weighQuestion(fact, [far], yesWith(0.5))).toBeCloseTo(0.625);
  });

  it('falls back on equal parts where nothing is known of the answers, or none can be tried', () => {
    const open = policy(stand('unknown', 2), stand('eligible'));
    expect(weighQuestion(fact, [open], null)).toBeCloseTo(0.5);
    expect(weighQuestion(fact, [{ ...open, tryAnswer: () => null }], yesWith(0.5))).toBeCloseTo(0.5);
  });

  it('is the sum over the policies, never negative, and grows with what is at stake', () => {
    const anyStand = fc.record({
      verdict: fc.constantFrom('eligible' as const, 'ineligible' as const, 'unknown' as const),
      open: fc.integer({ min: 0, max: 9 }),
      amountYuan: fc.integer({ min: 0, max: 50_000_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyStand, anyStand, anyStand), { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (raw, yes, more) => {
          const policies = raw.map(([before, a, b]) => policy({ ...before, verdict: 'unknown' }, a, b));
          const worth = weighQuestion(fact, policies, yesWith(yes));
          const each = policies.map((one) => weighQuestion(fact, [one], yesWith(yes)));
          expect(worth).toBeGreaterThanOrEqual(0);
          expect(worth).toBeCloseTo(
            each.reduce((sum, one) => sum + one, 0),
            6,
          );
          const richer = raw.map(([before, a, b]) =>
            policy(
              { ...before, verdict: 'unknown' },
              { ...a, amountYuan: a.amountYuan + more },
              { ...b, amountYuan: b.amountYuan + more },
            ),
          );
          expect(weighQuestion(fact, richer, yesWith(yes))).toBeGreaterThanOrEqual(worth - 1e-9);
        },
      ),
    );
  });
});
