import type { Db } from '~/prisma/database.server';

import type { EvaluationQuestionItem } from '../questions/evaluation-question';
import type { JudgedAnswer } from './judge-answer';
import { readRunAnswers } from './read-run.server';

/** Answers that need not be asked for again. */
export interface KnownAnswers {
  runId: string;
  byQuestion: ReadonlyMap<string, JudgedAnswer>;
}

/**
 * The answers that the same program gave to the questions over the same knowledge; null when there are none. A question
 * that was written or edited since isn't among them.
 */
export async function readKnownAnswers(
  db: Db,
  { fingerprint, release }: { fingerprint: string; release: string },
  questions: readonly EvaluationQuestionItem[],
): Promise<KnownAnswers | null> {
  const run = await db.evaluationRun.findFirst({
    where: { state: 'done', setId: null, fingerprint, release, askedAt: { not: null } },
    orderBy: { askedAt: 'desc' },
    select: { id: true, askedAt: true },
  });
  if (!run?.askedAt) return null;
  const untouched = await db.evaluationQuestion.findMany({
    where: { updatedAt: { lt: run.askedAt } },
    select: { id: true },
  });
  const asked = new Set(questions.map(({ id }) => id));
  const fresh = new Set(untouched.flatMap(({ id }) => (asked.has(id) ? [id] : [])));
  const answers = await readRunAnswers(db, run.id);
  return {
    runId: run.id,
    byQuestion: new Map(
      answers.flatMap((answer) => (fresh.has(answer.questionId) ? [[answer.questionId, answer]] : [])),
    ),
  };
}
