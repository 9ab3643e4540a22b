import type { FigureKind, FoundFigure } from '../figures/figure';
import type { FigurePattern } from '../figures/figure-patterns';
import { figure, isoDate, ratio, share } from '../figures/read-measure';
import { shiftDecimal } from '../parse-numeral';
import {
  digitsPattern,
  englishPower,
  multiplierPattern,
  parseEnglishNumeral,
  wordsPattern,
} from './english-numeral';

const number = `(${digitsPattern}|${wordsPattern})`;
const times = String.raw`(?:\s?(${multiplierPattern}|(?:k|m|mn|bn|wan|yi)(?![a-z])))?`;
/** Between the ends of a range; a hyphen between words joins one number: twenty-five. */
const to = String.raw`(?:\s(?:to|and)\s|(?<=\d)\s?[-–—~]\s?)`;
const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const month = String.raw`(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?`;
const day = String.raw`(\d{1,2})(?:st|nd|rd|th)?\b`;
const year = String.raw`((?:19|20)\d{2})\b`;

/** Money before or behind its number → the unit of the Chinese texts. */
const currencies: [string, string][] = [
  ['US\\$|USD|US dollars?|dollars?', '美元'],
  ['HK\\$|HKD|Hong Kong dollars?', '港元'],
  ['EUR|€|euros?', '欧元'],
  ['JPY|yen', '日元'],
  ['RMB|CNY|Renminbi|yuan|¥|￥', '元'],
];
const before = String.raw`(RMB¥?|CNY|Renminbi|US\$|USD|HK\$|HKD|EUR|€|JPY|¥|￥|\$)\s?`;
const behind = String.raw`(yuan|RMB|CNY|Renminbi|US dollars?|Hong Kong dollars?|dollars?|USD|HKD|euros?|EUR|yen)\b`;

const units: [string, string][] = [
  [String.raw`(?:working|business|work)[- ]days?|workdays?`, '工作日'],
  [String.raw`(?:calendar |natural )?days?`, '日'],
  ['weeks?', '周'],
  [String.raw`(?:calendar )?months?`, '月'],
  ['quarters?', '季度'],
  [String.raw`years? (?:old|of age)|years?[- ]olds?`, '岁'],
  [String.raw`(?:consecutive |calendar |tax |fiscal |full )?years?`, '年'],
  ['hours?', '小时'],
  ['minutes?', '分钟'],
  ['percentage points?', '百分点'],
  [String.raw`(?:square|sq\.?) ?(?:metres?|meters?|m)`, '平方米'],
  [
    String.raw`(?:insured |full-time |registered |new |disabled |eligible )?(?:employees?|people|persons?|workers?|staff(?: members?)?|members?|individuals?|graduates?|participants?|technicians?|researchers?|hires?|recruits?)`,
    '人',
  ],
  ['points?', '分'],
];
const unit = units.map(([words]) => `(?:${words})`).join('|');
const unitOf = (words: string) =>
  units.find(([spelling]) => new RegExp(`^(?:${spelling})$`, 'i').test(words))?.[1] ?? '';
const currencyOf = (words: string) =>
  words === '$'
    ? '美元'
    : (currencies.find(([spelling]) =>
        new RegExp(`^(?:${spelling})$`, 'i').test(words.replace('RMB¥', 'RMB')),
      )?.[1] ?? '');

const sticky = (source: string) => new RegExp(source, 'iy');

function measured(
  kind: FigureKind,
  words: string,
  multiplier: string | undefined,
  name: string,
): FoundFigure {
  const value = parseEnglishNumeral(words);
  return value === null ? null : figure(kind, shiftDecimal(value, englishPower(multiplier)), name);
}

const monthNumber = (words: string) => {
  const at = months.findIndex((name) => name.startsWith(words.toLowerCase().slice(0, 3)));
  return String(at + 1);
};

/** 12/31/2027: where day and month can be told apart; a date that nobody can read is borne out by nothing. */
function slashDate([, a = '', b = '', y = '']: RegExpExecArray): FoundFigure {
  if (Number(a) > 12) return figure('date', isoDate(y, b, a));
  if (Number(b) > 12) return figure('date', isoDate(y, a, b));
  return figure('date', a === b ? isoDate(y, a, b) : `unclear-${a}-${b}-${y}`);
}

const fractions: Record<string, [string, string]> = {
  half: ['1', '2'],
  third: ['1', '3'],
  quarter: ['1', '4'],
  fifth: ['1', '5'],
  tenth: ['1', '10'],
};

