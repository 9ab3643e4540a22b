import type { PrefillBinding } from '~/forms/definition/form-definition';

import type { FieldProvenance, SourceKind } from './field-provenance';

/** A fact of the enterprise as prefill reads it. Money is a decimal string in yuan; dates are ISO. */
export interface PrefillFact {
  key: string;
  /** "" for facts without periods. */
  period: string;
  value: unknown;
  source: string;
  sourceKind: SourceKind;
  observedAt: string;
  /** The last day on which it counts. */
  validUntil?: string | null;
  reference: string | null;
  /** The firm's member said it to the assistant. */
  fromChat?: boolean;
  /** The value in words, for text fields: 有限责任公司 for `company`. */
  text?: string;
}

/** Whether an authority vouches for it: such values are locked. */
export const isAuthority = ({ sourceKind }: PrefillFact) =>
  sourceKind === 'registry' || sourceKind === 'certificate';

/** Where a fact's value comes from, as a field keeps it. */
export function provenanceOf(fact: PrefillFact, binding: PrefillBinding, value: unknown): FieldProvenance {
  return {
    fact: fact.key,
    period: fact.period === '' ? null : fact.period,
    source: fact.source,
    sourceKind: fact.sourceKind,
    observedAt: fact.observedAt,
    locked: isAuthority(fact) && binding.locked !== false,
    reference: fact.reference,
    value,
    ...(fact.fromChat === true && { fromChat: true }),
  };
}
