import { hanNumeral, multiplierPower, parseNumeral } from '../parse-numeral';
import type { FoundFigure } from './figure';
import { ordinalUnits, unitPattern } from './quantity-units';
import {
  figure,
  hanOr,
  isoDate,
  isPlainHanNumber,
  issuerMark,
  measured,
  ratio,
  readQuantity,
  share,
} from './read-measure';

/** A spelling of figures: a sticky pattern, and what it means. `skip` for words that are no figure. */
export interface FigurePattern {
  regex: RegExp;
  read: (match: RegExpExecArray, text: string) => FoundFigure | 'skip';
}

const arabic = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`;
const han = `[${hanNumeral}]+(?:点[零〇一二三四五六七八九]+)?`;
const anyNumber = `(${arabic}|${han})`;
const hanDay = '[一二三四五六七八九十]{1,3}';
const open = String.raw`[〔［\[(（【]`;
const close = String.raw`[〕］\])）】]`;
/** 3—5万元, 3%至5%, 10到20个工作日: what stands between the ends of a range. */
const to = String.raw`\s?(?:至|到|[-—–~～]+)\s?`;

/** Tried in order at each place of a text; the first that fits counts. */
export const figurePatterns: FigurePattern[] = [
  { regex: /《([^《》]{2,80})》/y, read: ([, title = '']) => figure('title', title.replace(/\s/g, '')) },
  {
    // 4000000000元 is money.
    regex: /(?:0\d{2,3}[-—]\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?!\d|\s?[百千万亿]*元)/y,
    read: ([all]) => figure('phone', all.replace(/\D/g, '')),
  },
  {
    regex: new RegExp(String.raw`${open}\s?(\d{4})\s?${close}\s?第?\s?(\d+)\s?号`, 'y'),
    read: (match, text) =>
      figure('document-number', `${match[1]}-${Number(match[2])}`, issuerMark(text, match.index)),
  },
  {
    regex: /(\d{4})\s?年\s?第\s?(\d+)\s?号/y,
    read: (match, text) =>
      figure('document-number', `${match[1]}-${Number(match[2])}`, issuerMark(text, match.index)),
  },
  {
    regex: /(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?(?!\d)/y,
    read: ([, year, month, day]) => figure('date', isoDate(year, month, day)),
  },
  {
    regex: /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.])/y,
    read: ([, year, , month, day]) => figure('date', isoDate(year, month, day)),
  },
  {
    regex: new RegExp(`([〇零一二三四五六七八九]{4})年(?:(${hanDay})月(?:(${hanDay})日)?)?`, 'y'),
    read: ([, year = '', month, day]) =>
      figure('date', isoDate(parseNumeral(year), hanOr(month), hanOr(day))),
  },
  {
    regex: /(\d{4})\s?年\s?(\d{1,2})\s?月(?!内)/y,
    read: ([, year, month]) => figure('date', isoDate(year, month)),
  },
  { regex: /((?:19|20)\d{2})\s?年/y, read: ([, year]) => figure('date', isoDate(year)) },
  {
    regex: new RegExp(String.raw`(\d{1,2}|${hanDay})\s?月\s?(\d{1,2}|${hanDay})\s?日`, 'y'),
    read: ([, month, day]) => figure('date', isoDate(null, hanOr(month), hanOr(day))),
  },
  {
    regex: /(\d{1,2})\s?月(?=[至到起底末初前份—–-]|以)/y,
    read: ([, month]) => figure('date', isoDate(null, month)),
  },
  {
    regex: new RegExp(`([百千万])分之${anyNumber}`, 'y'),
    read: ([, base = '', value = '']) => share(parseNumeral(value), -multiplierPower(base)),
  },
  {
    regex: new RegExp(`(${han})分之(${han})`, 'y'),
    read: ([, lower = '', upper = '']) => ratio(parseNumeral(upper), parseNumeral(lower)),
  },
  {
    regex: new RegExp(String.raw`(${arabic})\s?%`, 'y'),
    read: ([, value = '']) => share(parseNumeral(value), -2),
  },
  {
    regex: new RegExp(String.raw`(${arabic})\s?‰`, 'y'),
    read: ([, value = '']) => share(parseNumeral(value), -3),
  },
  { regex: /(\d{1,3})\/(\d{1,3})(?![\d/])/y, read: ([, upper, lower]) => ratio(upper ?? '', lower ?? '') },
  { regex: /减半/y, read: () => ratio('1', '2') },
  {
    regex: /半(个月|个?年|天|小时)/y,
    read: ([, unit = '']) => figure('quantity', '0.5', unit.replace('个', '')),
  },
  { regex: new RegExp(`[（(][${hanNumeral}\\d]{1,3}[）)]`, 'y'), read: () => 'skip' },
  {
    regex: new RegExp(`(?<=^|\\n)[ \\t\u3000]*(?:[${hanNumeral}]{1,3}、|\\d{1,2}[.、．](?!\\d))`, 'y'),
    read: () => 'skip',
  },
  {
    regex: new RegExp(String.raw`第\s?(\d+|[${hanNumeral}]+)\s?(${ordinalUnits})?`, 'y'),
    read: ([, value = '', unit = '']) => figure('ordinal', parseNumeral(value) ?? value, unit),
  },
  {
    regex: new RegExp(String.raw`((?:19|20)\d{2})(?=${to}(?:19|20)\d{2}\s?年)`, 'y'),
    read: ([, year]) => figure('date', isoDate(year)),
  },
  {
    // The first end of a range takes the unit of the second: 3—5万元, 三至五年.
    regex: new RegExp(
      String.raw`${anyNumber}(?=${to}(?:${arabic}|${han})\s?([百千万亿]*)\s?(?:人民币)?(美元|港元|欧元|日元|元))`,
      'y',
    ),
    read: ([, value = '', multiplier = '', currency = '']) => measured('amount', value, multiplier, currency),
  },
  {
    regex: new RegExp(String.raw`(${arabic})(?=${to}${arabic}\s?[%％])`, 'y'),
    read: ([, value = '']) => share(parseNumeral(value), -2),
  },
  {
    regex: new RegExp(
      String.raw`${anyNumber}(?=${to}(?:${arabic}|${han})\s?([百千万亿]*)\s?(${unitPattern}))`,
      'y',
    ),
    read: (match, text) => readQuantity(match, text),
  },
  {
    regex: new RegExp(
      String.raw`${anyNumber}\s?([百千万亿]*)\s?(?:余|多)?\s?(?:人民币)?(美元|港元|欧元|日元|元)`,
      'y',
    ),
    read: ([, value = '', multiplier = '', currency = '']) => measured('amount', value, multiplier, currency),
  },
  {
    regex: new RegExp(String.raw`${anyNumber}\s?([百千万亿]*)\s?(?:余|多)?\s?(${unitPattern})`, 'y'),
    read: (match, text) => readQuantity(match, text),
  },
  {
    regex: new RegExp(String.raw`(${arabic})\s?([百千万亿]*)`, 'y'),
    read: ([, value = '', multiplier = '']) => measured('number', value, multiplier, ''),
  },
  {
    regex: new RegExp(han, 'y'),
    read: ([words]) => (isPlainHanNumber(words) ? measured('number', words, '', '') : 'skip'),
  },
];
