import type { TellPerson } from '~/knowledge/documents/told/tell-askers.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { knowledgeFingerprint } from './knowledge-fingerprint.server';
import { liveRuns } from './live-runs';
import { readRunAnswers } from './read-run.server';
import type { Replayer } from './replayer';
import { saveRun } from './save-run.server';

/** The queue's name for keeping the answers of what is live. */
export const keepBaselineJob = 'keep-baseline';

export interface BaselineDependencies {
  db: Db;
  replayer: Replayer;
  tell: TellPerson;
  now: () => Date;
}

/**
 * Asks the questions of what is live once it has changed by another way than the gate, and on each new day, so that a
 * check need not ask them first. Nothing is asked while a change is checked. Administrators are told when a question
 * that was answered rightly isn't any more: what goes round the gate is seen here. Returns the run, null when none was
 * needed.
 */
export async function keepBaseline(
  { db, replayer, tell, now }: BaselineDependencies,
  job: { id: string; signal: AbortSignal },
): Promise<{ runId: string; worse: number } | null> {
  const isBusy = await db.knowledgeChange.count({ where: { state: { in: ['waiting', 'running'] } } });
  const today = cityDate(now());
  const fingerprint = await knowledgeFingerprint(db, today);
  const known = await db.evaluationRun.count({ where: { fingerprint, state: 'done', setId: null } });
  const questions = await db.evaluationQuestion.count({ where: { removedAt: null } });
  if (isBusy > 0 || known > 0 || questions === 0) return null;
  const last = await db.evaluationRun.findFirst({
    where: { ...liveRuns(today), state: 'done', setId: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  const replayed = await replayer.replay(
    { jobId: job.id },
    { signal: job.signal, onProgress: () => undefined },
  );
  job.signal.throwIfAborted();
  const was = last ? await readRunAnswers(db, last.id) : [];
  const wasRight = new Set(was.flatMap(({ questionId, isRight }) => (isRight ? [questionId] : [])));
  const worse = replayed.before.filter(({ questionId, isRight }) => !isRight && wasRight.has(questionId));
  const runId = await db.$transaction(
    async (tx) => {
      const id = await saveRun(tx, {
        ...{ trigger: 'gate', role: 'baseline', startedById: null, finishedAt: now() },
        ...{ fingerprint: replayed.fingerprint, release: replayed.release, askedAt: replayed.askedAt },
        ...{ today: replayed.days.before, engine: replayed.engine, answers: replayed.before },
      });
      if (worse.length === 0) return id;
      const administrators = await tx.appointment.findMany({
        where: { role: 'administrator', person: { disabledAt: null } },
        select: { personId: true },
        distinct: ['personId'],
      });
      for (const { personId } of administrators)
        await tell(
          tx,
          {
            ...{ personId, kind: 'questions-worse', params: { count: String(worse.length) } },
            ...{ link: `/desk/evaluation/runs/${id}`, dedupeKey: `run:${id}:${personId}` },
          },
          { now: now(), byMail: false },
        );
      return id;
    },
    { timeout: 120_000, maxWait: 60_000 },
  );
  return { runId, worse: worse.length };
}
