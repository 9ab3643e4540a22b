import { meanScoreOfNearest } from './likeness';
import type { WordEvidence } from './word-evidence';

/** A passage that is judged: what its words and its vectors say. */
export interface Candidate {
  id: number;
  /** The score by which it came here. */
  fused: number;
  words: WordEvidence;
  /** Cosine of passage and question; null where the passage has no vector yet. */
  passage: number | null;
  /** The best cosine of a clause; null where clauses have no vectors yet. */
  clause: number | null;
  /** Likeness word by word; null where words aren't known. */
  inContext: number | null;
  /** The unit vector, for likeness among candidates; null as above. */
  vector: Float32Array | null;
}

/** A passage with its judgement; higher is better, comparable within one question only. */
export interface Judged {
  id: number;
  score: number;
}

/** What each kind of evidence counts, after being brought to mean 0 and spread 1 among the candidates. */
export type EvidenceWeights = Record<
  keyof WordEvidence | 'passage' | 'passageClause' | 'inContext' | 'alike',
  number
>;

/** Learned by listwise softmax on the tuning half of 1,235 lay questions over statutes; see docs/decisions. */
export const learnedWeights: EvidenceWeights = {
  characters: 0.12,
  coverage: -0.05,
  clause: 0.32,
  opening: 0.1,
  passage: 0.27,
  passageClause: 0.36,
  inContext: 0.47,
  alike: 0.07,
};

/**
 * Orders candidates anew by a weighted sum of evidence, best first. Each kind is compared among the candidates only, so
 * that it means the same for a short question and a long one. A passage without a vector is judged by its words in the
 * place of it; without any vectors all are.
 */
export function judgePassages(
  candidates: readonly Candidate[],
  weights: EvidenceWeights = learnedWeights,
): Judged[] {
  const evidence = measureEvidence(candidates);
  return candidates
    .map(({ id }, at) => ({ id, score: sumEvidence(evidence, at, weights) }))
    .sort((x, y) => y.score - x.score);
}

/** Every kind of evidence by candidate, at mean 0 and spread 1. */
export function measureEvidence(candidates: readonly Candidate[]): Record<keyof EvidenceWeights, number[]> {
  const words = (kind: keyof WordEvidence) => standardize(candidates.map((each) => each.words[kind]));
  const characters = words('characters');
  const clause = words('clause');
  const lexical = standardize(characters.map((value, at) => value + (clause[at] as number)));
  const passage = standardizeKnown(
    candidates.map((each) => each.passage),
    lexical,
  );
  const passageClause = standardizeKnown(
    candidates.map((each) => each.clause),
    passage,
  );
  return {
    characters,
    coverage: words('coverage'),
    clause,
    opening: words('opening'),
    passage,
    passageClause,
    // A candidate too far down to be read word by word counts as its best clause does.
    inContext: standardizeKnown(
      candidates.map((each) => each.inContext),
      passageClause,
    ),
    alike: standardize(meanScoreOfNearest(candidates)),
  };
}

function sumEvidence(
  evidence: Record<keyof EvidenceWeights, number[]>,
  at: number,
  weights: EvidenceWeights,
): number {
  const kinds = Object.keys(weights) as (keyof EvidenceWeights)[];
  return kinds.reduce((sum, kind) => sum + weights[kind] * (evidence[kind][at] as number), 0);
}

/** Values at mean 0 and standard deviation 1; all 0 when they don't differ. */
function standardize(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const spread = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length),
  );
  return values.map((value) => (spread > 1e-12 ? (value - mean) / spread : 0));
}

/** The same over those that are known; `instead` stands for the others. */
function standardizeKnown(values: readonly (number | null)[], instead: readonly number[]): number[] {
  const known = standardize(values.filter((value) => value !== null));
  let at = 0;
  return values.map((value, index) => {
    if (value === null) return instead[index] as number;
    at += 1;
    return known[at - 1] as number;
  });
}
