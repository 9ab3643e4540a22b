import type { PublishedPolicy } from '../published-policy';

/** A fact that changed, in words, as the firm reads why it was told. */
export interface ChangedFact {
  key: string;
  label: string;
  text: string;
  source: string;
  observedOn: string;
}

/** What made a firm and a policy meet, or part. */
export type OpportunityReason =
  | { kind: 'facts'; facts: ChangedFact[] }
  /** A version of the policy was published. */
  | { kind: 'version' }
  /** A day came: a window opened, an age was reached, a certificate ran out. */
  | { kind: 'day' }
  /** It stood so when the platform first looked. */
  | { kind: 'baseline' };

/** A policy that a firm may have, or is one answer away from. */
export interface Finding {
  enterpriseId: string;
  policyId: string;
  shown: 'eligible' | 'one-step';
  amountKind: string | null;
  amountYuan: string | null;
  closesOn: string | null;
  /** Catalogue keys without which it stays one step away. */
  missing: string[];
  /** The facts that changed and that the policy reads. */
  changed: ChangedFact[];
}

/** What is judged: policies as published, and for each firm what changed (null: look at everything). */
export interface JudgeRequest {
  databaseFile: string;
  at: string;
  policies: readonly PublishedPolicy[];
  /** Facts of the catalogue, built in or added. */
  definitions: readonly unknown[];
  firms: readonly { id: string; changed: readonly string[] | null; policyIds: readonly string[] | null }[];
}
