import { parseDuration } from '../enterprises/duration';
import type { FactValue } from '../enterprises/fact-value';
import { formatValue, type Locale } from './format-value';
import { findField, type Field, type RuleContext } from './rule-context';
import type { RuleLeaf, RuleOperator } from './rule-schema';
import { makeLeafTest } from './rule-test';
import { negatedPredicate, statedPredicate } from './predicate-words';

/** A piece of a clause; `strong` is what is asked, `open` what isn't finished or can't be computed yet. */
export interface ClausePart {
  text: string;
  strong?: boolean;
  open?: boolean;
}

const gap: ClausePart = { text: '……', open: true };

/** One condition as a clause: “上年度从业人数不超过 300 人”, “last year’s staff is at most 300 people”. */
export function conditionClause(leaf: RuleLeaf, context: RuleContext, locale: Locale): ClausePart[] {
  const zh = locale === 'zh';
  if (leaf.operator === 'declared' || leaf.operator === 'judged') return promised(leaf, locale);
  const field = leaf.field ? findField(leaf.field, context) : null;
  if (!field) return [gap];
  const made = makeLeafTest(leaf, field, context.at);
  if (!made.ok) return [{ text: `${nameOf(field, context, locale)}${zh ? '' : ' '}` }, gap];
  if (leaf.operator === 'isTrue' || leaf.operator === 'isFalse') {
    return [{ text: predicate(leaf.operator, field, locale), strong: true }];
  }
  const value = isRelativeDay(leaf.value)
    ? relativeDay(leaf.value, locale)
    : valueWords(leaf.operator, made.operands, field, locale);
  const words = relation(leaf.operator, field, locale);
  const text = zh ? `${words}${/^[\p{Script=Han}“]/u.test(value) ? '' : ' '}${value}` : `${words} ${value}`;
  const name = nameOf(field, context, locale);
  return [{ text: zh ? name : `${name} ` }, { text, strong: true }];
}

function promised(leaf: RuleLeaf, locale: Locale): ClausePart[] {
  const zh = locale === 'zh';
  const label = zh ? leaf.label : (leaf.labelEn ?? leaf.label);
  const who =
    leaf.operator === 'declared'
      ? zh
        ? '申请人承诺'
        : 'the applicant confirms '
      : zh
        ? '主管部门认定'
        : 'the department finds ';
  return [{ text: who }, label ? { text: `“${label}”`, strong: true } : gap];
}

/** The fact with its period: a fact by years is read for the last complete one. */
function nameOf(field: Field, context: RuleContext, locale: Locale): string {
  const yearly = !field.derived && (context.catalogue.get(field.key)?.periods.length ?? 0) > 0;
  if (locale === 'zh')
    return yearly && !/年/.test(field.label.zh) ? `上年度${field.label.zh}` : field.label.zh;
  const label = field.label.en;
  const lower = /^.[^a-z ]/.test(label) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  return yearly && !/year/.test(label) ? `last year’s ${lower}` : lower;
}

const relations: Partial<Record<RuleOperator, { zh: string; en: string; day?: { zh: string; en: string } }>> =
  {
    '=': { zh: '为', en: 'is' },
    '!=': { zh: '不为', en: 'is not' },
    '<': { zh: '低于', en: 'is below', day: { zh: '早于', en: 'is before' } },
    '<=': { zh: '不超过', en: 'is at most', day: { zh: '不晚于', en: 'is not after' } },
    '>': { zh: '高于', en: 'is above', day: { zh: '晚于', en: 'is after' } },
    '>=': { zh: '不低于', en: 'is at least', day: { zh: '不早于', en: 'is not before' } },
    before: { zh: '早于', en: 'is before' },
    after: { zh: '晚于', en: 'is after' },
    between: { zh: '在', en: 'lies from' },
    in: { zh: '为', en: 'is' },
    notIn: { zh: '不为', en: 'is not' },
    contains: { zh: '含有', en: 'contains' },
    within: { zh: '属于', en: 'lies within' },
  };

function relation(operator: RuleOperator, field: Field, locale: Locale): string {
  const words = relations[operator];
  if (operator === 'within' && field.type === 'region' && locale === 'zh') return '在';
  return ((field.type === 'date' && words?.day) || words)?.[locale] ?? operator;
}

function valueWords(
  operator: RuleOperator,
  operands: readonly FactValue[],
  field: Field,
  locale: Locale,
): string {
  const zh = locale === 'zh';
  const words = operands.map((operand) => formatValue(operand, field, locale));
  const [first = '', second = ''] = words;
  if (operator === 'between')
    return zh ? `${first} 至 ${second} 之间（含）` : `${first} to ${second} inclusive`;
  if (operator === 'contains') return `“${first}”`;
  if (words.length === 1) return first;
  const last = words.at(-1) ?? '';
  if (zh) {
    const joint = `${operator === 'notIn' ? '和' : '或'}${/^\p{Script=Han}/u.test(last) ? '' : ' '}`;
    return `${words.slice(0, -1).join('、')}${joint}${last}`;
  }
  return `${words.slice(0, -1).join(', ')} or ${last}`;
}

function predicate(operator: 'isTrue' | 'isFalse', field: Field, locale: Locale): string {
  if (locale === 'en') return `“${field.label.en}” is ${operator === 'isTrue' ? 'true' : 'false'}`;
  return operator === 'isTrue' ? statedPredicate(field.label.zh) : negatedPredicate(field.label.zh);
}

/** A day that moves with the day of the application. */
function isRelativeDay(value: unknown): value is { asOf: true; plus?: string } {
  return typeof value === 'object' && value !== null && 'asOf' in value;
}

/** The day of the verdict and a span from it: “当日前 1 年”, “1 year before the day asked about”. */
function relativeDay({ plus }: { plus?: string }, locale: Locale): string {
  const zh = locale === 'zh';
  const span = plus === undefined ? null : parseDuration(plus);
  if (!span || (span.months === 0 && span.days === 0)) return zh ? '当日' : 'the day asked about';
  const past = span.months < 0 || span.days < 0;
  const words = spanWords(Math.abs(span.months), Math.abs(span.days), locale);
  return zh
    ? `当日${past ? '前' : '后'} ${words}`
    : `${words} ${past ? 'before' : 'after'} the day asked about`;
}

function spanWords(months: number, days: number, locale: Locale): string {
  const zh = locale === 'zh';
  const units: [number, string, string][] = [
    [Math.floor(months / 12), '年', 'year'],
    [months % 12, '个月', 'month'],
    [days, '天', 'day'],
  ];
  return units
    .filter(([count]) => count > 0)
    .map(([count, unit, name]) =>
      zh ? `${String(count)} ${unit}` : `${String(count)} ${name}${count === 1 ? '' : 's'}`,
    )
    .join(zh ? ' ' : ' and ');
}
