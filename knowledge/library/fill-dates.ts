import { addDays, type IsoDate } from '~/prisma/calendar/city-date';

/**
 * Fills the tokens of a library file, so that the sample never grows stale: `{{year}}`, `{{year+2}}` and `{{day-36}}`
 * count from the day of seeding. Days are ISO dates in JSON and 2026年12月15日 in running text.
 */
export function fillDates(text: string, today: IsoDate, style: 'iso' | 'words'): string {
  return text.replace(/\{\{(year|day)([+-]\d+)?\}\}/g, (_token, unit: string, shift = '0') => {
    if (unit === 'year') return String(Number(today.slice(0, 4)) + Number(shift));
    const date = addDays(today, Number(shift));
    return style === 'iso' ? date : inWords(date);
  });
}

function inWords(date: IsoDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
