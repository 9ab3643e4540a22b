import { dependsOnRegion, regionKey } from '../../enterprises/choose-formula';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import type { PolicyContent } from '../policy-content';
import { makeRuleContext } from '../rule-context';

/**
 * The catalogue's keys that a policy's verdict or amount can depend on, those behind its derived facts included. It may
 * name one too many, never one too few.
 */
export function policyFactKeys(
  content: Pick<PolicyContent, 'rule' | 'derived' | 'benefit'>,
  catalogue: FactCatalogue,
): Set<string> {
  const { derived } = makeRuleContext('2000-01-01', content.derived, catalogue);
  const found = new Set<string>();
  const open: unknown[] = [content.rule, content.benefit];
  const seen = new Set<string>();
  while (open.length > 0) {
    for (const text of textsIn(open.pop())) {
      if (seen.has(text)) continue;
      seen.add(text);
      const fact = derived.get(text);
      // A regional override is chosen by the region, which no formula names.
      if (fact) open.push(fact, dependsOnRegion(fact) ? regionKey : '');
      else if (catalogue.has(text)) found.add(text);
    }
  }
  return found;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(textsIn);
  return [];
}
