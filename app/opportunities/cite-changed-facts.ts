import type { CitedSource } from '~/app/components/policies/condition-tree';
import type { ConditionJson } from '~/knowledge/policies/condition-json';
import type { ChangedFact } from '~/knowledge/policies/opportunities/finding';

/** A sentence of the policy that asks for a fact. */
export interface CitedClause {
  label: string;
  href: string | null;
  /** The clause as the library has it; null where it isn't there. */
  text: string | null;
}

/** A fact that changed, with the conditions that read it and the sentences that demand them. */
export interface TellingFact extends ChangedFact {
  conditions: { id: string; label: string; result: ConditionJson['result']; clause: CitedClause | null }[];
}

/** Puts beside each changed fact the conditions that read it, also those of derived facts, with their clauses. */
export function citeChangedFacts(
  facts: readonly ChangedFact[],
  conditions: readonly ConditionJson[],
  sources: readonly (CitedSource & { text: string | null })[],
): TellingFact[] {
  const leaves = conditions.flatMap((condition) => leavesOf(condition, condition.source));
  return facts.map((fact) => ({
    ...fact,
    conditions: leaves
      .filter(({ condition }) => condition.facts.some(({ key }) => key === fact.key))
      .map(({ condition: { id, label, result }, source }) => {
        const cited = sources.find((one) => one.id === source);
        return {
          ...{ id, label, result },
          clause: cited ? { label: cited.label, href: cited.href, text: cited.text } : null,
        };
      }),
  }));
}

/** Conditions without parts; one that names no clause rests on that of the group around it. */
function leavesOf(
  condition: ConditionJson,
  source: string | undefined,
): { condition: ConditionJson; source: string | undefined }[] {
  const own = condition.source ?? source;
  return condition.children?.length
    ? condition.children.flatMap((child) => leavesOf(child, own))
    : [{ condition, source: own }];
}