/** Tried in order at each place of an English text, before those for Chinese; the first that fits counts. */
export const englishPatterns: FigurePattern[] = [
  {
    regex: sticky(String.raw`[〔［\[(（【]\s?(\d{4})\s?[〕］\])）】],?\s?No\.?\s?(\d+)\b`),
    read: ([, y = '', n]) => figure('document-number', `${y}-${Number(n)}`),
  },
  {
    regex: sticky(String.raw`No\.?\s?(\d+)\s?(?:of|,|\()\s?(\d{4})\b\)?`),
    read: ([, n, y = '']) => figure('document-number', `${y}-${Number(n)}`),
  },
  {
    regex: sticky(String.raw`(\d{4}),?\s?No\.?\s?(\d+)\b`),
    read: ([, y = '', n]) => figure('document-number', `${y}-${Number(n)}`),
  },
  { regex: sticky(String.raw`No\.?\s?(\d+)\b`), read: ([, n]) => figure('ordinal', n ?? null, '号') },
  {
    regex: sticky(String.raw`(articles?|paragraphs?|items?|chapters?|sections?)\s\(?(\d+)\b\)?`),
    read: ([, name = '', n]) => {
      const names: Record<string, string> = { a: '条', p: '款', i: '项', c: '章', s: '节' };
      return figure('ordinal', n ?? null, names[name[0]?.toLowerCase() ?? ''] ?? '');
    },
  },
  {
    regex: sticky(`${day} (?:of )?${month},? ${year}`),
    read: ([, d, m = '', y]) => figure('date', isoDate(y, monthNumber(m), d)),
  },
  {
    regex: sticky(`${month} ${day},? ${year}`),
    read: ([, m = '', d, y]) => figure('date', isoDate(y, monthNumber(m), d)),
  },
  { regex: sticky(String.raw`(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b`), read: slashDate },
  {
    regex: sticky(`${month},? (?:of )?${year}`),
    read: ([, m = '', y]) => figure('date', isoDate(y, monthNumber(m))),
  },
  {
    regex: sticky(`${day} (?:of )?${month}`),
    read: ([, d, m = '']) => figure('date', isoDate(null, monthNumber(m), d)),
  },
  {
    regex: sticky(`${month} ${day}`),
    read: ([, m = '', d]) => figure('date', isoDate(null, monthNumber(m), d)),
  },
  {
    regex: sticky(
      String.raw`(?<=\b(?:in|by|of|until|from|since|before|after|through|to|early|late|mid-?|end-)\s?)${month}`,
    ),
    read: ([, m = '']) => figure('date', isoDate(null, monthNumber(m))),
  },
  {
    regex: sticky(String.raw`(?:first|second) half(?= (?:of|year))`),
    read: () => figure('quantity', '0.5', '年'),
  },
  {
    regex: sticky(String.raw`(first|second|third|fourth) quarter\b(?! of the (?!year))`),
    read: ([, n = '']) =>
      figure('ordinal', String(['first', 'second', 'third', 'fourth'].indexOf(n.toLowerCase()) + 1), '季度'),
  },
  {
    regex: sticky(String.raw`half an? (year|month|day|hour)\b`),
    read: ([, name = '']) => figure('quantity', '0.5', unitOf(name)),
  },
  {
    regex: sticky(
      String.raw`(?:(one|two|three|four|a)[- ])?(half|third|quarter|fifth|tenth)(?:s|ves)?\b(?! part(?:y|ies))(?=\s+(?:of|the|its|their|that|in|to|rate)\b|[,.;)]|$)`,
    ),
    read: ([, upper, lower = '']) => {
      const [one, base] = fractions[lower.toLowerCase()] ?? ['1', '2'];
      if (upper === undefined && lower.toLowerCase() !== 'half') return 'skip';
      return ratio(upper === undefined || upper === 'a' ? one : (parseEnglishNumeral(upper) ?? one), base);
    },
  },
  { regex: /(?:halved|halving|halves)\b/iy, read: () => ratio('1', '2') },
  {
    // The first end of a range takes the unit of the second: 3 to 5 million yuan, 3–5%.
    regex: sticky(`${number}(?=${to}(?:${digitsPattern}|${wordsPattern})\\s?(?:%|per ?cent))`),
    read: ([, value = '']) => share(parseEnglishNumeral(value), -2),
  },
  {
    // RMB 3–5 million.
    regex: sticky(
      String.raw`${before}(\d{1,3}(?:\.\d+)?)(?=${to}(?:${before})?(?:${digitsPattern})\s?(${multiplierPattern}))`,
    ),
    read: ([, name = '', value = '', , multiplier]) =>
      measured('amount', value, multiplier, currencyOf(name)),
  },
  {
    regex: sticky(`${number}(?=${to}(?:${digitsPattern}|${wordsPattern})${times}\\s?${behind})`),
    read: ([, value = '', multiplier, name = '']) => measured('amount', value, multiplier, currencyOf(name)),
  },
  {
    regex: sticky(`${number}(?=${to}(?:${digitsPattern}|${wordsPattern})[- ](${unit})\\b)`),
    read: ([, value = '', name = '']) => measured('quantity', value, '', unitOf(name)),
  },
  {
    regex: sticky(`${before}${number}${times}(?:\\s?yuan\\b)?`),
    read: ([, name = '', value = '', multiplier]) => measured('amount', value, multiplier, currencyOf(name)),
  },
  {
    regex: sticky(`${number}${times}\\s?${behind}`),
    read: ([, value = '', multiplier, name = '']) => measured('amount', value, multiplier, currencyOf(name)),
  },
  {
    regex: sticky(String.raw`${number}\s?(?:%|per ?cent\b)`),
    read: ([, value = '']) => share(parseEnglishNumeral(value), -2),
  },
  {
    regex: sticky(String.raw`${number}\s?(?:‰|per mille\b|per thousand\b)`),
    read: ([, value = '']) => share(parseEnglishNumeral(value), -3),
  },
  {
    regex: sticky(`${number}${times}[- ](${unit})\\b`),
    read: ([, value = '', multiplier, name = '']) => measured('quantity', value, multiplier, unitOf(name)),
  },
  {
    regex: sticky(String.raw`(?<=\b(?:within|after|for|at least|in) )an? (${unit})\b`),
    read: ([, name = '']) => figure('quantity', '1', unitOf(name)),
  },
  { regex: sticky(String.raw`${year}(?![-\d])`), read: ([, y]) => figure('date', isoDate(y)) },
  { regex: /one\b(?! (?:hundred|thousand|million))/iy, read: () => 'skip' },
  {
    regex: sticky(`${number}${times}`),
    read: ([, value = '', multiplier]) => measured('number', value, multiplier, ''),
  },
];
