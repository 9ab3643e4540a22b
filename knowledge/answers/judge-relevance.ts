import { nearestSense } from './clause-sense';
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
 * Chosen on the questions of the sample city whose answers were read, answerable and not: 0 of 25 and 2 of 12 without an
 * answer pass, and 174 of 184 clauses that answer. The bundled model gives unrelated Chinese texts of one trade a cosine
 * of up to about 0.9, so that sense alone seldom suffices; how near the nearest clause comes, and how far before those of
 * what else was found, says more than the cosine of a long article.
 */
export const relevanceLimits = {
  /** Enough by words alone. */
  coverageAlone: 0.62,
  /** Sense alone is none. */
  coverageLeast: 0.05,
  /** What a cosine above the floor counts beside coverage: the passage's, its nearest clause's, and what stands out. */
  similarityFloor: 0.85,
  passage: 4,
  clause: 12,
  standsOut: 10,
  /** The least sum. */
  together: 1.01,
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

function isEnough(coverage: number, passage: SourcePassage): boolean {
  const limits = relevanceLimits;
  const nearest = nearestSense(passage);
  if (passage.similarity === null || nearest === null) return coverage >= limits.coverageWithout;
  if (coverage >= limits.coverageAlone) return true;
  if (coverage < limits.coverageLeast) return false;
  const together =
    coverage +
    limits.passage * (passage.similarity - limits.similarityFloor) +
    limits.clause * (nearest - limits.similarityFloor) +
    limits.standsOut * (passage.standsOut ?? 0);
  return together >= limits.together;
}
