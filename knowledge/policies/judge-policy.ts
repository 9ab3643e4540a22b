import type { FactCatalogue } from '../enterprises/fact-catalogue';
import { openFactReader } from '../enterprises/fact-reader';
import type { FactSet } from '../enterprises/fact-set';
import type { MissingFact } from '../enterprises/reading';
import { toFactValue } from './answers/answer-spread';
import type { ConcernedPolicy } from './answers/weigh-question';
import { toConditionJson, type ConditionJson } from './condition-json';
import { blockingCondition, countShown } from './count-shown';
import type { Shown } from './shown';
import { estimateAmount, type AmountEstimate } from './estimate-amount';
import { evaluatePrepared, missingIn, type Verdict } from './evaluate-rule';
import type { Locale } from './format-value';
import { InvalidRuleError } from './invalid-rule';
import type { OpenPolicy } from './next-question';
import { windowState, type WindowState } from './policy-window';
import { prepareRule } from './prepare-rule';
import { isInForce, type PublishedPolicy } from './published-policy';
import { makeRuleContext } from './rule-context';

/** A policy's verdict on one firm, as the API answers it and the pages show it. */
export interface PolicyVerdict {
  policyId: string;
  title: string;
  verdict: Verdict;
  shown: Shown;
  conditions: ConditionJson[];
  /** Catalogue keys, never derived ones; empty once decided. */
  missing: string[];
  amount?: AmountEstimate;
  /** The condition that a policy one step away lacks. */
  blocking?: { id: string; label: string; missing: string[] };
  /** What is left of sums that bound several policies in the year, by group, in yuan. */
  left?: { group: string; label: string; yuan: string }[];
  counts: { conditions: number; met: number; notMet: number; unknown: number };
  window: WindowState;
  /** When the policy ends: its last day. */
  expiresOn: string | null;
}

/** A verdict with what the choice of the next question needs. */
export interface JudgedPolicy {
  policy: PublishedPolicy;
  verdict: PolicyVerdict;
  open: OpenPolicy;
}

/**
 * As `judgePolicy`; a published rule that can't be computed (a department took back a fact it reads) is for a person to
 * decide, and doesn't keep the other policies from being judged.
 */
export function judgeOrDefer(...[policy, facts, options]: Parameters<typeof judgePolicy>): JudgedPolicy {
  try {
    return judgePolicy(policy, facts, options);
  } catch (error) {
    if (!(error instanceof InvalidRuleError)) throw error;
    const label =
      options.locale === 'en' ? 'The department must correct the rule' : '条件设置有误，由主管部门核对';
    const rule = { combinator: 'and' as const, rules: [{ operator: 'judged' as const, label }] };
    const content = {
      ...policy.content,
      rule,
      derived: [],
      benefit: { label: policy.content.benefit.label },
    };
    return judgePolicy({ ...policy, content }, facts, options);
  }
}

/**
 * Judges one policy over a firm's facts on a day. Out of force: ineligible, shown expired. With its window closed for
 * good the verdict stands and is shown expired. Throws InvalidRuleError for a rule that can't be computed.
 */
export function judgePolicy(
  policy: PublishedPolicy,
  facts: FactSet,
  options: { at: string; catalogue: FactCatalogue; locale?: Locale },
): JudgedPolicy {
  const { at, catalogue, locale = 'zh' } = options;
  const { content } = policy;
  const context = makeRuleContext(at, content.derived, catalogue);
  const reader = openFactReader(facts, context);
  const prepared = prepareRule(content.rule, context);
  const evaluation = evaluatePrepared(prepared, reader);
  const inForce = isInForce(policy, at);
  const window = windowState(content.window, at);
  const counted = countShown(evaluation);
  const shown: Shown = !inForce || window.state === 'closed' ? 'expired' : counted;
  const blocking = blockingCondition(evaluation);
  const amount =
    shown === 'expired' || shown === 'ineligible'
      ? null
      : estimateAmount(content.benefit.amount, reader, context, locale);
  const missing = inForce ? evaluation.missing : [];
  const verdict: PolicyVerdict = {
    policyId: policy.id,
    title: locale === 'en' ? (policy.titleEn ?? policy.title) : policy.title,
    verdict: inForce ? evaluation.verdict : 'ineligible',
    shown,
    conditions: evaluation.conditions.map((condition) => toConditionJson(condition, context, locale)),
    missing: keysOf(missing),
    ...(amount && { amount }),
    ...(blocking &&
      shown === 'one-step' && {
        blocking: {
          id: blocking.node.id,
          label: blocking.node.label[locale],
          missing: keysOf(missingIn([blocking])),
        },
      }),
    counts: {
      conditions: evaluation.conditions.length,
      met: evaluation.conditions.filter(({ result }) => result === 'met' || result === 'declared').length,
      notMet: evaluation.conditions.filter(({ result }) => result === 'not-met').length,
      unknown: evaluation.conditions.filter(({ result }) => result === 'unknown').length,
    },
    window,
    expiresOn: policy.expiresOn,
  };
  const open: OpenPolicy = {
    policyId: policy.id,
    missing: shown === 'expired' ? [] : missing,
    factsDecide: counted === 'one-step',
    amountYuan: moneyOf(content, amount),
    tryAnswer(fact, value) {
      const answer = withAnswer(facts, catalogue, fact, value);
      if (!answer) return null;
      const then = openFactReader(answer, context);
      const { verdict, missing } = evaluatePrepared(prepared, then);
      const amountYuan =
        verdict === 'ineligible'
          ? 0
          : moneyOf(content, estimateAmount(content.benefit.amount, then, context, locale));
      return { verdict, open: missing.length, amountYuan };
    },
  };
  return { policy, verdict, open };
}

/** A figure that only lowers a tax base isn't money that the firm gets. */
function moneyOf({ benefit }: PublishedPolicy['content'], amount: AmountEstimate | null): number {
  return amount && benefit.amount?.measure !== 'base' ? Number(amount.yuan) : 0;
}

/** The facts as they would be with an answer; null where it can't be one. */
function withAnswer(
  facts: FactSet,
  catalogue: FactCatalogue,
  { key, period }: MissingFact,
  answer: Parameters<ConcernedPolicy['tryAnswer']>[1],
): FactSet | null {
  const definition = catalogue.get(key);
  const value = definition && toFactValue(answer, definition.type);
  if (value === undefined || value === null) return null;
  return new Map(facts).set(key, new Map(facts.get(key)).set(period, { value }));
}

function keysOf(missing: readonly { key: string }[]): string[] {
  return [...new Set(missing.map(({ key }) => key))];
}
