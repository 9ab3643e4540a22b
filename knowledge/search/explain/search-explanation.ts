import type { SearchSettings } from '../settings/search-settings';
import type { UnderstoodQuestion } from '../understanding/understand-question';

/** A token of the question as the keyword index sees it. */
export interface ExplainedToken {
  token: string;
  /** In how many passages it occurs. */
  documents: number;
  /** Whether it was asked for; unknown ones and those in very many passages aren't. */
  asked: boolean;
  /** What it counts: 1 for the question's own, less for an expansion's. */
  weight: number;
}

/** A place in one list: its score there and its rank from 1. */
export interface ScoredRank {
  score: number;
  rank: number;
}

/** Why a passage stands where it stands. */
export interface PassageDetails {
  /** BM25; null when the keyword list doesn't hold it. */
  keyword: ScoredRank | null;
  /** Cosine; null when the vector list doesn't hold it. */
  vector: ScoredRank | null;
  /** Both joined, before any reranker. */
  fused: ScoredRank;
  /** The reranker's; null when there is none or it was not asked about this passage. */
  rerank: ScoredRank | null;
}

/** Why a filter took out a passage that would have ranked among the first. */
export type DropReason =
  | 'not-yet'
  | 'superseded'
  | 'expired'
  | 'repealed'
  /** An FAQ one of whose sources doesn't count. */
  | 'source-ended'
  | 'region'
  | 'department';

/** A passage that would have been among the results but for a filter. Only what the reader may see. */
export interface DroppedPassage {
  passageId: number;
  documentId: string;
  title: string;
  path: string;
  /** Each filter that took it out. */
  reasons: DropReason[];
  /** The first of the reasons. */
  reason: DropReason;
  /** The place that it would have had, from 1. */
  wouldRank: number;
}

/** How an answer came about: for the hit test of the desk. */
export interface SearchExplanation {
  /** What the question was understood as; absent where there is no dictionary. */
  understood?: UnderstoodQuestion;
  settings: SearchSettings;
  tokens: ExplainedToken[];
  /** Whether the question's vector took part; false when there is no model or keywords alone were asked for. */
  usedVectors: boolean;
  /** What the reranker did: absent when none is set up. */
  rerank?: { state: 'used' | 'failed' | 'off'; reason?: string; tookMs?: number };
  dropped: DroppedPassage[];
  /** How many would have ranked but are drafts or another department's: nothing else is said of them. */
  hiddenByRights: number;
}
