import { combineResults, type Condition, type ConditionResult, type Evaluation } from './evaluate-rule';
import type { Shown } from './shown';

/** Counts over the conditions at the top level how the verdict is shown. Expiry is the caller's to say. */
export function countShown({ verdict, conditions }: Evaluation): Exclude<Shown, 'expired'> {
  if (verdict === 'eligible') return 'eligible';
  const failing = conditions.filter(({ result }) => result === 'not-met');
  const unknown = conditions.filter(({ result }) => result === 'unknown');
  const [onlyFailing] = failing;
  const [onlyUnknown] = unknown;
  if (onlyFailing) {
    return failing.length === 1 && unknown.length === 0 && isCurable(onlyFailing) ? 'one-step' : 'ineligible';
  }
  if (unknown.length === 1 && onlyUnknown) return mayBeMetByFacts(onlyUnknown) ? 'one-step' : 'to-confirm';
  return 'to-confirm';
}

/** The one condition that a policy one step away lacks; null otherwise. */
export function blockingCondition(evaluation: Evaluation): Condition | null {
  if (countShown(evaluation) !== 'one-step') return null;
  return evaluation.conditions.find(({ result }) => result === 'not-met' || result === 'unknown') ?? null;
}

/**
 * Whether a failing condition can be cured by one step: what the policy says of it, else for a fact what the catalogue
 * says, for a choice that one of its ways can, for a group that its only unmet condition can.
 */
export function isCurable(condition: Condition): boolean {
  const { node, children = [] } = condition;
  if (node.curable !== undefined) return node.curable;
  if (node.kind === 'leaf' || node.not) return false;
  if (node.combinator === 'or')
    return children.some((child) => child.result === 'not-met' && isCurable(child));
  const unmet = children.filter(({ result }) => result === 'not-met' || result === 'unknown');
  const [only] = unmet;
  return unmet.length === 1 && only !== undefined && only.result === 'not-met' && isCurable(only);
}

/** Whether the condition could be met by facts alone, so that no person need judge. */
function mayBeMetByFacts(condition: Condition): boolean {
  return reachable(condition).has('met');
}

/** The results that a condition can come to when the missing facts turn up; a judgement stays unknown. */
function reachable(condition: Condition): ReadonlySet<ConditionResult> {
  const { node, result, children } = condition;
  if (result !== 'unknown') return new Set([result]);
  if (node.kind === 'leaf') {
    return node.operator === 'judged' ? new Set(['unknown']) : new Set(['met', 'not-met', 'unknown']);
  }
  const found = new Set<ConditionResult>();
  const options = (children ?? []).map(reachable);
  // What matters is only whether each result can be had at all: the first of each wish, the rest as near as they get.
  for (const wish of ['met', 'not-met', 'unknown'] as const) {
    const chosen = options.map((option) => ({
      result: option.has(wish) ? wish : ([...option][0] ?? 'unknown'),
    }));
    found.add(combineResults(node.combinator, node.not, chosen));
  }
  return found;
}
