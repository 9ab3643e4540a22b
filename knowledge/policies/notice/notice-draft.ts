import type { DerivedFactInput } from '../../enterprises/derived-fact-schema';
import type { AmountFormula } from '../policy-content';
import type { RuleGroup, RuleLeaf } from '../rule-schema';

/** A passage of the notice, as the reader of notices takes it. */
export interface NoticePassage {
  id: number;
  /** 第五条, or headings: 二、申报条件. */
  path: string;
  text: string;
}

/** Why something found is to be looked at by a person before it is relied on. */
export type Doubt =
  /** No fact of the catalogue says this: the applicant confirms it. */
  | 'no-fact'
  /** A figure whose subject was guessed. */
  | 'subject-guessed'
  /** Part of the sentence was understood, the rest was not. */
  | 'rest-not-read'
  /** An exception or a case by case rule stands in the sentence. */
  | 'exception'
  /** The sentence names several figures for different cases. */
  | 'several-cases'
  /** A chat model read it; fact, figure and words were found in the sentence again. */
  | 'by-model';

/** Something found in a notice with the words that it was found in. */
export interface Found<T> {
  value: T;
  passageId: number;
  path: string;
  /** The words of the passage, verbatim. */
  quote: string;
  /** Empty: sure. */
  doubts: readonly Doubt[];
}

/** A condition found: as a rule, with the derived facts that it reads. */
export interface FoundCondition extends Found<RuleLeaf | RuleGroup> {
  derived: readonly DerivedFactInput[];
}

/** The five elements 政策五要素 that a notice states, and what to bring. */
export type NoticeElement = 'audience' | 'conditions' | 'timeLimit' | 'address' | 'phone';

/** An amount: how it is computed, and its ceiling. */
export interface FoundAmount {
  formula?: AmountFormula | undefined;
  cap?: { yuan: string } | undefined;
}

/** What was read from a notice: a draft for a person, never more. */
export interface NoticeDraft {
  elements: Partial<Record<NoticeElement, Found<string>>>;
  materials: Found<string>[];
  conditions: FoundCondition[];
  amounts: Found<FoundAmount>[];
  window: Found<{ opens: string; closes: string }> | null;
}
