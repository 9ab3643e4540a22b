import type { ConditionJson } from '~/knowledge/policies/condition-json';

/** One side of a check: the rule's result with the values that gave it. */
export interface CheckSide {
  result: ConditionJson['result'];
  /** The value that was compared, in words; null when it isn't known. */
  text: string | null;
  /** Each value with its source and day. */
  facts: {
    key: string;
    label: string;
    text: string | null;
    source: string | null;
    observedAt: string | null;
  }[];
}

/** A condition of the policy, judged on what was submitted and on what the registers hold. */
export interface EvidenceCheck {
  id: string;
  label: string;
  expected: string;
  group: 'differs' | 'not-met' | 'unknown' | 'declared' | 'met';
  submitted: CheckSide;
  registry: CheckSide;
}

const order: readonly EvidenceCheck['group'][] = ['differs', 'not-met', 'unknown', 'declared', 'met'];

/** Pairs the conditions at the top level by id: differences first, then what isn't met, then unknown, then the rest. */
export function compareEvidence(
  submitted: readonly ConditionJson[],
  registry: readonly ConditionJson[],
): EvidenceCheck[] {
  const other = new Map(registry.map((condition) => [condition.id, condition]));
  const checks = submitted.flatMap((condition): EvidenceCheck[] => {
    const paired = other.get(condition.id);
    if (!paired) return [];
    const [mine, theirs] = [sideOf(condition), sideOf(paired)];
    const { id, label, expected } = condition;
    return [{ id, label, expected, group: groupOf(mine, theirs), submitted: mine, registry: theirs }];
  });
  return checks
    .map((check, index) => ({ check, index }))
    .sort((a, b) => order.indexOf(a.check.group) - order.indexOf(b.check.group) || a.index - b.index)
    .map(({ check }) => check);
}

function groupOf(mine: CheckSide, theirs: CheckSide): EvidenceCheck['group'] {
  const bothKnown = mine.result !== 'unknown' && theirs.result !== 'unknown';
  if (bothKnown && mine.result !== theirs.result) return 'differs';
  const before = new Map(theirs.facts.map(({ key, text }) => [key, text]));
  const isOther = mine.facts.some(({ key, text }) => {
    const known = before.get(key);
    return text !== null && known !== null && known !== undefined && known !== text;
  });
  if (isOther) return 'differs';
  if (mine.result === 'not-met' || theirs.result === 'not-met') return 'not-met';
  if (mine.result === 'unknown' || theirs.result === 'unknown') return 'unknown';
  return mine.result === 'declared' ? 'declared' : 'met';
}

function sideOf(condition: ConditionJson): CheckSide {
  return {
    result: condition.result,
    text: condition.value?.text ?? condition.bounds ?? null,
    facts: factsOf(condition),
  };
}

/** The values of a condition and of all below it, each once. */
function factsOf(condition: ConditionJson): CheckSide['facts'] {
  const own = condition.facts.map(({ key, label, text, source, observedAt, period }) => ({
    key,
    label: period ? `${label}（${period}）` : label,
    text: text ?? null,
    source: source ?? null,
    observedAt: observedAt ?? null,
  }));
  const all = [...own, ...(condition.children ?? []).flatMap(factsOf)];
  return [...new Map(all.map((fact) => [`${fact.key} ${fact.label}`, fact])).values()];
}
