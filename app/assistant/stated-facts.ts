import { hanNumeral, multiplierPower, parseNumeral, shiftDecimal } from '~/knowledge/answers/parse-numeral';

/** A fact that the asker stated, in the catalogue's form: money as a decimal string of yuan, counts as numbers. */
export interface StatedFact {
  key: string;
  value: string | number | boolean;
  /** A year, or empty for a fact without a period. */
  period: string;
  words: string;
}

const number = String.raw`(\d+(?:,\d{3})*(?:\.\d+)?|[${hanNumeral}]+)\s*([百千万亿]*)`;
const money = `(?:大概|大约|约|差不多|一共|总共|共|有|是|为|达到|达|花了|花|投了|投入了?|：|:)*\\s*${number}\\s*(元|块)?(?:人民币)?(?!人|名|个|家|项|件|%|％|年|月|以下|以上|以内)`;
const years = String.raw`((?:20\d{2})\s*年(?:度)?|今年|去年|上年度?|上一年|前年)?`;

interface MoneyRule {
  key: string;
  words: string;
  yearly: boolean;
}

const moneyRules: MoneyRule[] = [
  { key: 'tax.monthly-sales', words: '(?:月|每月的?|一个月的?)(?:均|平均)?销售额|月营业额', yearly: false },
  { key: 'rd.expense', words: '研发(?:费用|投入|经费|支出|开支|成本)?|研究开发费用?', yearly: true },
  { key: 'sales.annual', words: '(?:年)?销售(?:收入|额)', yearly: true },
  { key: 'revenue.annual', words: '(?:年)?营业?收入?|营收|年收入', yearly: true },
  { key: 'assets.total', words: '资产总额|总资产|资产总计|资产', yearly: true },
  { key: 'tax.taxable-income', words: '(?:年度?)?应纳税所得额?', yearly: true },
  { key: 'registration.capital', words: '注册资本|注册资金', yearly: false },
  { key: 'cost.annual', words: '成本费用(?:支出)?(?:总额)?', yearly: true },
  { key: 'hightech.revenue', words: '高新技术产品(?:\\(服务\\)|（服务）)?收入', yearly: true },
];

const countRules: { key: string; regex: RegExp; yearly: boolean }[] = [
  {
    key: 'staff.technical',
    regex: countOf('(?:科技人员|研发人员|技术人员|科研人员)', '(?:科技人员|研发人员|技术人员|科研人员)'),
    yearly: true,
  },
  {
    key: 'staff.insured',
    regex: countOf('(?:参保(?:人数|人员|职工)?|缴社保的?|交社保的?)', '(?:参保|交社保|缴社保)'),
    yearly: false,
  },
  {
    key: 'staff.count',
    regex: countOf(
      '(?:我们|我司|我公司|公司|单位|企业|厂里|一共|总共|从业人数|从业人员|员工|职工|人数|在职)',
      '(?:员工|职工|从业|在职)',
    ),
    yearly: true,
  },
];

/** Words that make a figure a question or a supposition rather than a statement. */
const notStated =
  /如果|假如|假设|要是|比如|不超过|不低于|不少于|以上|以下|以内|超过多少|多少(?:人|万|元)|是不是要|需要达到|最高|最多|上限/;

function countOf(before: string, after: string): RegExp {
  const figure = String.raw`(\d+|[${hanNumeral}]+)\s*(?:个|名|位)?`;
  return new RegExp(
    `${before}[^，。；,;？?\\d]{0,8}?${figure}(?:人|名|位)|${figure}(?:人|名|位)?的?${after}`,
  );
}

/**
 * The facts that a message states about the asker's firm: 我们有86人, 去年营收3200万, 研发花了248万, 我们是小规模纳税人.
 * Only plain statements count; suppositions and questions (不超过300人的企业…) don't. `today` tells what 去年 is; a fact
 * of a year without one named belongs to the latest complete year.
 */
export function readStatedFacts(message: string, today: string): StatedFact[] {
  const found = new Map<string, StatedFact>();
  for (const clause of message.split(/[，。；,;！!？?\n]/)) {
    if (clause.trim() === '' || notStated.test(clause)) continue;
    for (const fact of [
      ...readMoney(clause, today),
      ...readCounts(clause, today),
      ...readWords(clause, message),
    ]) {
      if (!found.has(fact.key)) found.set(fact.key, fact);
    }
  }
  return [...found.values()];
}

