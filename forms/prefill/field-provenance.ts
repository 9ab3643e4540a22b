/** Where a field's value comes from. `observedAt` is an ISO instant. */
export interface FieldProvenance {
  /** Key of the fact; null when the value comes from an earlier submission, or is the row's own (`form`). */
  fact: string | null;
  /** "2025", "2025Q3", or null for facts without periods. */
  period: string | null;
  /** The authority's or the person's name as shown. */
  source: string;
  sourceKind: SourceKind;
  observedAt: string;
  /** Locked values are the server's: the applicant may dispute them, not edit. */
  locked: boolean;
  reference: string | null;
  /** The value as it was filled in. */
  value: unknown;
  /** Set at submission: the applicant changed the value that was filled in. */
  edited?: boolean;
  /** In a filled table: which row it is, whatever its place (a year, or a certificate's id). */
  row?: string;
  /** The source doesn't answer now: the field is open, and what is filed is checked once it does. */
  pending?: boolean;
  /** The firm's member said it to the assistant. */
  fromChat?: boolean;
  /** The last day on which the record counts. */
  validUntil?: string | null;
}

/** `form`: the form itself says it, such as the year of a table's row. */
export type SourceKind = 'registry' | 'certificate' | 'stated' | 'submission' | 'form';

/** Data path → where its value comes from. */
export type Provenance = Record<string, FieldProvenance>;

/** A value at its source that differs from the one in the draft; the applicant confirms it before it is submitted. */
export interface FieldChange {
  path: string;
  label: string;
  fact: string | null;
  old: unknown;
  new: unknown;
  /** The values as shown to people. */
  oldText: string;
  newText: string;
  source: string;
  observedAt: string;
}
