import type { Retriever } from '~/knowledge/search/ranked-passage';
import type { SearchIndex } from '~/knowledge/search/search-index.server';
import { systemReader } from '~/prisma/access/reader';

import { halfOfQuestion, type Half } from './half-of-question';
import type { EvaluationQuestion } from './read-beir';
import { meanScore, percentile, scoreRanking, type RankingScore } from './score-ranking';

/** How well a retriever ranks, over a set of questions. */
export interface RankingFigures {
  'ndcg@10': number;
  'hit@1': number;
  'hit@10': number;
  'recall@100': number;
  queries: number;
}

/** What `npm run evaluate --json` prints for each retriever. */
export interface RetrievalFigures extends RankingFigures {
  retriever: Retriever;
  latencyMs: { p50: number; p95: number };
  /** The same over each half of the questions (`halfOfQuestion`); printed when asked for. */
  halves: Record<Half, RankingFigures>;
}

export interface EvaluationRun {
  index: Pick<SearchIndex, 'search'>;
  questions: readonly EvaluationQuestion[];
  /** The corpus's own id of a passage. */
  entryOf: ReadonlyMap<number, string>;
  retriever: Retriever;
  onProgress?: (done: number, total: number) => void;
}

/** Asks every question, one after another, for its first 100 passages and scores the rankings. */
export async function evaluateRetrieval(run: EvaluationRun): Promise<RetrievalFigures> {
  const { index, questions, entryOf, retriever, onProgress } = run;
  const scores: RankingScore[] = [];
  const scoresOf: Record<Half, RankingScore[]> = { tune: [], report: [] };
  const tookMs: number[] = [];
  for (const { id, text, relevance, asOf } of questions) {
    const began = performance.now();
    const { results } = await index.search({
      q: text,
      limit: 100,
      retriever,
      reader: systemReader,
      ...(asOf !== undefined && { asOf }),
    });
    tookMs.push(performance.now() - began);
    const ranking = results.map(({ passageId }) => entryOf.get(passageId) ?? '');
    const score = scoreRanking(ranking, relevance);
    scores.push(score);
    scoresOf[halfOfQuestion(id)].push(score);
    onProgress?.(scores.length, questions.length);
  }
  return {
    retriever,
    ...summarize(scores),
    latencyMs: { p50: round(percentile(tookMs, 0.5), 1), p95: round(percentile(tookMs, 0.95), 1) },
    halves: { tune: summarize(scoresOf.tune), report: summarize(scoresOf.report) },
  };
}

function summarize(scores: readonly RankingScore[]): RankingFigures {
  const { ndcg10, hit1, hit10, recall100, queries } = meanScore(scores);
  return {
    'ndcg@10': round(ndcg10, 4),
    'hit@1': round(hit1, 4),
    'hit@10': round(hit10, 4),
    'recall@100': round(recall100, 4),
    queries,
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
