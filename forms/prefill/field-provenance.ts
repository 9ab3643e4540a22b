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
  /** Whose answer is awaited, where the value itself comes from an earlier submission. */
  pendingFact?: { key: string; source: string };
  /** What came of checking it, once the source answered; `foundText` is what the source holds. */
  check?: { state: 'waiting' | 'verified' | 'differs'; foundText: string | null; at: string | null };
  /** The firm disputes the value (异议): what it says is right, as shown, and why. */
  dispute?: FieldDispute;
  /** What was read from the photo, as the field shows it, where the person corrected it. */
  readAs?: string;
  /** A file that was handed in before, taken again by a click. */
  taken?: boolean;
  /** The firm's member said it to the assistant. */
  fromChat?: boolean;
  /** The last day on which the record counts. */
  validUntil?: string | null;
}

/** A firm's dispute of a value, as its field shows it. `on` is a day. */
export interface FieldDispute {
  state: 'open' | 'upheld' | 'refused';
  claimedText: string;
  reason: string;
  on: string;
  decision: string | null;
}

/**
 * `form`: the form itself says it, such as the year of a table's row. `licence`: read from a photo of the business
 * licence and confirmed by the person.
 */
export type SourceKind = 'registry' | 'certificate' | 'stated' | 'submission' | 'form' | 'licence';

/**
 * What a value that a person takes over another keeps of it: whose answer is awaited stays to be checked, whoever filled
 * the field meanwhile, and however often. Pure.
 */
export function awaitedOf(
  before: FieldProvenance | undefined,
): Pick<FieldProvenance, 'pending' | 'pendingFact'> {
  if (!before?.pending) return {};
  const { fact, source, pendingFact = fact === null ? undefined : { key: fact, source } } = before;
  return pendingFact ? { pending: true, pendingFact } : {};
}

/** Data path → where its value comes from. */
export type Provenance = Record<string, FieldProvenance>;

/** The keys of the facts that values come from. */
export function factsIn(provenance: Provenance): string[] {
  return [...new Set(Object.values(provenance).flatMap(({ fact }) => fact ?? []))];
}

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
