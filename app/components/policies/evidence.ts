import type { ConditionJson, EvidenceJson } from '~/knowledge/policies/condition-json';

/** The sources behind a condition, each once, those with a date first. */
export function sourcesOf(facts: readonly EvidenceJson[]): EvidenceJson[] {
  const seen = new Map<string, EvidenceJson>();
  for (const fact of facts) {
    if (fact.value === undefined || fact.source === undefined) continue;
    const name = `${fact.source} ${fact.sourceKind ?? ''}`;
    const known = seen.get(name);
    // Of one source the oldest date is shown: nothing here is newer than it says.
    if (!known || (fact.observedAt ?? '') < (known.observedAt ?? '')) seen.set(name, fact);
  }
  return [...seen.values()];
}

/** The facts that a condition lacks. */
export function missingOf(condition: ConditionJson): EvidenceJson[] {
  if (condition.result !== 'unknown') return [];
  const own = condition.facts.filter(({ value }) => value === undefined);
  const inside = (condition.children ?? []).flatMap(missingOf);
  return [...new Map([...own, ...inside].map((fact) => [fact.key, fact])).values()];
}

/** Missing facts by whose record they are and whether the firm may state them: where to get them. */
export function whereToGet(
  missing: readonly EvidenceJson[],
): { labels: string[]; authority: string | null; stateable: boolean }[] {
  const groups = new Map<string, { labels: string[]; authority: string | null; stateable: boolean }>();
  for (const { label, authority = null, stateable = false } of missing) {
    const key = `${authority ?? ''} ${String(stateable)}`;
    const group = groups.get(key) ?? { labels: [], authority, stateable };
    group.labels.push(label);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The figures that a derived value was computed from, where there is more than the value itself. */
export function inputsOf(condition: ConditionJson): EvidenceJson[] {
  const known = condition.facts.filter(({ value }) => value !== undefined);
  return known.length === 1 && known[0]?.key === condition.value?.key ? [] : known;
}

/** The points of a score table: for certain, and whether there can be more. */
export function scoreOf(condition: ConditionJson): { low: number; open: boolean; max: number } | null {
  if (!condition.score) return null;
  return {
    low: condition.score.reduce((sum, part) => sum + part.low, 0),
    open: condition.score.some((part) => part.low !== part.high),
    max: condition.score.reduce((sum, part) => sum + part.max, 0),
  };
}
