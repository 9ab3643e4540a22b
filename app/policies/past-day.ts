import { isIsoDate } from '~/prisma/calendar/city-date';

/** The past day that a page is asked about (`?asOf=2026-05-01`); null for today, and for what is no date. */
export function pastDayOf(request: Request): string | null {
  const asked = new URL(request.url).searchParams.get('asOf');
  return asked !== null && isIsoDate(asked) ? asked : null;
}
