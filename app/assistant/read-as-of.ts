import { readNumber } from '~/knowledge/documents/chinese-number';
import { addDays, isIsoDate, type IsoDate } from '~/prisma/calendar/city-date';

/** The past time that a question is about. */
export interface AsOf {
  /** The day as of which it is answered: the last of the time named. */
  date: IsoDate;
  /** The first day of the time named: rules may have changed between the two. */
  from: IsoDate;
  /** The words that name it. */
  words: string;
}

interface Span {
  from: IsoDate;
  to: IsoDate;
}
interface Named extends Span {
  words: string;
  start: number;
  end: number;
  /** N 年前, a year ago: a moment that needs words about a rule behind it. */
  isDistance: boolean;
}

/**
 * Reads which past time a question is about: 2023 年那会儿, 去年的标准, 三年前的政策, 2023年3月的时候, back in 2023. Only what is
 * certain counts: a time that belongs to the firm's own figures (去年营收, 2023 年成立), to a title or a number of a
 * document, or that is compared with another time, is none; nor is a time without a date (疫情期间, 以前). Relative words
 * count from `today`, the day in the city. Null when the question is about today.
 */
export function readAsOf(question: string, today: IsoDate): AsOf | null {
  const text = hideNames(question.normalize('NFKC'));
  const named = namedTimes(text, today);
  const past = named.flatMap((time) => {
    const span = pastOf(time, text);
    return span !== null && span.to < today ? [{ date: span.to, from: span.from, words: time.words }] : [];
  });
  const [first] = past;
  if (!first || past.some(({ date }) => date !== first.date) || comparesWithNow(text)) return null;
  return first;
}

/** Titles and numbers of documents hold years that are no times: 《2023年方案》, 财税〔2023〕12号, 公告2023年第12号. */
function hideNames(text: string): string {
  return text.replace(
    /《[^》]*》|[(〔[]\s*(?:19|20)\d{2}\s*[)〕\]]\s*第?\s*\d*\s*号?|(?:19|20)\d{2}\s*年\s*第\s*\d+\s*号/g,
    (name) => '《'.padEnd(name.length, '名'),
  );
}

const comparesWithNow = (text: string) =>
  /(?:和|与|跟|同|比|较|到)(?:现在|今年|目前|如今|最新)|(?:变化|变动|改了|调整了|不同|区别|差别)|compared|changed|difference|since (?:last|20)/i.test(
    text,
  );

const han = '[一二两三四五六七八九十]{1,3}';
const part =
  '(?:\\s*(?<month>\\d{1,2})\\s*月(?:份)?(?:\\s*(?<day>\\d{1,2})\\s*[日号])?|(?<half>上半年|下半年)|第?(?<quarter>[一二三四1-4])季度|(?<edge>年?初|年?底|年?末))?';
const months = [
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
]; // prettier-ignore
const monthWord = `(?<monthName>${months.map((name) => `${name}|${name.slice(0, 3)}`).join('|')})\\.?`;

interface Reader {
  pattern: RegExp;
  read: (groups: Record<string, string | undefined>, today: IsoDate) => Span | null;
  isDistance?: boolean;
}

