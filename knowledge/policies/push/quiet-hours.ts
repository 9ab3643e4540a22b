import { addDays, cityDate, type IsoDate } from '~/prisma/calendar/city-date';
import { isWorkDay } from '~/prisma/calendar/work-days';

import type { DeliveryChoice } from './delivery-choice';

type Quiet = Pick<DeliveryChoice, 'quietFrom' | 'quietTo' | 'restDays'>;

const minuteMs = 60_000;

/** Whether the person wants quiet at the instant, by the city's clock and calendar. */
export function isQuiet(at: Date, { quietFrom, quietTo, restDays }: Quiet): boolean {
  if (restDays && !isWorkDay(cityDate(at))) return true;
  if (quietFrom === quietTo) return false;
  const minute = cityMinute(at);
  return quietFrom < quietTo
    ? minute >= quietFrom && minute < quietTo
    : minute >= quietFrom || minute < quietTo;
}

/** The first instant from `at` on that isn't quiet. */
export function quietEnd(at: Date, quiet: Quiet): Date {
  if (!isQuiet(at, quiet)) return at;
  // The longest run of days off is shorter than this.
  for (let day = cityDate(at), left = 40; left > 0; left -= 1, day = addDays(day, 1)) {
    const ends = [0, quiet.quietTo].sort((a, b) => a - b).map((minute) => cityInstant(day, minute));
    const end = ends.find((one) => one > at && !isQuiet(one, quiet));
    if (end) return end;
  }
  return new Date(at.valueOf() + 40 * 24 * 60 * minuteMs);
}

/** The next nine o'clock after the instant, of any day or of a Monday. */
export function nextDigest(after: Date, digest: 'daily' | 'weekly'): Date {
  for (let day = cityDate(after); ; day = addDays(day, 1)) {
    const nine = cityInstant(day, 9 * 60);
    const isMonday = new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
    if (nine > after && (digest === 'daily' || isMonday)) return nine;
  }
}

/** Minutes of the city's day; Asia/Shanghai has no summer time. */
function cityMinute(at: Date): number {
  return Math.floor(at.valueOf() / minuteMs + 8 * 60) % 1440;
}

function cityInstant(day: IsoDate, minute: number): Date {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + minute * minuteMs);
}