function readMoney(clause: string, today: string): StatedFact[] {
  const found: StatedFact[] = [];
  let rest = clause;
  for (const { key, words, yearly } of moneyRules) {
    const match = new RegExp(`${years}[^\\d，]{0,6}?(?:${words})[^\\d，。${hanNumeral}]{0,6}${money}`).exec(
      rest,
    );
    if (!match) continue;
    const [all, year, figure = '', multiplier = '', unit] = match;
    const value = parseNumeral(figure);
    // 营收3200 without 万 or 元 may be anything: not guessed.
    if (value === null || (multiplier === '' && unit === undefined && !/[万亿]/.test(figure))) continue;
    const yuan = shiftDecimal(value, multiplierPower(multiplier));
    found.push({ key, value: yuan, period: yearly ? yearOf(year, today) : '', words: all.trim() });
    rest = rest.replace(all, ' ');
  }
  return found;
}

function readCounts(clause: string, today: string): StatedFact[] {
  const found: StatedFact[] = [];
  let rest = clause;
  for (const { key, regex, yearly } of countRules) {
    const match = regex.exec(rest);
    const count = match && parseNumeral(match[1] ?? match[2] ?? '');
    if (!match || !count || !/^\d{1,7}$/.test(count)) continue;
    found.push({
      key,
      value: Number(count),
      period: yearly ? yearOf(undefined, today) : '',
      words: match[0],
    });
    rest = rest.replace(match[0], ' ');
  }
  return found;
}

const wordRules: { key: string; yes: RegExp; value: string | boolean }[] = [
  { key: 'tax.taxpayer-type', yes: /(?:是|为|属于)小规模(?:纳税人)?/, value: 'small-scale' },
  { key: 'tax.taxpayer-type', yes: /(?:是|为|属于)一般纳税人/, value: 'general' },
  {
    key: 'registration.type',
    yes: /(?:我|我们|本人|我家)(?:是|开的是|属于)个体(?:工商)?户/,
    value: 'individual-business',
  },
  {
    key: 'qualification.high-tech',
    yes: /(?:我们|我司|公司|企业|本公司|已经|已)(?:已经|已|就|也)?(?:是|取得了?|获得了?|拿到了?|认定为?)(?:国家)?(?:高新技术企业|高企)/,
    value: true,
  },
  {
    key: 'qualification.high-tech',
    yes: /(?:不是|没有|还不是|未取得|没认定)(?:国家)?(?:高新技术企业|高企)/,
    value: false,
  },
  {
    key: 'qualification.tech-sme',
    yes: /(?:我们|公司|已经|已)(?:已经|已|也)?(?:是|入库|取得)(?:了)?科技型中小企业/,
    value: true,
  },
  {
    key: 'qualification.srdi',
    yes: /(?:我们|公司|已经|已)(?:已经|已|也)?(?:是|取得了?|获评)专精特新/,
    value: true,
  },
  { key: 'credit.dishonest', yes: /(?:没有|没|未)(?:被)?列入(?:严重违法)?失信/, value: false },
  { key: 'credit.abnormal', yes: /(?:没有|没|未)(?:被)?列入(?:经营)?异常/, value: false },
];

function readWords(clause: string, message: string): StatedFact[] {
  const isQuestion = /是不是|是否|算不算/.test(clause);
  const found: StatedFact[] = [];
  for (const { key, yes, value } of isQuestion ? [] : wordRules) {
    const match = yes.exec(clause);
    // 是高新技术企业吗？ asks; the mark stands after the clause.
    if (match && !message.includes(`${clause}吗`) && !/吗$/.test(clause))
      found.push({ key, value, period: '', words: match[0] });
  }
  const grade = /(?:纳税)?信用(?:等级)?(?:是|为|评级是?)?\s*([ABMCD])\s*级/.exec(clause);
  if (grade?.[1]) found.push({ key: 'tax.credit-grade', value: grade[1], period: '', words: grade[0] });
  return found;
}

function yearOf(words: string | undefined, today: string): string {
  const thisYear = Number(today.slice(0, 4));
  if (words === undefined || /去年|上/.test(words)) return String(thisYear - 1);
  if (words === '今年') return String(thisYear);
  if (words === '前年') return String(thisYear - 2);
  return /\d{4}/.exec(words)?.[0] ?? String(thisYear - 1);
}