const readers: readonly Reader[] = [
  {
    pattern: /(?<![\d.])(?<year>(?:19|20)\d{2})-(?<month>\d{1,2})-(?<day>\d{1,2})(?!\d)/g,
    read: (groups) => spanOf(Number(groups.year), groups),
  },
  {
    pattern: new RegExp(`(?<![\\d.])(?<year>(?:19|20)\\d{2})\\s*年${part}`, 'g'),
    read: (groups) => spanOf(Number(groups.year), groups),
  },
  {
    pattern: new RegExp(`(?<back>大前年|前年|去年|上一?年|今年)${part}`, 'g'),
    read: (groups, today) => {
      const back = { 大前年: 3, 前年: 2, 今年: 0 }[groups.back ?? ''] ?? 1;
      // 今年 alone is today's; 今年 3 月 may be past.
      if (back === 0 && !groups.month && !groups.half && !groups.quarter && !groups.edge) return null;
      return spanOf(yearOf(today) - back, groups);
    },
  },
  {
    pattern: new RegExp(`(?<count>\\d{1,2}|${han})\\s*(?<unit>年|个月)(?:以|之)?前`, 'g'),
    read: ({ count, unit }, today) => {
      const number = readNumber(count ?? '');
      if (number === null || number < 1) return null;
      const day = monthsBack(today, unit === '年' ? number * 12 : number);
      return { from: day, to: day };
    },
    isDistance: true,
  },
  {
    pattern: /上个?月/g,
    read: (_, today) => monthSpan(yearOf(today), Number(today.slice(5, 7)) - 1),
  },
  {
    pattern: new RegExp(
      `(?:back\\s+)?\\b(?:in|during|of|as of|on|until)\\s+(?:(?<early>early|the beginning of)\\s+|(?:late|the end of)\\s+)?(?:${monthWord}\\s+(?:(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+)?(?:of\\s+)?)?(?<year>(?:19|20)\\d{2})(?![\\d-])`,
      'gi',
    ),
    read: ({ year, monthName, day, early }) => {
      const month = monthName
        ? months.findIndex((name) => name.startsWith(monthName.slice(0, 3).toLowerCase())) + 1
        : undefined;
      return spanOf(Number(year), {
        ...(month !== undefined && { month: String(month) }),
        ...(day && { day }),
        ...(early && { edge: '初' }),
      });
    },
  },
  { pattern: /\blast\s+year\b/gi, read: (_, today) => spanOf(yearOf(today) - 1, {}) },
  { pattern: /\bthe\s+year\s+before\s+last\b/gi, read: (_, today) => spanOf(yearOf(today) - 2, {}) },
  {
    pattern: /\blast\s+month\b/gi,
    read: (_, today) => monthSpan(yearOf(today), Number(today.slice(5, 7)) - 1),
  },
  {
    pattern:
      /\b(?<count>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|a)\s+(?<unit>year|month)s?\s+ago\b/gi,
    read: ({ count = '', unit = '' }, today) => {
      const word = [
        'a',
        'one',
        'two',
        'three',
        'four',
        'five',
        'six',
        'seven',
        'eight',
        'nine',
        'ten',
      ].indexOf(count.toLowerCase());
      const number = word === -1 ? Number(count) : Math.max(1, word);
      if (number < 1) return null;
      const day = monthsBack(today, unit.toLowerCase() === 'year' ? number * 12 : number);
      return { from: day, to: day };
    },
    isDistance: true,
  },
];

function namedTimes(text: string, today: IsoDate): Named[] {
  const found = readers.flatMap(({ pattern, read, isDistance = false }) =>
    [...text.matchAll(pattern)].flatMap((match): Named[] => {
      const span = read(match.groups ?? {}, today);
      if (span === null) return [];
      return [
        {
          ...span,
          words: match[0].trim(),
          start: match.index,
          end: match.index + match[0].length,
          isDistance,
        },
      ];
    }),
  );
  // The longer reading wins where two overlap: 大前年 over 前年, 2023年前 isn't "3 年前".
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((one, i, all) => !all.slice(0, i).some((other) => one.start < other.end));
}

const rule =
  '(?:政策|标准|规定|条件|比例|税率|费率|利率|补贴|补助|奖励|优惠|减免|返还|办法|文件|条款|条例|法|门槛|要求|额度|上限|口径|名单|目录|版本|版)';
const ruleBehind = new RegExp(
  `^(?:度)?(?:(?:时|那时|当时|有效|施行|执行|适用|实施|生效|老|旧|那[个份版条])*|的(?:(?!费用|营收|收入|利润|人数|销售|投入)[\\p{Script=Han}]){0,12}?)${rule}`,
  'u',
);
const moment =
  /^(?:的)?(?:那会儿?|那时候?|那阵子?|那一?年|那个?时候|时候|当时|时(?!间|限|效|段)|期间|这个时候|有效|施行|适用)/;
const before = /^(?:年)?(?:以前|之前)/;
const askedFor = /(?:截至|截止到?|回到|按照?|依照?|当时是|那时是|那会儿?是)\s*$/;
/** The firm's own history: what it did or had, which is judged by today's rules. */
const ownFacts =
  /我们|我司|我公司|本公司|咱们|公司|营收|收入|利润|花了|投入了?|缴了|交了|招了|招用了|招聘了|注册|成立|设立|新增|买了|购置|购买|支出|人数|获得|取得|通过了|认定(?:为|了|的)|入库|毕业|离职|退役/;
const measured = /\d+(?:\.\d+)?\s*(?:[百千万亿]*元|万|亿|人|名|%|项|家)/;
const asks = /多少|怎么|如何|什么|哪|吗|呢|是否|能不能|可不可以|有没有|几|[??]|标准|政策|规定|条件|比例|税率/;
const english = /[a-z]/i;

