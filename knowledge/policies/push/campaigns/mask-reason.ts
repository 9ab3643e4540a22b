import type { FactCatalogue } from '../../../enterprises/fact-catalogue';
import type { OpportunityReason } from '../../opportunities/finding';
import { policyFactKeys } from '../../opportunities/policy-fact-keys';
import type { PolicyContent } from '../../policy-content';

/** Stands where a value isn't for the reader's eyes. */
export const masked = '＊＊＊';

/**
 * The reason as an officer may read it who previews a message with a real firm: which fact changed, whose it is and when,
 * but its value only where the catalogue calls it public.
 */
export function maskReason(reason: OpportunityReason, catalogue: FactCatalogue): OpportunityReason {
  if (reason.kind !== 'facts') return reason;
  return {
    kind: 'facts',
    facts: reason.facts.map((fact) =>
      catalogue.get(fact.key)?.sensitivity === 'public' ? fact : { ...fact, text: masked },
    ),
  };
}

/** Whether the amount could tell a confidential fact: it is computed from one, or who gets it is. */
export function readsConfidential(
  content: Pick<PolicyContent, 'rule' | 'derived' | 'benefit'>,
  catalogue: FactCatalogue,
): boolean {
  return [...policyFactKeys(content, catalogue)].some(
    (key) => catalogue.get(key)?.sensitivity === 'confidential',
  );
}
