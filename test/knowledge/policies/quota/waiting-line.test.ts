import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  dueOffers,
  lineOn,
  placeInLine,
  placesFor,
  waiterStates,
} from '~/knowledge/policies/quota/waiting-line';

const day = '2026-11-23';
const members = fc
  .uniqueArray(
    fc.record({
      enterpriseId: fc.string({ minLength: 1, maxLength: 4 }),
      number: fc.integer({ min: 1, max: 1000 }),
      state: fc.constantFrom(...waiterStates),
      offeredUntil: fc.constantFrom(null, '2026-11-20', day, '2026-12-01'),
    }),
    { selector: ({ enterpriseId }) => enterpriseId },
  )
  .filter((all) => new Set(all.map(({ number }) => number)).size === all.length);

describe('the line for places', () => {
  test('is in the order of joining, without those who left, filed, or let their day pass', () => {
    fc.assert(
      fc.property(members, (all) => {
        const line = lineOn(all, day);
        expect(line.map(({ number }) => number)).toEqual(
          line.map(({ number }) => number).toSorted((a, b) => a - b),
        );
        for (const member of all) {
          const { state, offeredUntil } = member;
          const stands = state === 'waiting' || (state === 'offered' && (offeredUntil ?? '') >= day);
          expect(line.includes(member)).toBe(stands);
        }
      }),
    );
  });

  test('never gives more firms a place than there are, and leaves strangers what the line doesn’t need', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: -3, max: 12 }), (all, free) => {
        const line = lineOn(all, day);
        const served = line.filter(({ enterpriseId }) => placesFor(line, free, enterpriseId) > 0);
        expect(served.length).toBe(Math.min(Math.max(0, free), line.length));
        // The first of the line, and nobody before them.
        expect(served).toEqual(line.slice(0, served.length));
        expect(placesFor(line, free, null)).toBe(Math.max(0, free - line.length));
        expect(placesFor(line, free, 'stranger')).toBe(placesFor(line, free, null));
      }),
    );
  });

  test('goes on by one when a firm leaves: nobody falls back', () => {
    fc.assert(
      fc.property(members, fc.nat({ max: 5 }), (all, free) => {
        const line = lineOn(all, day);
        fc.pre(line.length > 1);
        const [, ...rest] = line;
        for (const { enterpriseId } of rest) {
          expect(placeInLine(rest, enterpriseId)).toBe((placeInLine(line, enterpriseId) ?? 0) - 1);
          expect(placesFor(rest, free, enterpriseId)).toBeGreaterThanOrEqual(
            placesFor(line, free, enterpriseId),
          );
        }
      }),
    );
  });

  test('tells each once: those who were offered a place are not told again', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: -2, max: 12 }), (all, free) => {
        const line = lineOn(all, day);
        const due = dueOffers(line, free);
        const told = all.map((member) =>
          due.includes(member) ? { ...member, state: 'offered' as const, offeredUntil: day } : member,
        );
        expect(dueOffers(lineOn(told, day), free)).toEqual([]);
        for (const { enterpriseId } of due) expect(placesFor(line, free, enterpriseId)).toBeGreaterThan(0);
      }),
    );
  });

  test('has no place for who isn’t in it', () => {
    expect(placeInLine([], 'a')).toBeNull();
    expect(
      placeInLine([{ enterpriseId: 'a', number: 7, state: 'waiting', offeredUntil: null }], null),
    ).toBeNull();
  });
});
