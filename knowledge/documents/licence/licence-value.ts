import { creditCodeProblem } from '~/knowledge/enterprises/credit-code';
import { isIsoDate } from '~/prisma/calendar/city-date';

import type { LicenceKey } from './licence-line';

/** Why a value must be looked at: the code's check character, a day, an amount that doesn't come out. */
export type ValueFault = 'check' | 'date' | 'amount';

/** A text of the licence as the platform writes it. A code, day or amount that isn't one is told, never guessed. */
export function readLicenceValue(
  key: LicenceKey,
  text: string,
): { value: string | null; fault: ValueFault | null } {
  if (key === 'creditCode') return readCode(text);
  if (key === 'date') {
    const value = readDay(text);
    return { value, fault: value === null ? 'date' : null };
  }
  if (key === 'capital') {
    const value = readYuan(text);
    return { value, fault: value === null ? 'amount' : null };
  }
  return { value: text === '' ? null : text, fault: null };
}

/** Letters that GB 32100-2015 doesn't use are the digits that look like them. */
const lookAlikes: Record<string, string> = { O: '0', I: '1', Z: '2', S: '5' };

function readCode(text: string): { value: string | null; fault: ValueFault | null } {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[OIZS]/g, (letter) => lookAlikes[letter] ?? letter);
  if (plain === '') return { value: null, fault: 'check' };
  return { value: plain, fault: creditCodeProblem(plain) === null ? null : 'check' };
}

/** 2018年04月16日 → 2018-04-16; null for what is no day. */
export function readDay(text: string): string | null {
  const parts = /(?<!\d)(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)/.exec(
    text.normalize('NFKC').replace(/\s/g, ''),
  );
  if (!parts) return null;
  const day = `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`;
  return isIsoDate(day) ? day : null;
}

const digits: Record<string, number> = Object.fromEntries(
  [...'零壹贰叁肆伍陆柒捌玖'].flatMap((formal, value) => [
    [formal, value],
    ['〇一二三四五六七八九'[value] ?? formal, value],
  ]),
);
const small: Record<string, number> = { 拾: 10, 十: 10, 佰: 100, 百: 100, 仟: 1000, 千: 1000 };
const large: Record<string, number> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000, 億: 100_000_000 };

/** Around an amount in yuan; whatever else stands there may be another currency, a second amount or a misread character. */
const around = /人民币|RMB|CNY|[¥()元圆圓园整正]|^[:;.。]+|[:;.。]+$/gi;

/** 伍佰万元整, 500.00万元人民币, 1,000万圆 → yuan in plain digits; null for another currency or what isn't an amount alone. */
export function readYuan(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,，]/g, '')
    .replace(around, '');
  const written = /^(\d+(?:\.\d+)?)(亿|万|萬)?$/.exec(plain);
  if (!written) return readFormalNumber(plain);
  const [whole = '', fraction = ''] = (written[1] ?? '').split('.');
  const places = { 亿: 8, 万: 4, 萬: 4 }[written[2] ?? ''] ?? 0;
  const shifted = `${whole}${fraction.slice(0, places).padEnd(places, '0')}`.replace(/^0+(?=\d)/, '');
  const cents = fraction.slice(places).replace(/0+$/, '');
  return cents === '' ? shifted : cents.length <= 2 ? `${shifted}.${cents}` : null;
}

/** 壹仟贰佰万: whole yuan in the numerals of cheques; null for anything else, and for digits or units in a row. */
function readFormalNumber(text: string): string | null {
  let [total, section, digit] = [0, 0, 0];
  for (const character of text) {
    const [unit, step, value] = [large[character], small[character], digits[character]];
    if (unit !== undefined) {
      if (section + digit === 0) return null;
      total += (section + digit) * unit;
      [section, digit] = [0, 0];
    } else if (step !== undefined) {
      section += (digit === 0 ? 1 : digit) * step;
      digit = 0;
    } else if (value === undefined || digit !== 0) return null;
    else digit = value;
  }
  const yuan = total + section + digit;
  return yuan > 0 ? String(yuan) : null;
}
