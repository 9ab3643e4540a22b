/** What a question's right answers are worth: id → grade, above 0. */
export type Relevance = ReadonlyMap<string, number>;

/** How well one ranking answers one question; each from 0 to 1. */
export interface RankingScore {
  ndcg10: number;
  hit1: number;
  hit10: number;
  recall100: number;
}

/** The means over a set of questions. */
export interface MeanScore extends RankingScore {
  queries: number;
}

/**
 * Scores a ranking (ids, best first) as trec_eval does: nDCG@10 with the grade as gain and log2(rank + 1) as discount;
 * hit@n is whether a right answer is among the first n; recall@100 the share of right answers among the first 100.
 */
export function scoreRanking(ranking: readonly string[], relevance: Relevance): RankingScore {
  const right = new Map([...relevance].filter(([, grade]) => grade > 0));
  const isRight = (id: string) => right.has(id);
  const ideal = discountedGain([...right.values()].sort((a, b) => b - a).slice(0, 10));
  const gained = discountedGain(ranking.slice(0, 10).map((id) => right.get(id) ?? 0));
  return {
    ndcg10: ideal === 0 ? 0 : gained / ideal,
    hit1: ranking.slice(0, 1).some(isRight) ? 1 : 0,
    hit10: ranking.slice(0, 10).some(isRight) ? 1 : 0,
    recall100: right.size === 0 ? 0 : new Set(ranking.slice(0, 100).filter(isRight)).size / right.size,
  };
}

/** The mean of each figure; all 0 for no questions. */
export function meanScore(scores: readonly RankingScore[]): MeanScore {
  const mean = (of: (score: RankingScore) => number) =>
    scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  return {
    ndcg10: mean((score) => score.ndcg10),
    hit1: mean((score) => score.hit1),
    hit10: mean((score) => score.hit10),
    recall100: mean((score) => score.recall100),
    queries: scores.length,
  };
}

/** The value below which a share of the values lies (nearest rank); 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function discountedGain(gains: readonly number[]): number {
  return gains.reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}
