import type { SourcePassage } from './source-passage';
import { termCoverage, type WeightedTerm } from './question-terms';

/** How well a passage bears on the matter of a question. */
export interface Relevance {
  /** The share of the question's weighted terms that the passage or its document's title holds. */
  coverage: number;
  /** Cosine, null without an embedding model. */
  similarity: number | null;
  relevant: boolean;
}

/**
 * Tuned on the tuning half of the sample city's questions, answerable and not, and on questions of everyday life. The bundled model gives
 * unrelated Chinese texts of one trade a cosine of up to about 0.9, so sense alone seldom suffices.
 */
export const relevanceLimits = {
  /** Enough by words alone. */
  coverageAlone: 0.62,
  /** With fewer of the words: the least sum of coverage and twelve times the cosine above 0.85. */
  coverageSome: 0.3,
  togetherWithSome: 0.74,
  coverageFew: 0.08,
  togetherWithFew: 0.86,
  /** With so few words, among the first three of the search: it weighs more kinds of evidence, so this suffices. */
  firstRanks: 3,
  togetherWhenFirst: 0.66,
  /** Without an embedding model. */
  coverageWithout: 0.55,
};

/**
 * The gate before an answer: a passage that shares neither the question's rare words nor its sense is no basis, and
 * with no basis there is no answer.
 */
export function judgeRelevance(terms: WeightedTerm[], passage: SourcePassage): Relevance {
  const coverage = termCoverage(
    terms,
    `${passage.title} ${passage.documentNumber ?? ''} ${passage.path} ${passage.text}`,
  );
  const { similarity } = passage;
  return { coverage, similarity, relevant: terms.length > 0 && isEnough(coverage, passage) };
}

function isEnough(coverage: number, { similarity, rank }: SourcePassage): boolean {
  const limits = relevanceLimits;
  if (similarity === null) return coverage >= limits.coverageWithout;
  if (coverage >= limits.coverageAlone) return true;
  const together = coverage + 12 * (similarity - 0.85);
  if (coverage >= limits.coverageSome) return together >= limits.togetherWithSome;
  if (rank !== undefined && rank <= limits.firstRanks && together >= limits.togetherWhenFirst) return true;
  return coverage >= limits.coverageFew && together >= limits.togetherWithFew;
}
