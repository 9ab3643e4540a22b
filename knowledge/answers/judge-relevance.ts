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

/** Tuned on the sample city's questions, answerable and not: test/knowledge/answers/judge-relevance.test.ts. */
export const relevanceLimits = {
  /** Enough by words alone. */
  coverageAlone: 0.62,
  /** Enough by sense alone; the bundled model gives unrelated Chinese texts of one trade up to about 0.86. */
  similarityAlone: 0.905,
  /** Enough of both together. */
  coverageWith: 0.38,
  similarityWith: 0.85,
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
  const limits = relevanceLimits;
  const relevant =
    similarity === null
      ? coverage >= limits.coverageWithout
      : coverage >= limits.coverageAlone ||
        similarity >= limits.similarityAlone ||
        (coverage >= limits.coverageWith && similarity >= limits.similarityWith);
  return { coverage, similarity, relevant: relevant && terms.length > 0 };
}
