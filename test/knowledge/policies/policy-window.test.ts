import fc from 'fast-check';
import { expect, test } from 'vitest';

import { windowState } from '~/knowledge/policies/policy-window';
import { addDays } from '~/prisma/calendar/city-date';

const once = { opens: '2026-03-01', closes: '2026-04-30', yearly: false };
const yearly = (opens: string, closes: string) => ({ opens, closes, yearly: true });

test('without a window applications are always taken', () => {
  expect(windowState(undefined, '2026-01-01')).toEqual({ state: 'always' });
});

test.each([
  ['2026-02-28', { state: 'not-yet' }],
  ['2026-03-01', { state: 'open', daysLeft: 60 }],
  ['2026-04-30', { state: 'open', daysLeft: 0 }],
  ['2026-05-01', { state: 'closed' }],
])('a window of one time on %s', (at, expected) => {
  expect(windowState(once, at)).toMatchObject(expected);
});

test.each([
  ['2026-02-28', { state: 'not-yet', opens: '2026-03-01' }],
  ['2026-04-01', { state: 'open', closes: '2026-04-30' }],
  ['2026-05-01', { state: 'not-yet', opens: '2027-03-01' }],
])('a yearly window on %s', (at, expected) => {
  expect(windowState(yearly('2024-03-01', '2024-04-30'), at)).toMatchObject(expected);
});

test.each([
  ['2026-01-15', { state: 'open', opens: '2025-12-01', closes: '2026-01-31' }],
  ['2026-12-15', { state: 'open', opens: '2026-12-01', closes: '2027-01-31' }],
  ['2026-06-01', { state: 'not-yet', opens: '2026-12-01' }],
])('one over the turn of the year on %s', (at, expected) => {
  expect(windowState(yearly('2025-12-01', '2026-01-31'), at)).toMatchObject(expected);
});

test('29 February is the 28th in a common year', () => {
  const window = yearly('2024-02-01', '2024-02-29');
  expect(windowState(window, '2026-02-10')).toMatchObject({ closes: '2026-02-28' });
  expect(windowState(window, '2028-02-10')).toMatchObject({ closes: '2028-02-29' });
});

test('a yearly window never closes for good, and holds the day while it is open', () => {
  const day = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2024-01-01', n));
  fc.assert(
    fc.property(day, day, day, (opens, closes, at) => {
      const state = windowState(yearly(opens, closes), at);
      expect(['open', 'not-yet']).toContain(state.state);
      if (state.state === 'open') {
        expect((state.opens ?? '') <= at && at <= (state.closes ?? '')).toBe(true);
        expect(addDays(at, state.daysLeft ?? -1)).toBe(state.closes);
      } else expect((state.opens ?? '') > at).toBe(true);
    }),
  );
});
