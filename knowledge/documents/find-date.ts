import { isIsoDate } from '~/prisma/calendar/city-date';

import { readNumber } from './chinese-number';

/** A date as texts write it: 2024年12月1日, ２０２４年１２月１日, 二〇二四年十二月一日, with spaces or without. */
export const datePattern =
  '(?:[0-9０-９]{4}|[零〇○一二三四五六七八九]{4})\\s*年\\s*[0-9０-９一二三四五六七八九十]{1,3}\\s*月\\s*[0-9０-９一二三四五六七八九十]{1,3}\\s*日';

const parts = /^(\S{4})\s*年\s*(\S{1,3})\s*月\s*(\S{1,3})\s*日$/;

/** A Chinese or numeric date as YYYY-MM-DD; null when it isn't one, or when no such day exists. */
export function readDate(words: string): string | null {
  const plain = words.normalize('NFKC').trim();
  const numeric = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(plain);
  const [, year, month, day] = numeric ?? parts.exec(plain) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const numbers = [readNumber(year), readNumber(month), readNumber(day)];
  if (numbers.some((number) => number === null)) return null;
  const [y, m, d] = numbers.map(Number) as [number, number, number];
  const iso = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : null;
}

/** The date so many years later; 29 February becomes 28 February. */
export function addYears(date: string, years: number): string {
  const moved = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  return isIsoDate(moved) ? moved : `${moved.slice(0, 8)}28`;
}

/** The date in a file's name, such as 公司法(2023-12-29).md; the last one if there are several. */
export function dateInFileName(name: string): string | null {
  const found = [...name.matchAll(/(?<!\d)(\d{4})[-._年]?(\d{2})[-._月]?(\d{2})(?!\d)/g)].at(-1);
  if (!found) return null;
  const iso = `${found[1]}-${found[2]}-${found[3]}`;
  return isIsoDate(iso) && iso >= '1900-01-01' && iso <= '2100-12-31' ? iso : null;
}
