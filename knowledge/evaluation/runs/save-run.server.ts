import type { Db, Tx } from '~/prisma/database.server';
import { Prisma } from '~/prisma/generated/client';

import type { JudgedAnswer } from './judge-answer';
import { scoreRun } from './score-run';

/** A finished run to be kept. */
export interface FinishedRun {
  trigger: 'person' | 'gate';
  role: 'plain' | 'baseline' | 'candidate';
  changeId?: string;
  setId?: string;
  /** Only for a run of everything that is live: a later check need not ask again. */
  fingerprint?: string;
  release?: string;
  askedAt?: Date;
  today: string;
  engine: { embeddingModel: string | null; chatModel: string | null };
  startedById: string | null;
  answers: readonly JudgedAnswer[];
  finishedAt: Date;
}

/** Keeps a finished run with its answers; under `runId` when the run was announced before. Returns its id. */
export async function saveRun(db: Db | Tx, run: FinishedRun, runId?: string): Promise<string> {
  const { trigger, role, changeId, setId, fingerprint, release, askedAt } = run;
  const { today, engine, startedById, answers, finishedAt } = run;
  const data = {
    ...{ trigger, role, today, engine, startedById, finishedAt },
    ...{ changeId: changeId ?? null, setId: setId ?? null, fingerprint: fingerprint ?? null },
    ...{ release: release ?? null, askedAt: askedAt ?? null },
    state: 'done',
    error: null,
    progress: answers.length,
    total: answers.length,
    figures: asJson(scoreRun(answers)),
  };
  const { id } = runId
    ? await db.evaluationRun.update({ where: { id: runId }, data, select: { id: true } })
    : await db.evaluationRun.create({ data, select: { id: true } });
  await db.evaluationResult.deleteMany({ where: { runId: id } });
  await db.evaluationResult.createMany({
    // The time of the first words is only measured, not kept.
    data: answers.map(({ firstWordsMs: _measured, ...answer }) => ({
      runId: id,
      ...answer,
      faults: answer.faults,
      citations: asJson(answer.citations),
      missingWords: answer.missingWords,
      texts: answer.texts ?? Prisma.DbNull,
    })),
  });
  return id;
}

function asJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}
