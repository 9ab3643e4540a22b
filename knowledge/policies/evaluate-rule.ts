import { openFactReader, type FactReader } from '../enterprises/fact-reader';
import type { FactSet } from '../enterprises/fact-set';
import type { MissingFact, Reading } from '../enterprises/reading';
import { prepareRule, type PreparedGroup, type PreparedLeaf, type PreparedNode } from './prepare-rule';
import { makeRuleContext, type RuleContext } from './rule-context';

/** What a condition comes to. `declared` is confirmed by the applicant at submission and changes no verdict. */
export type ConditionResult = 'met' | 'not-met' | 'unknown' | 'declared';

/** A condition with its evidence. */
export interface Condition {
  readonly node: PreparedNode;
  readonly result: ConditionResult;
  /** What the leaf's fact is known to be; none for groups, `declared` and `judged`. */
  readonly reading?: Reading;
  readonly children?: readonly Condition[];
}

export type Verdict = 'eligible' | 'ineligible' | 'unknown';

/** Verdict 判定 with the conditions at the top level and the facts without which it stays open. */
export interface Evaluation {
  readonly verdict: Verdict;
  readonly conditions: readonly Condition[];
  /** Empty once the verdict is decided. */
  readonly missing: readonly MissingFact[];
}

/**
 * Evaluates a rule over a firm's facts on a day: pure, three-valued by Kleene, each condition with its evidence.
 * Throws InvalidRuleError when the rule can't be computed. For many firms prepare the rule once (`prepareRule`) and call
 * `evaluatePrepared`.
 */
export function evaluateRule(
  rule: unknown,
  facts: FactSet,
  at: string,
  context: RuleContext = makeRuleContext(at),
): Evaluation {
  return evaluatePrepared(prepareRule(rule, context), openFactReader(facts, context));
}

/** Evaluates a rule that was made ready, for the reader's day. */
export function evaluatePrepared(rule: PreparedGroup, reader: FactReader): Evaluation {
  const whole = evaluateGroup(rule, reader);
  // A rule that is one choice, or is turned round, is one condition; else each of its parts is one.
  const conditions = rule.combinator === 'and' && !rule.not ? (whole.children ?? []) : [whole];
  if (whole.result === 'unknown') return { verdict: 'unknown', conditions, missing: missingIn([whole]) };
  return { verdict: whole.result === 'not-met' ? 'ineligible' : 'eligible', conditions, missing: [] };
}

/** The facts that keep the unknown ones of the conditions open, each once. */
export function missingIn(conditions: readonly Condition[]): MissingFact[] {
  const missing = new Map<string, MissingFact>();
  const visit = (condition: Condition) => {
    if (condition.result !== 'unknown') return;
    condition.children?.forEach(visit);
    for (const fact of condition.reading?.missing ?? []) missing.set(`${fact.key} ${fact.period}`, fact);
  };
  conditions.forEach(visit);
  return [...missing.values()];
}

function evaluateNode(node: PreparedNode, reader: FactReader): Condition {
  return node.kind === 'group' ? evaluateGroup(node, reader) : evaluateLeaf(node, reader);
}

function evaluateLeaf(node: PreparedLeaf, reader: FactReader): Condition {
  if (node.operator === 'declared') return { node, result: 'declared' };
  if (node.operator === 'judged' || !node.field) return { node, result: 'unknown' };
  const reading = reader.read(node.field.key);
  const decided = node.test(reading);
  return { node, result: decided === null ? 'unknown' : decided ? 'met' : 'not-met', reading };
}

function evaluateGroup(node: PreparedGroup, reader: FactReader): Condition {
  const children = node.children.map((child) => evaluateNode(child, reader));
  return { node, result: combineResults(node.combinator, node.not, children), children };
}

/** Kleene's and, or, not over the results that count; a group of declarations only is itself declared. */
export function combineResults(
  combinator: 'and' | 'or',
  not: boolean,
  children: readonly Pick<Condition, 'result'>[],
): ConditionResult {
  let met = 0;
  let notMet = 0;
  let unknown = 0;
  for (const { result } of children) {
    if (result === 'met') met += 1;
    else if (result === 'not-met') notMet += 1;
    else if (result === 'unknown') unknown += 1;
  }
  if (met + notMet + unknown === 0) return 'declared';
  const decisive = combinator === 'and' ? notMet > 0 : met > 0;
  if (!decisive && unknown > 0) return 'unknown';
  const holds = combinator === 'and' ? !decisive : decisive;
  return holds === not ? 'not-met' : 'met';
}
