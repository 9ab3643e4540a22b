import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addDays, daysBetween } from '~/prisma/calendar/city-date';
import { addWorkDays, isWorkDay, lastCoveredYear } from '~/prisma/calendar/work-days';

test.each([
  ['2026-10-01', false],
  ['2026-11-20', true],
  ['2026-11-21', false],
])('%s is a work day: %s', (date, expected) => expect(isWorkDay(date)).toBe(expected));

test('beyond the notices people work from Monday to Friday', () => {
  const monday = '2031-09-29';
  const week = Array.from({ length: 7 }, (_, n) => isWorkDay(addDays(monday, n)));
  expect(Number(monday.slice(0, 4))).toBeGreaterThan(lastCoveredYear);
  expect(week).toEqual([true, true, true, true, true, false, false]);
});

test('the end of a period is a work day, with exactly so many work days up to it', () => {
  const date = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2022-01-01', n));
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 40 }), (from, count) => {
      const end = addWorkDays(from, count);
      const between = Array.from({ length: daysBetween(from, end) }, (_, n) => addDays(from, n + 1));
      expect(isWorkDay(end)).toBe(true);
      expect(between.filter(isWorkDay)).toHaveLength(count);
    }),
  );
  expect(addWorkDays('2026-11-20', 0)).toBe('2026-11-20');
});
