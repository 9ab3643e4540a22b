import { performance } from 'node:perf_hooks';

import {
  parseDecimal,
  addExact,
  subtractExact,
  formatDecimal,
  zero,
  type ExactNumber,
} from '../../enterprises/exact-number';
import type { FactReader } from '../../enterprises/fact-reader';
import { industryName } from '../../enterprises/industry-code';
import { regionName } from '../../enterprises/region-code';
import { toConditionJson } from '../condition-json';
import { countShown } from '../count-shown';
import { estimateAmount, prepareAmount, type AmountEstimate } from '../estimate-amount';
import { evaluatePrepared } from '../evaluate-rule';
import { prepareRule, requireDerivedFacts, type PreparedGroup, type PreparedNode } from '../prepare-rule';
import { hasBit, type CodeColumn, type FactColumns } from '../population/fact-columns';
import { policyFactKeys } from '../opportunities/policy-fact-keys';
import type { RuleGroup } from '../rule-schema';
import { findField, type RuleContext } from '../rule-context';
import { countsOf, evaluateRows, shownOf, type RuleBits } from './condition-bits';
import { countFunnel, rowsLacking } from './count-funnel';
import type { HeldPopulation } from './held-population.server';
import { moveThreshold } from './move-threshold';
import type {
  CostFigures,
  FirmLine,
  FirmQuery,
  SimulatedPolicy,
  SimulationAnswer,
  SimulationRequest,
  SplitLine,
} from './simulation-request';

/** A policy evaluated over all firms. */
interface Evaluated {
  readonly policy: SimulatedPolicy;
  readonly context: RuleContext;
  readonly prepared: PreparedGroup;
  readonly columns: FactColumns;
  readonly bits: RuleBits;
}

/**
 * Counts over all the city's firms who would qualify by a draft, what holds the others back, how that differs from the
 * version in force, and what it would cost. Throws InvalidRuleError for a rule that can't be computed.
 */
export function simulatePolicy(population: HeldPopulation, request: SimulationRequest): SimulationAnswer {
  const started = performance.now();
  population.catchUp();
  const { at, locale } = request;
  const draft = evaluate(population, request.policy, at);
  const base = request.base ? evaluate(population, request.base, at) : null;
  const details = request.details === true;
  const threshold = request.threshold
    ? moveThreshold({
        leafId: request.threshold.leafId,
        rule: request.policy.rule,
        prepared: draft.prepared,
        context: draft.context,
        columns: draft.columns,
        rows: draft.bits.rows,
        readerOf: (row) => population.readerOf(row, draft.context),
        costOf: request.policy.amount
          ? (bits) => sumCost(population, { ...draft, bits }, locale).yuan
          : () => null,
        locale,
      })
    : null;
  return {
    at,
    firms: draft.bits.rows,
    counts: countsOf(draft.bits),
    base: base && countsOf(base.bits),
    changes: base && countChanges(draft.bits, base.bits),
    funnel: countFunnel(draft.bits, locale),
    splits: details ? splitFirms(population, draft, base, locale) : null,
    cost: details && draft.policy.amount ? sumCost(population, draft, locale) : null,
    baseCost: details && base?.policy.amount ? sumCost(population, base, locale) : null,
    threshold,
    list: request.firms ? listFirms(population, request.firms, draft, base, locale) : null,
    tookMs: Math.round(performance.now() - started),
  };
}

function evaluate(population: HeldPopulation, policy: SimulatedPolicy, at: string): Evaluated {
  const context = population.contextOf(at, policy.derived);
  requireDerivedFacts(policy.derived, context);
  const prepared = prepareRule(policy.rule, context);
  const columns = population.columnsOf(fieldsOf(prepared), context);
  const bits = evaluateRows(prepared, columns, population.firms.length, (row) =>
    population.readerOf(row, context),
  );
  return { policy, context, prepared, columns, bits };
}

