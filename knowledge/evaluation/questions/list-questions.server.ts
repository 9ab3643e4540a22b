import { z } from 'zod';

import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { liveRuns } from '../runs/live-runs';
import {
  expectedClauseSchema,
  type EvaluationQuestionItem,
  type QuestionKind,
  type QuestionOrigin,
} from './evaluation-question';
import { managedSets } from './question-rights.server';

const clausesSchema = z.array(expectedClauseSchema);
const wordsSchema = z.array(z.string());

export interface SetView {
  id: string;
  name: string;
  departmentId: string | null;
  department: string | null;
  questions: number;
}

/** A question as the desk shows it; `last` is how the newest run of what is live answered it. */
export interface QuestionView extends EvaluationQuestionItem {
  setId: string;
  origin: QuestionOrigin;
  note: string | null;
  removedAt: string | null;
  last: { runId: string; isRight: boolean } | null;
}

/** The sets that the reader manages, with how many questions each holds. */
export async function listSets(db: Db, reader: Reader): Promise<SetView[]> {
  const rows = await db.evaluationSet.findMany({
    where: managedSets(reader),
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { _count: { select: { questions: { where: { removedAt: null } } } } },
  });
  const departments = await db.department.findMany({ select: { id: true, name: true } });
  const nameOf = new Map(departments.map(({ id, name }) => [id, name]));
  return rows.map(({ id, name, departmentId, _count }) => ({
    ...{ id, name, departmentId, department: nameOf.get(departmentId ?? '') ?? null },
    questions: _count.questions,
  }));
}

export interface QuestionFilter {
  setId?: string;
  kind?: QuestionKind;
  q?: string;
  /** Only those that the last run answered wrongly. */
  wrongOnly?: boolean;
  page: number;
}

export const questionsPerPage = 50;

/** A page of the questions of the reader's sets. */
export async function listQuestions(
  db: Db,
  reader: Reader,
  filter: QuestionFilter,
): Promise<{ questions: QuestionView[]; total: number }> {
  const { setId, kind, q, wrongOnly, page } = filter;
  const last = await findLastAnswers(db);
  const wrong = [...last].flatMap(([id, { isRight }]) => (isRight ? [] : [id]));
  const where = {
    removedAt: null,
    set: { ...managedSets(reader), ...(setId !== undefined && { id: setId }) },
    ...(kind !== undefined && { kind }),
    ...(q !== undefined && q !== '' && { question: { contains: q } }),
    ...(wrongOnly && { id: { in: wrong } }),
  };
  const [rows, total] = await Promise.all([
    db.evaluationQuestion.findMany({
      where,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      skip: (page - 1) * questionsPerPage,
      take: questionsPerPage,
    }),
    db.evaluationQuestion.count({ where }),
  ]);
  return { total, questions: rows.map((row) => asView(row, last)) };
}

/** One question, removed ones too, so that the removal can be undone. Throws `NotFoundError`. */
export async function requireQuestionView(db: Db, reader: Reader, id: string): Promise<QuestionView> {
  const row = await db.evaluationQuestion.findFirst({ where: { id, set: managedSets(reader) } });
  if (!row) throw new NotFoundError('evaluation-question', id);
  return asView(row, await findLastAnswers(db));
}

/** How the newest run of what is live, of all sets or of one, answered each question. */
async function findLastAnswers(db: Db): Promise<Map<string, { runId: string; isRight: boolean }>> {
  const runs = await db.evaluationRun.findMany({
    where: { ...liveRuns(cityDate(new Date())), state: 'done' },
    orderBy: { createdAt: 'desc' },
    take: 5,
    select: { id: true, results: { select: { questionId: true, isRight: true } } },
  });
  const last = new Map<string, { runId: string; isRight: boolean }>();
  for (const { id, results } of runs)
    for (const { questionId, isRight } of results)
      if (!last.has(questionId)) last.set(questionId, { runId: id, isRight });
  return last;
}

function asView(
  row: Awaited<ReturnType<Db['evaluationQuestion']['findFirstOrThrow']>>,
  last: Map<string, { runId: string; isRight: boolean }>,
): QuestionView {
  const { id, setId, question, asOf, note } = row;
  return {
    ...{ id, setId, question, asOf, note },
    kind: row.kind as QuestionKind,
    origin: row.origin as QuestionOrigin,
    clauses: clausesSchema.parse(row.clauses),
    mustHold: wordsSchema.parse(row.mustHold),
    removedAt: row.removedAt?.toISOString() ?? null,
    last: last.get(id) ?? null,
  };
}
