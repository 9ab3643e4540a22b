import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compareExact, exact, zero } from '~/knowledge/enterprises/exact-number';
import {
  chooseCombination,
  sumOf,
  type CombinedBenefit,
  type CombinedBond,
} from '~/knowledge/policies/combination/choose-combination';

const caps = { '0': 30, '1': 55 } as const;
const bond = fc.oneof(
  fc.record({ kind: fc.constant('exclusive' as const), id: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('same-base' as const), id: fc.constantFrom('x', 'y') }),
);
const benefits = fc
  .array(
    fc.record({
      yuan: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 5 }),
      bonds: fc.array(bond, { maxLength: 2 }),
      cap: fc.option(fc.constantFrom('0' as const, '1' as const)),
    }),
    { maxLength: 9 },
  )
  .map((rows) =>
    rows.map(({ yuan, bonds, cap }, at): CombinedBenefit => {
      const capped: CombinedBond[] = cap ? [{ kind: 'capped', id: cap, yuan: exact(caps[cap]) }] : [];
      return {
        policyId: `p${at}`,
        yuan: yuan === null ? null : exact(yuan),
        bonds: [...bonds, ...capped],
      };
    }),
  );

const clash = (a: CombinedBenefit, b: CombinedBenefit) =>
  a.bonds.some((x) => x.kind !== 'capped' && b.bonds.some((y) => y.kind === x.kind && y.id === x.id));

const isAllowed = (some: readonly CombinedBenefit[]) =>
  some.every((a, at) => some.slice(at + 1).every((b) => !clash(a, b)));

/** Every set that is allowed, looked at. */
function bestOfAll(all: readonly CombinedBenefit[]) {
  let best = zero;
  for (let bits = 0; bits < 2 ** all.length; bits += 1) {
    const some = all.filter((_, at) => (bits >> at) & 1);
    if (isAllowed(some) && compareExact(sumOf(some), best) > 0) best = sumOf(some);
  }
  return best;
}

describe('the best combination', () => {
  it('is as large as the largest of all sets that are allowed', () => {
    fc.assert(
      fc.property(benefits, (all) => {
        const { chosen, total } = chooseCombination(all);
        const some = all.filter(({ policyId }) => chosen.includes(policyId));
        expect(isAllowed(some)).toBe(true);
        expect(compareExact(total, bestOfAll(all))).toBe(0);
        expect(compareExact(sumOf(some), total)).toBe(0);
      }),
    );
  });

  it('names for each benefit left out what stands in its place', () => {
    fc.assert(
      fc.property(benefits, (all) => {
        const { chosen, leftOut } = chooseCombination(all);
        expect([...chosen, ...leftOut.map(({ policyId }) => policyId)].sort()).toEqual(
          all.map(({ policyId }) => policyId).sort(),
        );
        for (const { policyId, instead, bond: id } of leftOut) {
          const own = all.find((each) => each.policyId === policyId);
          expect(own?.bonds.map((each) => each.id)).toContain(id);
          expect(instead.length).toBeGreaterThan(0);
          expect(chosen).toEqual(expect.arrayContaining([...instead]));
        }
      }),
    );
  });

  it('never puts an unknown amount in the place of a known one', () => {
    const one = { kind: 'exclusive', id: 'a' } as const;
    const found = chooseCombination([
      { policyId: 'unknown', yuan: null, bonds: [one] },
      { policyId: 'known', yuan: exact(1), bonds: [one] },
      { policyId: 'free', yuan: null, bonds: [] },
    ]);
    expect(found.chosen).toEqual(['known', 'free']);
    expect(found.leftOut).toEqual([
      { policyId: 'unknown', bond: 'a', reason: 'exclusive', instead: ['known'] },
    ]);
    expect(found.unknown).toEqual(['unknown', 'free']);
  });
});
