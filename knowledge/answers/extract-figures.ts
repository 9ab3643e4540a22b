import { hanNumeral, multiplierPower, parseNumeral, shiftDecimal } from './parse-numeral';

/** What a figure is; figures are compared within their kind. */
export type FigureKind =
  'date' | 'share' | 'amount' | 'quantity' | 'ordinal' | 'number' | 'document-number' | 'phone' | 'title';

/** A figure in normal form: 300万元 and 三百万元 are both `{kind: 'amount', value: '3000000', unit: '元'}`. */
export interface Figure {
  kind: FigureKind;
  value: string;
  unit: string;
  /** As written. */
  words: string;
  start: number;
  end: number;
  /** Whether the text calls it a ceiling or a floor: 不超过, 以下; 不低于, 以上. */
  bound: 'at-most' | 'at-least' | null;
}

type Found = Pick<Figure, 'kind' | 'value' | 'unit'> | null;
interface Pattern {
  regex: RegExp;
  read: (match: RegExpExecArray, text: string) => Found | 'skip';
}

const arabic = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`;
const han = `[${hanNumeral}]+(?:点[零〇一二三四五六七八九]+)?`;
const anyNumber = `(${arabic}|${han})`;
const hanDay = '[一二三四五六七八九十]{1,3}';
const open = String.raw`[〔［\[(（【]`;
const close = String.raw`[〕］\])）】]`;
const quantityUnits: [string, string][] = [
  ['个工作日', '工作日'],
  ['工作日', '工作日'],
  ['个自然日', '日'],
  ['个日历日', '日'],
  ['自然日', '日'],
  ['个月', '月'],
  ['个季度', '季度'],
  ['季度', '季度'],
  ['个百分点', '百分点'],
  ['百分点', '百分点'],
  ['周年', '年'],
  ['年', '年'],
  ['月', '月'],
  ['日', '日'],
  ['天', '日'],
  ['周岁', '岁'],
  ['岁', '岁'],
  ['周', '周'],
  ['小时', '小时'],
  ['分钟', '分钟'],
  ['平方米', '平方米'],
  ['公里', '公里'],
  ['倍', '倍'],
  ['折', '折'],
  ['人次', '人次'],
  ['人', '人'],
  ['名', '人'],
  ['位', '人'],
  ['家', '家'],
  ['户', '户'],
  ['件', '件'],
  ['项', '项'],
  ['次', '次'],
  ['份', '份'],
  ['种', '种'],
  ['类', '类'],
  ['级', '级'],
  ['等', '等'],
  ['条', '条'],
  ['款', '款'],
  ['批', '批'],
  ['期', '期'],
  ['亩', '亩'],
  ['吨', '吨'],
  ['台', '台'],
  ['套', '套'],
  ['辆', '辆'],
  ['笔', '笔'],
  ['分', '分'],
  ['个', '个'],
];
const unitNames = new Map(quantityUnits);
const unitPattern = quantityUnits.map(([written]) => written).join('|');
/** With these counters a lone 一 is an article ("a"), not a figure. */
const articleCounters = new Set([
  '个',
  '种',
  '项',
  '份',
  '家',
  '户',
  '人',
  '件',
  '条',
  '款',
  '批',
  '套',
  '台',
]);
const ordinalUnits = '条|款|项|章|节|编|年|期|批|届|次|季度|号|类|档|级|名|位';

const patterns: Pattern[] = [
  { regex: /《([^《》]{2,80})》/y, read: ([, title = '']) => figure('title', title.replace(/\s/g, '')) },
  {
    regex: /(?:0\d{2,3}[-—]\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?!\d)/y,
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

/**
 * Every number, date, share, amount, duration, 文号, article number, phone and 《title》 of a text in normal form,
 * whatever its spelling. Words that only look like numerals (统一, 十分, 一个) are no figures.
 */
export function extractFigures(source: string): Figure[] {
  const text = toHalfWidth(source);
  const figures: Figure[] = [];
  for (let at = 0; at < text.length;) {
    const { found, length } = readAt(text, at);
    if (found) {
      const span = { words: source.slice(at, at + length), start: at, end: at + length };
      figures.push({ ...found, ...span, bound: boundAround(text, span.start, span.end) });
    }
    at += Math.max(1, length);
  }
  return figures.flatMap((item) => (item.kind === 'title' ? [item, ...figuresInTitle(item)] : [item]));
}

function readAt(text: string, at: number): { found: Found; length: number } {
  const char = text[at] ?? '';
  if (!/[\d《〔［[(（【第减半 \t\u3000]/.test(char) && !hanNumeral.includes(char))
    return { found: null, length: 1 };
  if (char === '一' && /[统唯同单逐]/.test(text[at - 1] ?? '')) return { found: null, length: 1 };
  for (const { regex, read } of patterns) {
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (!match) continue;
    const found = read(match, text);
    if (found === 'skip') return { found: null, length: match[0].length };
    if (found) return { found, length: match[0].length };
  }
  return { found: null, length: 1 };
}

function figuresInTitle(title: Figure): Figure[] {
  return extractFigures(title.words.slice(1, -1)).map((inner) => ({
    ...inner,
    start: inner.start + title.start + 1,
    end: inner.end + title.start + 1,
  }));
}

const figure = (kind: FigureKind, value: string | null, unit = ''): Found =>
  value === null ? null : { kind, value, unit };

function measured(kind: FigureKind, words: string, multiplier: string, unit: string): Found {
  const value = parseNumeral(words);
  if (value === null || beginsWithMultiplier(words)) return null;
  return figure(kind, shiftDecimal(value, multiplierPower(multiplier)), unit);
}

function readQuantity(match: RegExpExecArray, text: string): Found | 'skip' {
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
const isPlainHanNumber = (words: string) =>
  words.length > 1 && !beginsWithMultiplier(words) && (/[十百千万亿]/.test(words) || words.length >= 3);

function share(value: string | null, places: number): Found {
  if (value === null) return null;
  const exact = shiftDecimal(value, places);
  const [whole = '0', fraction = ''] = exact.split('.');
  return ratio(`${whole}${fraction}`, `1${'0'.repeat(fraction.length)}`);
}

function ratio(upper: string | null, lower: string | null): Found {
  if (!upper || !lower || !/^\d+$/.test(upper) || !/^\d+$/.test(lower) || BigInt(lower) === 0n) return null;
  const [a, b] = [BigInt(upper), BigInt(lower)];
  const divisor = greatestCommonDivisor(a, b);
  return { kind: 'share', value: `${a / divisor}/${b / divisor}`, unit: '' };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a || 1n : greatestCommonDivisor(b, a % b);
}

const hanOr = (words: string | undefined): string | null =>
  words === undefined ? null : parseNumeral(words);

/** `2027-12-31`, `2027-12`, `2027`, `--12-31` or `--12`. */
function isoDate(year?: string | null, month?: string | null, day?: string | null): string | null {
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
function issuerMark(text: string, at: number): string {
  const mark = /[\u4e00-\u9fa5]{1,2}$/.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
  return /^(?:依据|根据|依照|按照|参照|参见|详见|[见和与及按])$/.test(mark) ? '' : mark;
}

const ceilingBefore =
  /(?:不超过|不高于|不多于|不大于|(?<!不)(?:低于|少于|小于)|不足|不满|至多|最高|最多|≤|<)\s?(?:人民币|为)?\s?$/;
const floorBefore =
  /(?:不低于|不少于|不小于|(?<!不)(?:超过|高于|大于|多于)|至少|最低|≥|>|(?<!不)满)\s?(?:人民币|为)?\s?$/;

function boundAround(text: string, start: number, end: number): Figure['bound'] {
  const [before, after] = [text.slice(Math.max(0, start - 8), start), text.slice(end, end + 4)];
  if (/^(?:及以下|（含）以下|\(含\)以下|以下|以内|之内)/.test(after) || ceilingBefore.test(before))
    return 'at-most';
  if (/^(?:及以上|（含）以上|\(含\)以上|以上)/.test(after) || floorBefore.test(before)) return 'at-least';
  return null;
}

/** Full-width digits, letters and signs become half-width, one for one, so that offsets stay. */
export function toHalfWidth(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ％．／－]/g, (char) =>
    String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}
