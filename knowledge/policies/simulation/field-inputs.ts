import { inputsOfFact } from '../../enterprises/check-derived-facts';
import type { RuleContext } from '../rule-context';

/** A derived field's definition with those that it is made of, as a text by which equal ones are known. */
export function signatureOf(key: string, { derived }: RuleContext): string {
  const seen = new Map<string, string>();
  const visit = (wanted: string) => {
    const definition = derived.get(wanted);
    if (!definition || seen.has(wanted)) return;
    seen.set(wanted, JSON.stringify(definition));
    for (const input of inputsOfFact(definition)) visit(input.key);
  };
  visit(key);
  return [...seen.values()].join('\n');
}

/** The facts of the catalogue that fields are computed from. */
export function readsOf(keys: Iterable<string>, { derived }: RuleContext): Set<string> {
  const reads = new Set<string>();
  const seen = new Set<string>();
  const visit = (wanted: string) => {
    if (seen.has(wanted)) return;
    seen.add(wanted);
    const definition = derived.get(wanted);
    if (!definition) reads.add(wanted);
    else for (const input of inputsOfFact(definition)) visit(input.key);
  };
  for (const key of keys) visit(key);
  return reads;
}
