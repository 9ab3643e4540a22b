import { z } from 'zod';

import type { Db, Tx } from '~/prisma/database.server';

import type { Fault, GivenCitation, JudgedAnswer } from './judge-answer';

const wordsSchema = z.array(z.string());

/** The judged answers of a run, in the order they were asked. */
export async function readRunAnswers(db: Db | Tx, runId: string): Promise<JudgedAnswer[]> {
  const rows = await db.evaluationResult.findMany({ where: { runId }, orderBy: { questionId: 'asc' } });
  return rows.map(({ runId: _run, texts, ...row }) => ({
    ...row,
    ...(texts !== null && { texts: wordsSchema.parse(texts) }),
    kind: row.kind as JudgedAnswer['kind'],
    outcome: row.outcome as JudgedAnswer['outcome'],
    faults: wordsSchema.parse(row.faults) as Fault[],
    citations: row.citations as unknown as (GivenCitation & { isRight: boolean })[],
    missingWords: wordsSchema.parse(row.missingWords),
  }));
}
