import fc from 'fast-check';
import { expect, test } from 'vitest';

import { clockOf, startClock, stopClock } from '~/forms/cases/case-clock';
import { needsSecondPerson, plainSetup } from '~/forms/cases/review-setup';
import { shareOut } from '~/forms/cases/share-out';
import { addDays } from '~/prisma/calendar/city-date';
import { isWorkDay, workDaysBetween } from '~/prisma/calendar/work-days';

const submitted = { state: 'submitted', workDaysLeft: null };

test('a clock says how many work days are left, and that it is late on a day off, too', () => {
  const clock = (dueOn: string, today: string) => clockOf({ ...submitted, dueOn }, today);
  expect(clock('2026-11-27', '2026-11-20')).toEqual({ mark: 'running', days: 5 });
  expect(clock('2026-11-24', '2026-11-20')).toEqual({ mark: 'soon', days: 2 });
  expect(clock('2026-11-20', '2026-11-20')).toEqual({ mark: 'today', days: 0 });
  expect(clock('2026-11-20', '2026-11-21')).toEqual({ mark: 'late', days: 1 });
  expect(clock('2026-11-20', '2026-11-24')).toEqual({ mark: 'late', days: 2 });
});

test('it stands while the firm is asked, and has ended once decided', () => {
  const asked = { state: 'returned', dueOn: '2026-11-27', workDaysLeft: 3 };
  expect(clockOf(asked, '2027-01-10')).toEqual({ mark: 'stopped', days: 3 });
  expect(clockOf({ ...asked, workDaysLeft: null }, '2026-11-20')).toEqual({ mark: 'stopped', days: 0 });
  expect(clockOf({ ...asked, state: 'approved' }, '2027-01-10')).toEqual({ mark: 'ended', days: 0 });
});

test('waiting for the firm costs the department no time, however long it takes', () => {
  const day = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-01-05', n));
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 60 }),
      (returned, left, waited) => {
        const dueOn = startClock(left, returned, 5);
        const { workDaysLeft, stoppedOn } = stopClock(dueOn, returned);
        expect([workDaysLeft, stoppedOn]).toEqual([left, returned]);
        const answered = addDays(returned, waited);
        const again = startClock(workDaysLeft, answered, 5);
        expect(workDaysBetween(answered, again)).toBe(left);
        expect(isWorkDay(again)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
  expect(stopClock('2026-11-20', '2026-11-25').workDaysLeft).toBe(0);
  expect(startClock(0, '2026-11-20', 5)).toBe('2026-11-23');
});

test('a second person is asked as the form’s department set it', () => {
  const above = { ...plainSetup, fourEyes: 'above', amountField: 'spent', aboveYuan: 1_000 } as const;
  expect(needsSecondPerson(plainSetup, { spent: 9e9 })).toBe(false);
  expect(needsSecondPerson({ ...plainSetup, fourEyes: 'always' }, {})).toBe(true);
  expect([1_000, 1_000.01, '1,000', '1,001'].map((spent) => needsSecondPerson(above, { spent }))).toEqual([
    false,
    true,
    false,
    true,
  ]);
  // Of an amount that nobody can read, nobody can say that it lies below.
  expect([undefined, '', '很多', null].map((spent) => needsSecondPerson(above, { spent }))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(needsSecondPerson({ ...above, amountField: null }, { spent: 1 })).toBe(true);
});

test('cases are shared out to whoever of their department has the least', () => {
  const takers = [
    { personId: 'a', departmentIds: ['science'], open: 3 },
    { personId: 'b', departmentIds: ['science', 'finance'], open: 1 },
  ];
  const cases = ['1', '2', '3'].map((id) => ({ id, departmentId: 'science' }));
  expect(shareOut(cases, takers).map(({ personId }) => personId)).toEqual(['b', 'b', 'a']);
  expect(shareOut([{ id: '4', departmentId: 'water' }], takers)).toEqual([]);
  expect(shareOut([{ id: '5', departmentId: 'finance' }], takers)).toEqual([{ caseId: '5', personId: 'b' }]);
});
