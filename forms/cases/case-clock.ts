import type { IsoDate } from '~/prisma/calendar/city-date';
import { addWorkDays, workDaysBetween } from '~/prisma/calendar/work-days';

/** From so many work days left on, a case is marked as due soon. */
export const soonWorkDays = 2;

/** How a case stands in time: `days` are work days left, past (late), or kept while it stands (stopped). */
export interface CaseClock {
  mark: 'running' | 'soon' | 'today' | 'late' | 'stopped' | 'ended';
  days: number;
}

/** The columns of a case that its clock is read from. */
export interface ClockedCase {
  state: string;
  dueOn: IsoDate;
  workDaysLeft: number | null;
}

/** How a case stands on a day: the department's time runs only while the case waits for the department. */
export function clockOf({ state, dueOn, workDaysLeft }: ClockedCase, today: IsoDate): CaseClock {
  if (state === 'returned') return { mark: 'stopped', days: Math.max(0, workDaysLeft ?? 0) };
  if (state !== 'submitted') return { mark: 'ended', days: 0 };
  const left = workDaysBetween(today, dueOn);
  // A day off after the last day: no work day has passed, and it is late all the same.
  if (dueOn < today) return { mark: 'late', days: Math.max(1, -left) };
  if (dueOn === today) return { mark: 'today', days: 0 };
  return { mark: left <= soonWorkDays ? 'soon' : 'running', days: left };
}

/** The firm is asked: what is left of the department's time stands. Late cases keep nothing. */
export function stopClock(dueOn: IsoDate, today: IsoDate): { stoppedOn: IsoDate; workDaysLeft: number } {
  return { stoppedOn: today, workDaysLeft: Math.max(0, workDaysBetween(today, dueOn)) };
}

/** The firm has answered: the time that was left runs on, one work day at least. */
export function startClock(workDaysLeft: number | null, today: IsoDate, fresh: number): IsoDate {
  return addWorkDays(today, Math.max(1, workDaysLeft ?? fresh));
}
