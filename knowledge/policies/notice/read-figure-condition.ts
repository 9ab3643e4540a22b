import type { DerivedFactInput } from '../../enterprises/derived-fact-schema';
import { divideExact, exact, formatDecimal, parseDecimal, zero } from '../../enterprises/exact-number';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { extractFigures } from '../../answers/extract-figures';
import type { Bound, Figure } from '../../answers/figures/figure';
import type { RuleLeaf, RuleOperator } from '../rule-schema';
import { fits, namesIn, phrasesOf, type NamedFact, type Phrase } from './name-phrases';
import type { Doubt } from './notice-draft';

/** A figure that was understood as a condition, and the words of the sentence that it covers. */
export interface FigureCondition {
  leaf: RuleLeaf;
  derived: DerivedFactInput[];
  doubts: Doubt[];
  start: number;
  end: number;
}

/** What stands before a figure, and from where its own subject may begin. */
interface Lead {
  text: string;
  from: number;
}

const operators: Record<Bound, RuleOperator> = { 'at-most': '<=', below: '<', 'at-least': '>=', above: '>' };
const severalYears = /近([二两三四五2-5])(?:个会计)?年/;
const hanYears: Readonly<Record<string, number>> = { 二: 2, 两: 2, 三: 3, 四: 4, 五: 5 };

/** Reads every bounded figure of a sentence whose subject is a fact, in order. A bare figure sets no bound. */
export function readFigureConditions(sentence: string, catalogue: FactCatalogue): FigureCondition[] {
  const phrases = phrasesOf(catalogue);
  const bounded = extractFigures(sentence).filter(({ bound }) => bound !== null);
  return bounded.flatMap((figure, at): FigureCondition[] => {
    const text = sentence.slice(0, figure.start);
    const lead = { text, from: Math.max(startOfSubject(text), bounded[at - 1]?.end ?? 0) };
    const operator = operators[figure.bound ?? 'at-least'];
    return figure.kind === 'share'
      ? readShare(figure, operator, lead, phrases)
      : readAmountOrCount(figure, operator, lead, { phrases, catalogue });
  });
}

function readShare(
  figure: Figure,
  operator: RuleOperator,
  { text, from }: Lead,
  phrases: readonly Phrase[],
): FigureCondition[] {
  const subject = text.slice(from);
  const value = decimalOf(figure.value);
  const names = namesIn(subject, phrases);
  const covering = (name: NamedFact) => ({ start: from + name.start, end: figure.end });
  const last = names.at(-1);
  if (last?.key === 'staff.layoff-rate')
    return [{ leaf: { field: last.key, operator, value }, derived: [], doubts: [], ...covering(last) }];
  const [numerator, denominator] = names.slice(-2);
  // 科技人员占职工总数的比例: a ratio of two facts.
  if (!numerator || !denominator || !/占|与|[/／÷]/.test(subject)) return [];
  const written = severalYears.exec(text)?.[1] ?? '1';
  const derived = ratioOf(numerator, denominator, hanYears[written] ?? Number(written), subject);
  const leaf = { field: derived.key, operator, value };
  return [{ leaf, derived: [derived], doubts: [], ...covering(numerator) }];
}

function ratioOf(
  numerator: NamedFact,
  denominator: NamedFact,
  years: number,
  subject: string,
): DerivedFactInput {
  const plain = (key: string) => key.replace('.', '-');
  const several = years > 1 ? `-${String(years)}y` : '';
  return {
    key: `notice.${plain(numerator.key)}-to-${plain(denominator.key)}${several}`,
    type: 'share',
    label:
      subject.slice(numerator.start, denominator.end) + (several ? `（近${String(years)}年）` : '的比例'),
    formula: {
      kind: 'ratio',
      numerator: numerator.key,
      denominator: denominator.key,
      ...(years > 1 && { years: { count: years, since: 'registration.date' } }),
    },
  };
}

function readAmountOrCount(
  figure: Figure,
  operator: RuleOperator,
  { text, from }: Lead,
  { phrases, catalogue }: { phrases: readonly Phrase[]; catalogue: FactCatalogue },
): FigureCondition[] {
  const own = namesIn(text.slice(from), phrases);
  // Without a subject in its own part of the sentence, the part before may name it.
  const names = own.length > 0 ? own : namesIn(text, phrases);
  const subject = names.findLast(({ key }) => fits(figure, key, catalogue));
  if (!subject) return [];
  const doubts: Doubt[] = own.length > 0 ? [] : ['subject-guessed'];
  const start = own.length > 0 ? from + subject.start : figure.start;
  const place = { start, end: figure.end };
  if (subject.key === 'registration.date') return readAge(figure, operator, doubts, place);
  const value = catalogue.get(subject.key)?.type === 'money' ? figure.value : Number(figure.value);
  return [{ leaf: { field: subject.key, operator, value }, derived: [], doubts, ...place }];
}

const ages = {
  years: { units: /^(?:年|周年)$/, label: '成立年数' },
  months: { units: /^个?月$/, label: '成立月数' },
  days: { units: /^[日天]$/, label: '成立天数' },
} as const;

/** 注册成立一年以上: the age of the firm, counted in the unit of the notice. */
function readAge(
  figure: Figure,
  operator: RuleOperator,
  doubts: Doubt[],
  place: { start: number; end: number },
): FigureCondition[] {
  const unit = (Object.keys(ages) as (keyof typeof ages)[]).find((each) =>
    ages[each].units.test(figure.unit),
  );
  if (!unit) return [];
  const key = `notice.age-${unit}`;
  const formula = { kind: 'age', of: 'registration.date', in: unit } as const;
  const derived: DerivedFactInput = { key, type: 'count', label: ages[unit].label, formula };
  const leaf = { field: key, operator, value: Number(figure.value) };
  return [{ leaf, derived: [derived], doubts, ...place }];
}

/** Where the part of the sentence begins in which the figure stands. */
function startOfSubject(lead: string): number {
  return Math.max(...['，', ',', '；', ';', '。', '：', ':'].map((mark) => lead.lastIndexOf(mark))) + 1;
}

/** A share in normal form, 1/20, as the decimal that rules carry. */
export function decimalOf(share: string): string {
  const [numerator = '0', denominator = '1'] = share.split('/');
  const value = divideExact(parseDecimal(numerator) ?? zero, parseDecimal(denominator) ?? exact(1));
  return formatDecimal(value ?? zero);
}
