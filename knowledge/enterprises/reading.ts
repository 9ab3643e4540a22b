import type { ExactNumber } from './exact-number';
import type { FactValue } from './fact-value';
import type { Period } from './period';

/** A fact that is needed and isn't there; `expired` when it is there and no longer counts. */
export interface MissingFact {
  readonly key: string;
  readonly period: Period;
  readonly expired?: boolean;
}

/** A fact that was looked at, with its value (none: missing) and where that comes from. */
export interface Evidence {
  readonly key: string;
  readonly period: Period;
  readonly value?: FactValue;
  readonly source?: string | undefined;
  readonly sourceKind?: string | undefined;
  readonly observedAt?: string | undefined;
  readonly validUntil?: string | null | undefined;
}

/** One line of a score table. */
export interface ScorePart {
  readonly id: string;
  readonly label: string;
  readonly labelEn?: string | undefined;
  readonly max: number;
  /** The points for certain, and the most there can be. */
  readonly low: number;
  readonly high: number;
  /** The key whose value earned the points (or would), and that value. */
  readonly key: string;
  readonly value?: FactValue | undefined;
}

/**
 * What is known of a fact or a derived fact. With `value` it is known. Without, bounds (`low`, `high`) or the classes
 * still possible (`among`) may hold whatever the missing facts turn out to be.
 */
export interface Reading {
  readonly value?: FactValue | undefined;
  readonly low?: ExactNumber | undefined;
  readonly high?: ExactNumber | undefined;
  readonly among?: readonly string[] | undefined;
  readonly missing: readonly MissingFact[];
  readonly evidence: readonly Evidence[];
  readonly parts?: readonly ScorePart[] | undefined;
}

/** Each once. */
export function joinMissing(readings: readonly Reading[]): MissingFact[] {
  const seen = new Map<string, MissingFact>();
  for (const reading of readings) {
    for (const missing of reading.missing) seen.set(`${missing.key} ${missing.period}`, missing);
  }
  return [...seen.values()];
}

/** Each once. */
export function joinEvidence(readings: readonly Reading[]): Evidence[] {
  const seen = new Map<string, Evidence>();
  for (const reading of readings) {
    for (const item of reading.evidence) seen.set(`${item.key} ${item.period}`, item);
  }
  return [...seen.values()];
}
