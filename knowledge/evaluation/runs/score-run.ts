import { questionKinds, type QuestionKind } from '../questions/evaluation-question';
import { wantsAnswer, type JudgedAnswer } from './judge-answer';

/** Counts of one kind of question. */
export interface KindFigures {
  questions: number;
  right: number;
  /** Of the questions with a clause: those whose clause is among the citations. */
  cited: number;
  /** Those declined: nothing found, or refused. */
  declined: number;
}

/** The figures of a run; shares from 0 to 1, null where there is no question of the sort. */
export interface RunFigures extends KindFigures {
  byKind: Partial<Record<QuestionKind, KindFigures>>;
  /** Right clause among the citations, over the questions that have an answer. */
  citedShare: number | null;
  /** Declined, over the questions without an answer in the corpus. */
  declinedShare: number | null;
  /** Declined, over the questions out of bounds. */
  refusedShare: number | null;
  /** The mean of 1/rank of the right clause in search, over the questions that have an answer. */
  meanReciprocalRank: number | null;
  tookMs: { p50: number; p95: number };
}

/** Sums up a run. */
export function scoreRun(answers: readonly JudgedAnswer[]): RunFigures {
  const byKind: RunFigures['byKind'] = {};
  for (const kind of questionKinds) {
    const ofKind = answers.filter((answer) => answer.kind === kind);
    if (ofKind.length > 0) byKind[kind] = count(ofKind);
  }
  const answerable = answers.filter(({ kind }) => wantsAnswer(kind));
  const share = (part: number | undefined, whole: number | undefined) =>
    part === undefined || !whole ? null : part / whole;
  return {
    ...count(answers),
    byKind,
    citedShare: share(count(answerable).cited, answerable.length),
    declinedShare: share(byKind.unanswerable?.declined, byKind.unanswerable?.questions),
    refusedShare: share(byKind['out-of-bounds']?.right, byKind['out-of-bounds']?.questions),
    meanReciprocalRank: share(
      answerable.reduce((sum, { rank }) => sum + (rank === null ? 0 : 1 / rank), 0),
      answerable.length,
    ),
    tookMs: quantiles(answers.map(({ tookMs }) => tookMs)),
  };
}

function count(answers: readonly JudgedAnswer[]): KindFigures {
  return {
    questions: answers.length,
    right: answers.filter(({ isRight }) => isRight).length,
    cited: answers.filter(({ citations }) => citations.some(({ isRight }) => isRight)).length,
    declined: answers.filter(
      ({ outcome, citations }) =>
        citations.length === 0 && ['not-found', 'refused', 'handed-over'].includes(outcome),
    ).length,
  };
}

/** The median of times and the one that 95 of 100 stay within; 0 when there are none. */
export function quantiles(times: readonly number[]): { p50: number; p95: number } {
  const sorted = [...times].sort((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}
