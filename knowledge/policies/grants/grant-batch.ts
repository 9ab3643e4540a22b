import type { ConditionJson } from '../condition-json';
import type { AmountStep } from '../estimate-amount';

/** The life of a batch 批次: listed by the platform, checked, announced, final; or called off before it is final. */
export const batchStates = ['listing', 'draft', 'proposed', 'announced', 'final', 'cancelled'] as const;
export type BatchState = (typeof batchStates)[number];

/** Where a firm of a batch stands. */
export const itemStates = [
  /** On the list. */
  'listed',
  /** Kept out by the platform; `reason` says why. */
  'left-out',
  /** Taken off by a person, with a reason. */
  'excluded',
  /** The firm doesn't want it. */
  'declined',
  /** An objection stops it until it is decided. */
  'objected',
  /** The objection was right: it gets nothing of this batch. */
  'removed',
  'granted',
] as const;
export type ItemState = (typeof itemStates)[number];

/** Why the platform left a firm out, or granted it less than was announced. */
export type LeftOutCode =
  /** Has a benefit of the same exclusive group. */
  | 'exclusive'
  /** Had the policy this year. */
  | 'had'
  /** Is in another batch of the policy that isn't final. */
  | 'other-batch'
  /** Has an application for the policy under way. */
  | 'applied'
  /** The year's sum is used up. */
  | 'sum'
  /** What is used of the year's sum has no known amount. */
  | 'sum-unknown'
  /** The department's budget is used up. */
  | 'budget'
  /** All places are taken. */
  | 'quota'
  /** The amount can't be computed from what authorities hold. */
  | 'amount'
  /** A fact that the verdict rests on is disputed, or two sources contradict each other. */
  | 'disputed'
  /** Less was left of a sum than was announced. */
  | 'cut';

/** A reason with what it names: policy, day, amount. */
export interface GrantReason {
  code: LeftOutCode | 'words';
  params: Record<string, string>;
}

/** Who objects to a grant, why, and what became of it. */
export interface Objection {
  /** The firm itself; somebody else, noted by the desk; the platform, which saw facts change. */
  by: 'firm' | 'desk' | 'system';
  text: string;
  /** system: not-eligible (with the condition) | amount-changed */
  code?: 'not-eligible' | 'amount-changed';
  byId: string | null;
  at: string;
  decision?: 'upheld' | 'dismissed';
  note?: string;
  decidedById?: string | null;
  decidedAt?: string;
}

/** What a grant rests on, frozen when the firm was listed; in both languages, since both are shown. */
export interface GrantEvidence {
  zh: { conditions: ConditionJson[]; steps: AmountStep[] };
  en: { conditions: ConditionJson[]; steps: AmountStep[] };
  /** Keys of the facts that it rests on. */
  keys: string[];
}

/** A firm that can be granted the policy, as it is found. */
export interface GrantableFirm {
  enterpriseId: string;
  /** Yuan to the fen; null for a benefit that isn't money, or that can't be computed. */
  yuan: string | null;
  /** The amount can't be computed from authorities' fresh records. */
  isAmountOpen: boolean;
  evidence: GrantEvidence;
}
