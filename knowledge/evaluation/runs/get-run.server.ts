import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { EvaluationRun } from '~/prisma/generated/client';

import { visibleQuestions } from '../questions/question-rights.server';
import type { JudgedAnswer } from './judge-answer';
import { liveRuns } from './live-runs';
import { readRunAnswers } from './read-run.server';
import type { RunFigures } from './score-run';
import { evaluateJob } from './start-run.server';

/** A run as the desk lists it. */
export interface RunView {
  id: string;
  role: 'plain' | 'baseline' | 'candidate';
  state: 'waiting' | 'running' | 'done' | 'failed';
  setId: string | null;
  changeId: string | null;
  createdAt: string;
  startedBy: string | null;
  error: string | null;
  figures: RunFigures | null;
  progress: { done: number; total: number } | null;
}

/** The newest runs of what is live; those of a change are reached from it. */
export async function listRuns(db: Db, most = 10): Promise<RunView[]> {
  const rows = await db.evaluationRun.findMany({
    where: liveRuns(cityDate(new Date())),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
  });
  return asViews(db, rows);
}

/** A run with its answers to the questions that the reader sees, and beside each how the run before it answered. Throws `NotFoundError`. */
export async function requireRun(
  db: Db,
  reader: Reader,
  id: string,
): Promise<{ run: RunView; last: RunView | null; answers: (JudgedAnswer & { wasRight: boolean | null })[] }> {
  const row = await db.evaluationRun.findUnique({ where: { id } });
  if (!row) throw new NotFoundError('evaluation-run', id);
  const before = await findRunBefore(db, row);
  const was = new Map(
    (before ? await readRunAnswers(db, before.id) : []).map(({ questionId, isRight }) => [
      questionId,
      isRight,
    ]),
  );
  const [run, last] = await asViews(db, before ? [row, before] : [row]);
  const mine = await visibleQuestions(db, reader);
  const answers = (await readRunAnswers(db, id)).filter(({ questionId }) => mine(questionId));
  return {
    run: run as RunView,
    last: last ?? null,
    answers: answers.map((answer) => ({ ...answer, wasRight: was.get(answer.questionId) ?? null })),
  };
}

/** A change's run is compared with the baseline that it was checked against, any other with the one before. */
function findRunBefore(db: Db, run: EvaluationRun): Promise<EvaluationRun | null> {
  return db.evaluationRun.findFirst({
    where: {
      ...liveRuns(run.today ?? cityDate(run.createdAt)),
      id: { not: run.id },
      state: 'done',
      setId: run.setId,
      createdAt: { lte: run.createdAt },
    },
    orderBy: { createdAt: 'desc' },
  });
}

async function asViews(db: Db, rows: EvaluationRun[]): Promise<RunView[]> {
  const [jobs, people] = await Promise.all([
    db.job.findMany({ where: { openKey: { in: rows.map(({ id }) => `${evaluateJob}:${id}`) } } }),
    db.person.findMany({
      where: { id: { in: rows.flatMap(({ startedById }) => startedById ?? []) } },
      select: { id: true, name: true },
    }),
  ]);
  return rows.map((row) => {
    const job = jobs.find(({ openKey }) => openKey === `${evaluateJob}:${row.id}`);
    const isOpen = row.state === 'waiting' || row.state === 'running';
    return {
      ...{ id: row.id, setId: row.setId, changeId: row.changeId, error: row.error },
      role: row.role as RunView['role'],
      state: row.state as RunView['state'],
      createdAt: row.createdAt.toISOString(),
      startedBy: people.find(({ id }) => id === row.startedById)?.name ?? null,
      figures: row.figures as unknown as RunFigures | null,
      progress: isOpen ? { done: job?.progress ?? 0, total: job?.total ?? 0 } : null,
    };
  });
}
