import {
  addExact,
  compareExact,
  formatDecimal,
  multiplyExact,
  parseDecimal,
  zero,
  type ExactNumber,
} from '../enterprises/exact-number';
import type { FactReader } from '../enterprises/fact-reader';
import { isExact, toJsonValue } from '../enterprises/fact-value';
import { evaluatePrepared } from './evaluate-rule';
import { formatPercent, formatValue, formatYuan, type Locale } from './format-value';
import type { AmountFormula, PolicyContent, Words } from './policy-content';
import { prepareRule } from './prepare-rule';
import { findField, type RuleContext } from './rule-context';

/** A piece of the arithmetic: what it is joined by, the figure, and what the figure is. */
export interface AmountStep {
  sign: '' | '×' | '+' | 'cap';
  text: string;
  label: string;
  /** Id of the policy's source. */
  source?: string;
}

/** What a firm may expect. `exact` and `about` are computed; `up-to` is the cap alone, or a most. */
export interface AmountEstimate {
  kind: 'exact' | 'about' | 'up-to';
  /** Yuan to the fen: an integer, or a decimal string. */
  yuan: number | string;
  text: string;
  steps: AmountStep[];
  /** The facts it was computed from. */
  facts: { key: string; period: string }[];
}

type Computed = { value: ExactNumber; steps: AmountStep[]; facts: AmountEstimate['facts'] };
type Computing = (reader: FactReader) => Computed | null;

/** Estimates the benefit of one firm. For many firms prepare it once (`prepareAmount`). */
export function estimateAmount(
  amount: PolicyContent['benefit']['amount'],
  reader: FactReader,
  context: RuleContext,
  locale: Locale = 'zh',
): AmountEstimate | null {
  return prepareAmount(amount, context, locale)(reader);
}

/**
 * Makes an amount ready for many firms on one day. Nothing is computed from an unknown fact: then the cap stands, as the
 * most there can be, or nothing at all. Throws InvalidRuleError for a case whose condition can't be computed.
 */
export function prepareAmount(
  amount: PolicyContent['benefit']['amount'],
  context: RuleContext,
  locale: Locale = 'zh',
): (reader: FactReader) => AmountEstimate | null {
  if (!amount) return () => null;
  const cap = amount.cap ? parseDecimal(amount.cap.yuan) : null;
  const compute = amount.formula ? prepareFormula(amount.formula, context, locale) : () => null;
  const step = cap && amount.cap ? capStep(cap, amount.cap, locale) : null;
  return (reader) => {
    const computed = compute(reader);
    if (!computed) return cap && finish('up-to', { value: cap, steps: [], facts: [] }, locale);
    if (compareExact(computed.value, zero) <= 0) return null;
    if (!cap || !step) return finish(amount.kind, computed, locale);
    const value = compareExact(computed.value, cap) > 0 ? cap : computed.value;
    return finish(amount.kind, { ...computed, value, steps: [...computed.steps, step] }, locale);
  };
}

function capStep(
  cap: ExactNumber,
  { label, source }: { label?: Words | undefined; source?: string | undefined },
  locale: Locale,
): AmountStep {
  const words = label ? inWords(label, locale) : locale === 'zh' ? '上限' : 'at most';
  return withSource({ sign: 'cap', text: formatYuan(cap, locale), label: words }, source);
}

function finish(
  kind: AmountEstimate['kind'],
  { value, steps, facts }: Computed,
  locale: Locale,
): AmountEstimate {
  const toFen = parseDecimal(formatDecimal(value, 2)) ?? zero;
  return {
    kind,
    yuan: toJsonValue(toFen, 'money') as number | string,
    text: formatYuan(toFen, locale, kind === 'exact' ? 6 : 2),
    steps,
    facts,
  };
}

function prepareFormula(formula: AmountFormula, context: RuleContext, locale: Locale): Computing {
  switch (formula.kind) {
    case 'fixed': {
      const value = parseDecimal(formula.yuan) ?? zero;
      const label = formula.label ? inWords(formula.label, locale) : '';
      const step = withSource({ sign: '', text: formatYuan(value, locale), label }, formula.source);
      return () => ({ value, steps: [step], facts: [] });
    }
    case 'product':
      return prepareProduct(formula, context, locale);
    case 'sum': {
      const terms = formula.terms.map((term) => prepareFormula(term, context, locale));
      return (reader) =>
        terms
          .map((term) => term(reader))
          .reduce<Computed | null>(addTerms, { value: zero, steps: [], facts: [] });
    }
    case 'cases': {
      const cases = formula.cases.map(({ when, then }) => ({
        when: prepareRule(when, context),
        then: prepareFormula(then, context, locale),
      }));
      const otherwise = formula.otherwise && prepareFormula(formula.otherwise, context, locale);
      return (reader) => {
        for (const { when, then } of cases) {
          const { verdict } = evaluatePrepared(when, reader);
          if (verdict === 'unknown') return null;
          if (verdict === 'eligible') return then(reader);
        }
        return otherwise ? otherwise(reader) : null;
      };
    }
  }
}

function addTerms(sum: Computed | null, term: Computed | null): Computed | null {
  if (!sum || !term) return null;
  const [first, ...others] = term.steps;
  const joined = first && sum.steps.length > 0 ? [{ ...first, sign: '+' as const }, ...others] : term.steps;
  return {
    value: addExact(sum.value, term.value),
    steps: [...sum.steps, ...joined],
    facts: [...sum.facts, ...term.facts],
  };
}

function prepareProduct(
  formula: Extract<AmountFormula, { kind: 'product' }>,
  context: RuleContext,
  locale: Locale,
): Computing {
  const field = findField(formula.of, context);
  const factors = formula.factors.map(({ rate: written, label, unit, source }) => {
    const rate = parseDecimal(written) ?? zero;
    const text =
      unit === 'yuan'
        ? formatYuan(rate, locale)
        : unit === 'times'
          ? formatDecimal(rate)
          : formatPercent(rate);
    return { rate, step: withSource({ sign: '×', text, label: inWords(label, locale) }, source) };
  });
  return (reader) => {
    const reading = field && reader.read(formula.of);
    if (!field || reading?.value === undefined || !isExact(reading.value)) return null;
    const year = reading.evidence.find(({ key, period }) => key === formula.of && period)?.period;
    const label = year
      ? locale === 'zh'
        ? `${year} 年度${field.label.zh.replace(/^上年度/, '')}`
        : `${field.label.en}, ${year}`
      : field.label[locale];
    return {
      value: factors.reduce((value, { rate }) => multiplyExact(value, rate), reading.value),
      steps: [
        { sign: '', text: formatValue(reading.value, field, locale), label },
        ...factors.map(({ step }) => step),
      ],
      facts: reading.evidence.map(({ key, period }) => ({ key, period })),
    };
  };
}

function withSource(step: AmountStep, source: string | undefined): AmountStep {
  return source === undefined ? step : { ...step, source };
}

/** Words in the reader's language, Chinese where there are no others. */
export function inWords(words: Words, locale: Locale): string {
  return locale === 'en' ? (words.en ?? words.zh) : words.zh;
}