/** The fields that a rule reads. */
function fieldsOf(node: PreparedNode, found = new Set<string>()): Set<string> {
  if (node.kind === 'group') node.children.forEach((child) => fieldsOf(child, found));
  else if (node.field) found.add(node.field.key);
  return found;
}

function countChanges(draft: RuleBits, base: RuleBits) {
  const changes = { gained: 0, lost: 0, any: 0 };
  for (let row = 0; row < draft.rows; row += 1) {
    const [now, was] = [shownOf(draft, row), shownOf(base, row)];
    if (now === was) continue;
    changes.any += 1;
    if (now === 'eligible') changes.gained += 1;
    if (was === 'eligible') changes.lost += 1;
  }
  return changes;
}

/** A rule that reads nothing. */
const nothing: RuleGroup = { combinator: 'and', rules: [] };

/** What one firm costs, and what the cap saves on it. */
interface FirmCost {
  readonly yuan: ExactNumber | null;
  readonly saved: ExactNumber;
}

function sumCost(population: HeldPopulation, evaluated: Evaluated, locale: 'zh' | 'en'): CostFigures {
  const { bits, policy, context } = evaluated;
  const { amount, derived } = policy;
  const benefit = { label: { zh: '-' }, ...(amount && { amount }) };
  const costOf = prepareCost(amount, context, locale);
  const figures = population.figuresOf(
    JSON.stringify(['cost', context.at, amount, derived]),
    bits.shown.eligible,
    {
      keys: policyFactKeys({ rule: nothing, derived: [...derived], benefit }, population.catalogue),
      context,
    },
    costOf,
  );
  let sum: ExactNumber = zero;
  let savedSum: ExactNumber = zero;
  let counted = 0;
  let open = 0;
  let capped = 0;
  for (let row = 0; row < bits.rows; row += 1) {
    if (!hasBit(bits.shown.eligible, row)) continue;
    const { yuan, saved } = figures.get(row)!;
    if (!yuan) {
      open += 1;
      continue;
    }
    counted += 1;
    sum = addExact(sum, yuan);
    if (saved.numerator <= 0n) continue;
    capped += 1;
    savedSum = addExact(savedSum, saved);
  }
  return { yuan: formatDecimal(sum, 2), counted, open, capped, savedYuan: formatDecimal(savedSum, 2) };
}

function prepareCost(
  amount: SimulatedPolicy['amount'],
  context: RuleContext,
  locale: 'zh' | 'en',
): (reader: FactReader) => FirmCost {
  const estimate = prepareAmount(amount, context, locale);
  const uncapped =
    amount?.formula && amount.cap
      ? prepareAmount({ kind: amount.kind, formula: amount.formula }, context, locale)
      : null;
  return (reader) => {
    const found = estimate(reader);
    // The cap alone, where the formula can't be computed, is no estimate of what this firm costs.
    const yuan = found && (amount?.formula === undefined || found.steps.length > 0) ? yuanOf(found) : null;
    if (!yuan || !uncapped || !found?.steps.some(({ sign }) => sign === 'cap')) return { yuan, saved: zero };
    const full = uncapped(reader);
    return { yuan, saved: full ? subtractExact(yuanOf(full), yuan) : zero };
  };
}

function yuanOf({ yuan }: AmountEstimate): ExactNumber {
  return parseDecimal(String(yuan)) ?? zero;
}

const splitKeys = { district: 'region.code', industry: 'industry.code', size: 'size' } as const;

