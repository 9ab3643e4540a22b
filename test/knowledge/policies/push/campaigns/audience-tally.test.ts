import fc from 'fast-check';
import { expect, test } from 'vitest';

import { leftOut, tallyAudience, waterfall } from '~/knowledge/policies/push/campaigns/audience-tally';
import { funnelSteps } from '~/knowledge/policies/push/campaigns/funnel';

const counts = fc.record({
  ...Object.fromEntries(leftOut.map((place) => [place, fc.nat(5_000)])),
  reached: fc.nat(5_000),
});

test('every firm of the audience stands in one place, and the waterfall ends at those who are told', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const tally = tallyAudience(given);
      expect(tally.all).toBe(Object.values(given).reduce((sum, n) => sum + n, 0));
      const bars = waterfall(tally);
      for (const { from, length } of bars) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThanOrEqual(0);
        expect(from + length).toBeLessThanOrEqual(1000);
      }
      // What is taken away lies end to end, from the right down to what remains.
      const taken = bars.slice(1, -1);
      taken.slice(1).forEach((bar, index) => expect(bar.from + bar.length).toBe(taken[index]!.from));
      expect(bars.at(-1)).toMatchObject({
        place: 'reached',
        firms: tally.reached,
        length: taken.at(-1)!.from,
      });
    }),
  );
});

test('an empty audience has bars without length', () => {
  expect(waterfall(tallyAudience({})).every(({ length }) => length === 0)).toBe(true);
});

test('each step of the funnel is a share of the one before, and a bar of those told', () => {
  expect(funnelSteps({ told: 742, seen: 503, applied: 214, granted: 187 })).toEqual([
    { stage: 'told', firms: 742, percent: null, length: 1000 },
    { stage: 'seen', firms: 503, percent: 68, length: 678 },
    { stage: 'applied', firms: 214, percent: 43, length: 288 },
    { stage: 'granted', firms: 187, percent: 87, length: 252 },
  ]);
  expect(funnelSteps({ told: 0, seen: 0, applied: 0, granted: 0 }).map(({ percent }) => percent)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
