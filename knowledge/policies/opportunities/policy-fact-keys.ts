import type { DerivedFacts } from '../../enterprises/fact-reader';
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
      const formula = formulaOf(text, derived);
      if (formula !== undefined) open.push(formula);
      else if (catalogue.has(text)) found.add(text);
    }
  }
  return found;
}

function formulaOf(key: string, derived: DerivedFacts): unknown {
  return derived.get(key);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(textsIn);
  return [];
}
