import type { FactValue } from './fact-value';
import type { Period } from './period';

/** How the reference of a fact begins that a member told the assistant; the conversation's id follows. */
export const saidInChat = 'conversation:';

/** A value with where it comes from and how long it counts. */
export interface KnownFact {
  readonly value: FactValue;
  readonly source?: string;
  /** registry | certificate | submission | stated */
  readonly sourceKind?: string;
  /** The day on which the source saw it, YYYY-MM-DD. */
  readonly observedAt?: string;
  /** The last day on which it counts. */
  readonly validUntil?: string | null;
  readonly reference?: string | null;
}

/** The facts of one firm: by key, then by period (the empty text for facts without one). */
export type FactSet = ReadonlyMap<string, ReadonlyMap<Period, KnownFact>>;
