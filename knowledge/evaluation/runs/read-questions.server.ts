import { z } from 'zod';

import { documentStatus } from '~/knowledge/documents/document-status';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import {
  expectedClauseSchema,
  isClause,
  type EvaluationQuestionItem,
  type QuestionKind,
} from '../questions/evaluation-question';

const clausesSchema = z.array(expectedClauseSchema);
const wordsSchema = z.array(z.string());

/** The questions that are replayed: those that weren't removed, of one set or of all, in the order they were added. */
export async function readQuestions(db: Db, setId?: string): Promise<EvaluationQuestionItem[]> {
  const rows = await db.evaluationQuestion.findMany({
    where: { removedAt: null, set: { removedAt: null, ...(setId !== undefined && { id: setId }) } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, question, kind, clauses, mustHold, asOf }) => ({
    id,
    question,
    kind: kind as QuestionKind,
    clauses: clausesSchema.parse(clauses),
    mustHold: wordsSchema.parse(mustHold),
    asOf,
  }));
}

/** For each question that names clauses, whether one of them can be found and counts on the question's day. */
export async function listStandingClauses(
  db: Db,
  questions: readonly EvaluationQuestionItem[],
  today: IsoDate,
): Promise<Record<string, boolean>> {
  const titleKeys = [
    ...new Set(questions.flatMap(({ clauses }) => clauses.map((clause) => clause.titleKey))),
  ];
  const titles = [
    ...new Set(questions.flatMap(({ clauses }) => clauses.map((clause) => clause.documentTitle))),
  ];
  const documents = await db.document.findMany({
    // A FAQ's own key holds its id besides: it is found by its title.
    where: {
      OR: [{ titleKey: { in: titleKeys } }, { kind: 'faq', title: { in: titles } }],
      state: 'published',
      audience: 'public',
    },
    omit: { text: true },
    include: { passages: { select: { path: true } } },
  });
  const stands = ({ clauses, asOf }: EvaluationQuestionItem) =>
    documents.some(
      (document) =>
        documentStatus(document, asOf ?? today) === 'in-force' &&
        document.passages.some(({ path }) =>
          clauses.some((clause) => isClause(clause, { ...document, path })),
        ),
    );
  return Object.fromEntries(
    questions.filter(({ clauses }) => clauses.length > 0).map((question) => [question.id, stands(question)]),
  );
}

/** The documents that anyone can find, on whatever day. */
export async function listPublicDocuments(db: Db): Promise<string[]> {
  const rows = await db.document.findMany({
    where: { state: 'published', audience: 'public' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
