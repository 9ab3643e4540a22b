import chineseDays from 'chinese-days';

import { addDays, type IsoDate } from './city-date';

/** The last year whose holidays chinese-days 1.5.7 knows from the State Council's notices. */
export const lastCoveredYear = 2026;

/**
 * Whether people work on the day: the State Council's notice for covered years; beyond them Monday to Friday, since
 * the package would guess.
 */
export function isWorkDay(date: IsoDate): boolean {
  if (Number(date.slice(0, 4)) <= lastCoveredYear) return chineseDays.isWorkday(date);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The date so many work days after `date`, which itself does not count. */
export function addWorkDays(date: IsoDate, workDays: number): IsoDate {
  let current = date;
  for (let left = workDays; left > 0;) {
    current = addDays(current, 1);
    if (isWorkDay(current)) left -= 1;
  }
  return current;
}

/** How many work days lie after `from` up to and including `to`; negative when `to` lies before `from`. */
export function workDaysBetween(from: IsoDate, to: IsoDate): number {
  if (to < from) return -workDaysBetween(to, from);
  let count = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (isWorkDay(day)) count += 1;
  }
  return count;
}