function splitFirms(
  population: HeldPopulation,
  draft: Evaluated,
  base: Evaluated | null,
  locale: 'zh' | 'en',
): Record<'district' | 'industry' | 'size', SplitLine[]> {
  const columns = population.columnsOf(Object.values(splitKeys), draft.context);
  const split = (kind: keyof typeof splitKeys) => {
    const codes = readCodes(columns.columns.get(splitKeys[kind]) as CodeColumn, draft.bits.rows);
    const lines = new Map<string, { firms: number; eligible: number; base: number }>();
    codes.forEach((code, row) => {
      const key = kind === 'industry' ? code.slice(0, 1) : code;
      const line = lines.get(key) ?? { firms: 0, eligible: 0, base: 0 };
      line.firms += 1;
      if (hasBit(draft.bits.shown.eligible, row)) line.eligible += 1;
      if (base && hasBit(base.bits.shown.eligible, row)) line.base += 1;
      lines.set(key, line);
    });
    return [...lines]
      .map(([key, line]) => ({
        key,
        label: labelOf(kind, key, draft.context, locale),
        ...line,
        base: base ? line.base : null,
      }))
      .sort((a, b) => b.eligible - a.eligible || b.firms - a.firms || a.key.localeCompare(b.key));
  };
  return { district: split('district'), industry: split('industry'), size: split('size') };
}

function labelOf(
  kind: keyof typeof splitKeys,
  key: string,
  context: RuleContext,
  locale: 'zh' | 'en',
): string {
  if (key === '') return locale === 'zh' ? '没有数据' : 'not known';
  if (kind === 'district') return regionName(key, locale);
  if (kind === 'industry') return industryName(key) ?? key;
  return findField('size', context)?.words?.get(key)?.[locale] ?? key;
}

/** The code of each row; empty where it isn't known. */
function readCodes({ codes, numbers, known }: CodeColumn, rows: number): string[] {
  const names: string[] = [''];
  for (const [name, number] of numbers) names[number] = name.slice(1);
  return Array.from({ length: rows }, (_, row) => (hasBit(known, row) ? (names[codes[row]!] ?? '') : ''));
}

function listFirms(
  population: HeldPopulation,
  query: FirmQuery,
  draft: Evaluated,
  base: Evaluated | null,
  locale: 'zh' | 'en',
): SimulationAnswer['list'] {
  const lacking = query.lacking === undefined ? null : rowsLacking(draft.bits, query.lacking);
  const found: number[] = [];
  for (let row = 0; row < draft.bits.rows; row += 1) {
    const now = shownOf(draft.bits, row);
    if (query.shown && now !== query.shown) continue;
    if (lacking && !hasBit(lacking, row)) continue;
    if (query.change && !(base && isChange(query.change, now, shownOf(base.bits, row)))) continue;
    found.push(row);
  }
  return {
    total: found.length,
    lines: found
      .slice(query.offset, query.offset + query.limit)
      .map((row) => describeFirm(population, row, draft, base, locale)),
  };
}

function isChange(change: 'gained' | 'lost' | 'any', now: string, was: string): boolean {
  if (now === was) return false;
  return change === 'any' || (change === 'gained' ? now : was) === 'eligible';
}

/** A firm with its conditions. */
function describeFirm(
  population: HeldPopulation,
  row: number,
  { prepared, context, bits, policy }: Evaluated,
  base: Evaluated | null,
  locale: 'zh' | 'en',
): FirmLine {
  const reader = population.readerOf(row, context);
  const evaluation = evaluatePrepared(prepared, reader);
  const reasons = evaluation.conditions.map((condition) => {
    const json = toConditionJson(condition, context, locale);
    const missing = new Set<string>();
    const visit = (part: typeof json) => {
      for (const fact of part.facts) if (fact.value === undefined) missing.add(fact.label);
      part.children?.forEach(visit);
    };
    visit(json);
    return {
      id: json.id,
      label: json.label,
      result: json.result,
      text: json.value?.text ?? json.bounds ?? '',
      missing: json.result === 'unknown' ? [...missing] : [],
    };
  });
  const firm = population.firms[row]!;
  const shown = shownOf(bits, row);
  const amount = shown === 'eligible' ? estimateAmount(policy.amount, reader, context, locale) : null;
  if (shown !== countShown(evaluation))
    throw new Error(`The columns disagree with the exact evaluation: ${firm.id}`);
  return {
    id: firm.id,
    name: firm.name,
    creditCode: firm.creditCode,
    shown,
    was: base ? shownOf(base.bits, row) : null,
    reasons,
    amount: amount?.text ?? null,
  };
}