/** The span as of which to answer, when the words around the time make it certain; else null. */
function pastOf(time: Named, text: string): Span | null {
  const lead = text.slice(0, time.start);
  const rest = text.slice(time.end);
  if (english.test(time.words)) return isEnglishRule(lead, rest) ? time : null;
  const clauseStart =
    Math.max(...['，', ',', '。', ';', '；', '!', '?', '\n'].map((mark) => lead.lastIndexOf(mark))) + 1;
  const clauseEnd = rest.search(/[，,。;；!?\n]/);
  const clause = lead.slice(clauseStart) + time.words + (clauseEnd === -1 ? rest : rest.slice(0, clauseEnd));
  if (measured.test(clause.replace(time.words, ''))) return null;
  if (/^(?:度(?!的)|第|以来|起|后|以后|之后|至今|[至到—~-]|内|底前|末前)/.test(rest)) return null;
  if (before.test(rest) && !time.isDistance) return asDayBefore(time);
  if (moment.test(rest) || ruleBehind.test(rest))
    return ownFacts.test(clause) && !moment.test(rest) ? null : time;
  if (askedFor.test(lead)) return time;
  // 去年裁过几个人，现在还能…: what happened then is asked about by today's rule.
  if (/[过了]/.test(clause) && /^[^，,]*[，,].*(?:还|现在|今年|如今)/.test(rest)) return null;
  const isLeading = /^(?:请问|那么?|在|如果是?|要是)?\s*$/.test(lead.slice(clauseStart));
  if (time.isDistance || !isLeading || ownFacts.test(text) || !asks.test(text)) return null;
  return time;
}

/** In English: about a rule (policy, rate, subsidy …), not about what the firm did. */
function isEnglishRule(lead: string, rest: string): boolean {
  const whole = `${lead} ${rest}`;
  if (
    /\b(?:we|our|my|us|i)\b(?!\s+(?:have\s+gotten|get))/i.test(whole) &&
    /\b(?:founded|registered|hired|spent|earned|paid|revenue|turnover|sales|employees|established)\b/i.test(
      whole,
    )
  )
    return false;
  if (/^\s*(?:onwards?|to\b|through|-)/i.test(rest)) return false;
  return /\b(?:polic(?:y|ies)|rules?|rates?|subsid(?:y|ies)|standards?|thresholds?|conditions?|requirements?|tax(?:es)?|grants?|awards?|support|regulations?|laws?|limits?|deductions?|rewards?|apply|applied|valid|force|eligible|was|were|did|what|how)\b/i.test(
    whole,
  );
}

function asDayBefore({ from }: Span): Span {
  const day = addDays(from, -1);
  return { from: day, to: day };
}

function spanOf(year: number, parts: Record<string, string | undefined>): Span | null {
  const { month, day, half, quarter, edge } = parts;
  if (month !== undefined) {
    const m = Number(month);
    if (m < 1 || m > 12) return null;
    if (day === undefined) return monthSpan(year, m);
    const date = iso(year, m, Number(day));
    return isIsoDate(date) ? { from: date, to: date } : null;
  }
  if (half !== undefined)
    return half === '上半年'
      ? { from: iso(year, 1, 1), to: iso(year, 6, 30) }
      : { from: iso(year, 7, 1), to: iso(year, 12, 31) };
  if (quarter !== undefined) {
    const last = ('一二三四'.indexOf(quarter) + 1 || Number(quarter)) * 3;
    return { from: iso(year, last - 2, 1), to: monthSpan(year, last).to };
  }
  if (edge !== undefined) return edge.endsWith('初') ? monthSpan(year, 1) : monthSpan(year, 12);
  return { from: iso(year, 1, 1), to: iso(year, 12, 31) };
}

/** Month 0 is the December before. */
function monthSpan(year: number, month: number): Span {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const last = new Date(Date.UTC(year, month, 0));
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) };
}

/** The same day so many months before, or the last of its month. */
function monthsBack(today: IsoDate, count: number): IsoDate {
  const month = Number(today.slice(5, 7)) - count;
  const { from, to } = monthSpan(yearOf(today), month);
  const day = Math.min(Number(today.slice(8)), Number(to.slice(8)));
  return `${from.slice(0, 8)}${String(day).padStart(2, '0')}`;
}

const yearOf = (date: IsoDate) => Number(date.slice(0, 4));

function iso(year: number, month: number, day: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
