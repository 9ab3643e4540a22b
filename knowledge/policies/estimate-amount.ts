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

/**
 * Estimates the benefit of one firm. Nothing is computed from an unknown fact: then the cap stands, as the most there
 * can be, or nothing at all.
 */
export function estimateAmount(
  amount: PolicyContent['benefit']['amount'],
  reader: FactReader,
  context: RuleContext,
  locale: Locale = 'zh',
): AmountEstimate | null {
  if (!amount) return null;
  const cap = amount.cap ? parseDecimal(amount.cap.yuan) : null;
  const computed = amount.formula ? compute(amount.formula, reader, context, locale) : null;
  if (!computed) return cap && finish('up-to', { value: cap, steps: [], facts: [] }, locale);
  if (compareExact(computed.value, zero) <= 0) return null;
  if (!cap || !amount.cap) return finish(amount.kind, computed, locale);
  const step: AmountStep = {
    sign: 'cap',
    text: formatYuan(cap, locale),
    label: amount.cap.label ? inWords(amount.cap.label, locale) : locale === 'zh' ? '上限' : 'at most',
    ...(amount.cap.source !== undefined && { source: amount.cap.source }),
  };
  const value = compareExact(computed.value, cap) > 0 ? cap : computed.value;
  return finish(amount.kind, { ...computed, value, steps: [...computed.steps, step] }, locale);
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

function compute(
  formula: AmountFormula,
  reader: FactReader,
  context: RuleContext,
  locale: Locale,
): Computed | null {
  switch (formula.kind) {
    case 'fixed': {
      const value = parseDecimal(formula.yuan) ?? zero;
      const label = formula.label ? inWords(formula.label, locale) : '';
      return {
        value,
        steps: [withSource({ sign: '', text: formatYuan(value, locale), label }, formula.source)],
        facts: [],
      };
    }
    case 'product':
      return computeProduct(formula, reader, context, locale);
    case 'sum': {
      const terms = formula.terms.map((term) => compute(term, reader, context, locale));
      return terms.reduce<Computed | null>(addTerms, { value: zero, steps: [], facts: [] });
    }
    case 'cases': {
      for (const { when, then } of formula.cases) {
        const { verdict } = evaluatePrepared(prepareRule(when, context), reader);
        if (verdict === 'unknown') return null;
        if (verdict === 'eligible') return compute(then, reader, context, locale);
      }
      return formula.otherwise ? compute(formula.otherwise, reader, context, locale) : null;
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

function computeProduct(
  formula: Extract<AmountFormula, { kind: 'product' }>,
  reader: FactReader,
  context: RuleContext,
  locale: Locale,
): Computed | null {
  const field = findField(formula.of, context);
  const reading = field && reader.read(formula.of);
  if (!field || reading?.value === undefined || !isExact(reading.value)) return null;
  const year = reading.evidence.find(({ key, period }) => key === formula.of && period)?.period;
  const label = year
    ? locale === 'zh'
      ? `${year} 年度${field.label.zh}`
      : `${field.label.en}, ${year}`
    : field.label[locale];
  const steps: AmountStep[] = [{ sign: '', text: formatValue(reading.value, field, locale), label }];
  let value = reading.value;
  for (const factor of formula.factors) {
    const rate = parseDecimal(factor.rate) ?? zero;
    value = multiplyExact(value, rate);
    const text =
      factor.unit === 'yuan'
        ? formatYuan(rate, locale)
        : factor.unit === 'times'
          ? formatDecimal(rate)
          : formatPercent(rate);
    steps.push(withSource({ sign: '×', text, label: inWords(factor.label, locale) }, factor.source));
  }
  return { value, steps, facts: reading.evidence.map(({ key, period }) => ({ key, period })) };
}

function withSource(step: AmountStep, source: string | undefined): AmountStep {
  return source === undefined ? step : { ...step, source };
}

/** Words in the reader's language, Chinese where there are no others. */
export function inWords(words: Words, locale: Locale): string {
  return locale === 'en' ? (words.en ?? words.zh) : words.zh;
}
