import { daysBetween, type IsoDate } from '~/prisma/calendar/city-date';

import type { PolicyContent } from './policy-content';

/** When applications are taken, seen from a day. */
export interface WindowState {
  state: 'always' | 'not-yet' | 'open' | 'closed';
  opens?: IsoDate;
  closes?: IsoDate;
  /** Days from the day asked about to the closing, that day included as 0. */
  daysLeft?: number;
}

/** The window that is open on a day or comes next; of a yearly one this year's or the next. */
export function windowState(window: PolicyContent['window'], at: IsoDate): WindowState {
  if (!window) return { state: 'always' };
  if (!window.yearly) return describe(window.opens, window.closes, at);
  const year = Number(at.slice(0, 4));
  const crosses = window.closes.slice(5) < window.opens.slice(5) ? 1 : 0;
  for (const start of [year - 1, year, year + 1]) {
    const state = describe(inYear(window.opens, start), inYear(window.closes, start + crosses), at);
    if (state.state !== 'closed') return state;
  }
  return { state: 'always' };
}

function describe(opens: IsoDate, closes: IsoDate, at: IsoDate): WindowState {
  if (at < opens) return { state: 'not-yet', opens, closes };
  if (at > closes) return { state: 'closed', opens, closes };
  return { state: 'open', opens, closes, daysLeft: daysBetween(at, closes) };
}

/** 29 February becomes the 28th in a common year. */
function inYear(date: IsoDate, year: number): IsoDate {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return `${year}-${date.slice(5) === '02-29' && !leap ? '02-28' : date.slice(5)}`;
}
