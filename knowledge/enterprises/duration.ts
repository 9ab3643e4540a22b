import { addDays, type IsoDate } from '~/prisma/calendar/city-date';

/** A span of calendar time (ISO 8601): years, months, weeks and days, all with one sign. */
export interface Duration {
  months: number;
  days: number;
}

const form = /^(-?)P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/;

/** Reads `P1Y`, `P18M`, `-P365D`; null for anything else. */
export function parseDuration(text: string): Duration | null {
  const found = form.exec(text);
  if (!found) return null;
  const [years, months, weeks, days] = found.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const sign = found[1] ? -1 : 1;
  return { months: sign * (years * 12 + months), days: sign * (weeks * 7 + days) };
}

/** The date so much later; a day that the month doesn't have becomes its last (31 January + P1M = 28 February). */
export function addDuration(date: IsoDate, { months, days }: Duration): IsoDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const at = year * 12 + (month - 1) + months;
  const lastDay = new Date(Date.UTC(Math.floor(at / 12), (at % 12) + 1, 0)).getUTCDate();
  const moved = [Math.floor(at / 12), (at % 12) + 1, Math.min(day, lastDay)]
    .map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0'))
    .join('-');
  return addDays(moved, days);
}

/** Whole years, months or days from one date to another; below zero when `to` lies before `from`. */
export function wholeSpan(from: IsoDate, to: IsoDate, unit: 'years' | 'months' | 'days'): number {
  if (unit === 'days')
    return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
  if (to < from) return -wholeSpan(to, from, unit);
  const perUnit = unit === 'years' ? 12 : 1;
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  let spans = Math.floor(((toYear - fromYear) * 12 + toMonth - fromMonth) / perUnit);
  while (addDuration(from, { months: spans * perUnit, days: 0 }) > to) spans -= 1;
  return spans;
}
