import { findObstacles, weaknessOf } from '../automatic/find-obstacles';
import { toConditionJson, type ConditionJson } from '../condition-json';
import { estimateAmount } from '../estimate-amount';
import { evaluatePrepared, type Evaluation } from '../evaluate-rule';
import type { Locale } from '../format-value';
import type { PolicyContent } from '../policy-content';
import { prepareRule, requireDerivedFacts } from '../prepare-rule';
import type { RuleContext } from '../rule-context';
import type { HeldPopulation } from '../simulation/held-population.server';
import type { FactReader } from '../../enterprises/fact-reader';
import type { GrantableFirm, GrantEvidence } from './grant-batch';

/** What is looked for: some of the city's firms at a time, from a row on. */
export interface GrantableRequest {
  at: string;
  policy: Pick<PolicyContent, 'rule' | 'derived' | 'benefit'>;
  from: number;
  rows: number;
}

/** The firms found among the rows; `next` is null after the last. */
export interface GrantablePage {
  found: GrantableFirm[];
  next: number | null;
  firms: number;
}

/** The firms of which every condition is decided by fresh authoritative facts. Throws InvalidRuleError. */
export function findGrantable(population: HeldPopulation, request: GrantableRequest): GrantablePage {
  const { at, policy, from, rows } = request;
  population.catchUp();
  const context = population.contextOf(at, policy.derived);
  requireDerivedFacts(policy.derived, context);
  const prepared = prepareRule(policy.rule, context);
  const firms = population.firms.length;
  const end = Math.min(firms, from + rows);
  const found: GrantableFirm[] = [];
  for (let row = from; row < end; row += 1) {
    const firm = population.firms[row];
    const reader = population.readerOf(row, context);
    const evaluation = evaluatePrepared(prepared, reader);
    const isAutomatic = findObstacles(evaluation, population.catalogue, at)?.length === 0;
    if (firm && isAutomatic) found.push(describe(firm.id, evaluation, policy.benefit, reader, context));
  }
  return { found, next: end < firms ? end : null, firms };
}

function describe(
  enterpriseId: string,
  evaluation: Evaluation,
  benefit: PolicyContent['benefit'],
  reader: FactReader,
  context: RuleContext,
): GrantableFirm {
  const isMoney = benefit.amount !== undefined && benefit.amount.measure !== 'base';
  const amount = isMoney ? estimateAmount(benefit.amount, reader, context) : null;
  const isKnown = amount !== null && amount.kind !== 'up-to';
  const evidenceIn = (locale: Locale): GrantEvidence['zh'] => ({
    conditions: evaluation.conditions.map((condition) => toConditionJson(condition, context, locale)),
    steps: isKnown ? (estimateAmount(benefit.amount, reader, context, locale)?.steps ?? []) : [],
  });
  const zh = evidenceIn('zh');
  const amountKeys = (amount?.facts ?? []).map(({ key }) => key);
  const isWeak = amountKeys.some((key) =>
    reader.read(key).evidence.some((item) => weaknessOf(item, context.catalogue, context.at) !== null),
  );
  return {
    enterpriseId,
    yuan: isKnown ? String(amount.yuan) : null,
    isAmountOpen: isMoney && (!isKnown || isWeak),
    evidence: {
      zh,
      en: evidenceIn('en'),
      keys: [...new Set([...zh.conditions.flatMap(keysOf), ...amountKeys])],
    },
  };
}

function keysOf({ facts, children = [] }: ConditionJson): string[] {
  return [...facts.map(({ key }) => key), ...children.flatMap(keysOf)];
}
