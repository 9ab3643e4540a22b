import { multiplierPower, parseNumeral, shiftDecimal } from '../parse-numeral';
import type { FigureKind, FoundFigure } from './figure';
import { articleCounters, unitNames } from './quantity-units';

/** A figure, or none when its value can't be read. */
export const figure = (kind: FigureKind, value: string | null, unit = ''): FoundFigure =>
  value === null ? null : { kind, value, unit };

/** A number with a multiplier (3 万, 三百) and a unit. */
export function measured(kind: FigureKind, words: string, multiplier: string, unit: string): FoundFigure {
  const value = parseNumeral(words);
  if (value === null || beginsWithMultiplier(words)) return null;
  return figure(kind, shiftDecimal(value, multiplierPower(multiplier)), unit);
}

/** A number with one of the units of count and time; `skip` for words that only look like one: 一个, 一次性, 十分. */
export function readQuantity(match: RegExpExecArray, text: string): FoundFigure | 'skip' {
  const [all, words = '', multiplier = '', written = ''] = match;
  const unit = unitNames.get(written) ?? written;
  const after = text[match.index + all.length] ?? '';
  if (words === '一' && multiplier === '') {
    if (articleCounters.has(unit)) return 'skip';
    if ((unit === '次' && after === '性') || unit === '期' || unit === '分' || unit === '批') return 'skip';
  }
  if (all === '十分' && !/[得满计扣打]/.test(text[match.index - 1] ?? '')) return 'skip';
  return measured('quantity', words, multiplier, unit) ?? 'skip';
}

/** 万元, 千万, 万一 are words of degree, not figures; 十 is one. */
const beginsWithMultiplier = (words: string) => /^[百千万亿]/.test(words);

/** Whether Chinese numerals alone are meant as a number: 三百, not 一二. */
export const isPlainHanNumber = (words: string) =>
  words.length > 1 && !beginsWithMultiplier(words) && (/[十百千万亿]/.test(words) || words.length >= 3);

/** A share as a reduced fraction, so that 5%, 百分之五 and 二十分之一 are one: `places` is −2 for per cent. */
export function share(value: string | null, places: number): FoundFigure {
  if (value === null) return null;
  const exact = shiftDecimal(value, places);
  const [whole = '0', fraction = ''] = exact.split('.');
  return ratio(`${whole}${fraction}`, `1${'0'.repeat(fraction.length)}`);
}

/** A fraction in lowest terms. */
export function ratio(upper: string | null, lower: string | null): FoundFigure {
  if (!upper || !lower || !/^\d+$/.test(upper) || !/^\d+$/.test(lower) || BigInt(lower) === 0n) return null;
  const [a, b] = [BigInt(upper), BigInt(lower)];
  const divisor = greatestCommonDivisor(a, b);
  return { kind: 'share', value: `${a / divisor}/${b / divisor}`, unit: '' };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a || 1n : greatestCommonDivisor(b, a % b);
}

export const hanOr = (words: string | undefined): string | null =>
  words === undefined ? null : parseNumeral(words);

/** `2027-12-31`, `2027-12`, `2027`, `--12-31` or `--12`. */
export function isoDate(year?: string | null, month?: string | null, day?: string | null): string | null {
  const [m, d] = [Number(month ?? 1), Number(day ?? 1)];
  if (m < 1 || m > 12 || d < 1 || d > 31) return null;
  const parts = [
    year ?? '-',
    ...[month, day]
      .filter((part) => part !== null && part !== undefined)
      .map((part) => part.padStart(2, '0')),
  ];
  return parts.join('-');
}

/** The last two characters before a 文号's year: 财税〔2023〕12号 and 科发〔2023〕12号 are two documents. */
export function issuerMark(text: string, at: number): string {
  const mark = /[\u4e00-\u9fa5]{1,2}$/.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
  return /^(?:依据|根据|依照|按照|参照|参见|详见|[见和与及按])$/.test(mark) ? '' : mark;
}
