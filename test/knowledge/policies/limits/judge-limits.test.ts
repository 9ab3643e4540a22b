import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  budgetOf,
  fenOf,
  groupsOf,
  isLimited,
  yuanOf,
  type BenefitUsed,
} from '~/knowledge/policies/limits/benefit-used';
import { judgeLimits, leastLeft } from '~/knowledge/policies/limits/judge-limits';
import type { PolicyContent } from '~/knowledge/policies/policy-content';

const words = { zh: '合计' };
const used = (policyId: string, fen: bigint | null, groups: string[] = []): BenefitUsed => ({
  ...{ policyId, title: policyId, department: '工信局', on: '2026-03-01', fen, state: 'granted', groups },
});
const policy = (content: Partial<PolicyContent>) => ({ id: 'p', content: content as PolicyContent });
const sum = policy({ limits: [{ kind: 'sum', id: 'y', label: words, yuan: '500000', source: 's' }] });

describe('yearly limits', () => {
  test('once a year is spent by the policy itself alone', () => {
    const once = policy({ limits: [{ kind: 'once', source: 's' }] });
    expect(judgeLimits(once, [used('other', 1n)])).toMatchObject([{ state: 'open', uses: [] }]);
    expect(judgeLimits(once, [used('p', null)])).toMatchObject([
      { kind: 'once', state: 'spent', uses: [{ on: '2026-03-01' }] },
    ]);
  });

  test('a sum adds up over the policies that name it, and only over them', () => {
    const uses = [used('p', 20000000n, ['sum:y']), used('q', 10000000n, ['sum:y']), used('r', 99999999n)];
    expect(judgeLimits(sum, uses)).toMatchObject([{ state: 'open', leftFen: 20000000n }]);
    expect(judgeLimits(sum, [...uses, used('q', 20000000n, ['sum:y'])])).toMatchObject([{ state: 'spent' }]);
  });

  test('an amount that nobody knows is no “no”: what is left is unknown, unless the known ones use it up', () => {
    const open = used('q', null, ['sum:y']);
    expect(judgeLimits(sum, [open])).toMatchObject([{ state: 'unknown', leftFen: 50000000n }]);
    expect(judgeLimits(sum, [open, used('q', 50000000n, ['sum:y'])])).toMatchObject([{ state: 'spent' }]);
  });

  test('a budget is the department’s: spent when nothing is left of it', () => {
    const budget = policy({ limits: [{ kind: 'budget', id: 'b', label: words, yuan: '10', source: 's' }] });
    expect(judgeLimits(budget, [], 400n)).toMatchObject([{ state: 'open', leftFen: 600n }]);
    expect(judgeLimits(budget, [], 1000n)).toMatchObject([{ state: 'spent', leftFen: 0n }]);
    expect(budgetOf(budget)).toBe('b');
    expect(budgetOf(sum)).toBeNull();
  });

  test('exclusive groups and caps are looked at as well; a common base bounds nothing', () => {
    const bound = policy({
      bonds: [
        { kind: 'exclusive', id: 'x', label: words, source: 's' },
        { kind: 'capped', id: 'c', label: words, yuan: '3', source: 's' },
        { kind: 'same-base', id: 'b', label: words },
      ],
    });
    expect(groupsOf(bound)).toEqual(['exclusive:x', 'capped:c']);
    expect(isLimited(bound)).toBe(true);
    expect(isLimited(policy({}))).toBe(false);
    const standings = judgeLimits(bound, [
      used('p', 1n, ['exclusive:x']),
      used('q', 100n, ['exclusive:x', 'capped:c']),
    ]);
    expect(standings).toMatchObject([
      { kind: 'exclusive', state: 'spent', uses: [{ policyId: 'q' }] },
      { kind: 'capped', state: 'open', leftFen: 200n },
    ]);
    expect(leastLeft(standings)).toBe(200n);
    expect(leastLeft([])).toBeNull();
  });

  test('what is left and what is used make the limit, never more and never less than nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 60000000n })), (amounts) => {
        const uses = amounts.map((fen) => used('q', fen, ['sum:y']));
        const total = amounts.reduce((all, fen) => all + fen, 0n);
        const [standing] = judgeLimits(sum, uses);
        expect(standing?.leftFen).toBe(total > 50000000n ? 0n : 50000000n - total);
        expect(standing?.state).toBe(total >= 50000000n ? 'spent' : 'open');
      }),
    );
  });

  test('yuan and fen are two ways of writing one amount', () => {
    expect(fenOf(null)).toBeNull();
    expect([fenOf('300000.5'), fenOf(12), yuanOf(5n), yuanOf(30000050n)]).toEqual([
      30000050n,
      1200n,
      '0.05',
      '300000.5',
    ]);
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (fen) => fenOf(yuanOf(fen)) === fen));
  });
});
