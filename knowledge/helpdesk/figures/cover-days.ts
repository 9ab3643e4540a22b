import { addDays, daysBetween, type IsoDate } from '~/prisma/calendar/city-date';

/** Lengths of the spans of days that are summed together, the longest first. */
export const spans = [28, 7] as const;
export type Span = (typeof spans)[number] | 1;

/** Spans are counted from this day, so that each day is in one span of a length. */
const epoch = '2020-01-01';

/** The first day of the span of that length in which a day lies. */
export function spanStart(span: Span, day: IsoDate): IsoDate {
  return addDays(epoch, Math.floor(daysBetween(epoch, day) / span) * span);
}

/** The last day of the span that starts on the day. */
export function spanEnd(span: Span, start: IsoDate): IsoDate {
  return addDays(start, span - 1);
}

/**
 * Covers the days from the first to the last (both included) by as few spans as the usable ones allow: each day is in
 * exactly one of them, those of one day are the rest.
 */
export function coverDays(
  first: IsoDate,
  last: IsoDate,
  isUsable: (span: Span, start: IsoDate) => boolean,
): { span: Span; start: IsoDate }[] {
  const cover: { span: Span; start: IsoDate }[] = [];
  for (let day = first; day <= last;) {
    const span =
      spans.find(
        (length) => spanStart(length, day) === day && spanEnd(length, day) <= last && isUsable(length, day),
      ) ?? 1;
    cover.push({ span, start: day });
    day = addDays(day, span);
  }
  return cover;
}

/** The days from the first to the last, both included. */
export function listDays(first: IsoDate, last: IsoDate): IsoDate[] {
  return coverDays(first, last, () => false).map(({ start }) => start);
}
