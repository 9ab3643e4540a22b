import type { FormComponent } from '~/forms/definition/form-definition';

import type { FieldProvenance, Provenance, SourceKind } from './field-provenance';

/** A fact of the enterprise as prefill reads it. Money is a decimal string in yuan; dates are ISO. */
export interface PrefillFact {
  key: string;
  /** "" for facts without periods. */
  period: string;
  value: unknown;
  source: string;
  sourceKind: SourceKind;
  observedAt: string;
  reference: string | null;
}

/** The latest submission of the same form: fields without a fact are filled from it, unlocked. */
export interface EarlierSubmission {
  data: Record<string, unknown>;
  submittedAt: string;
  receiptNumber: string;
  source: string;
}

export interface PrefillInput {
  components: FormComponent[];
  facts: readonly PrefillFact[];
  earlier?: EarlierSubmission | null;
  /** The city's date: what `latest` means. */
  today: string;
}

export interface PrefillResult {
  data: Record<string, unknown>;
  provenance: Provenance;
  /** Bound fields for which there is no fact. */
  missing: string[];
  /** Bound fields whose fact has a value that the field can't hold. */
  unfit: { path: string; fact: string; value: unknown }[];
}

/** Fills a form from facts and an earlier submission. Pure. */
export function prefillForm(input: PrefillInput): PrefillResult {
  void input;
  throw new Error('not written yet');
}

export type { FieldProvenance };
