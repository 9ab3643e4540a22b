import { asQuestionItem } from '~/knowledge/library/library-question';
import { readEvaluationQuestions } from '~/knowledge/library/read-library.server';

import { sampleId, type CityStage } from './city-stage';

const setId = sampleId('questions');

/** The evaluation questions, as a set that all departments share: the gate works from the first day. */
export const writeQuestions: CityStage['run'] = async ({ db, now, today, step }) => {
  const entries = readEvaluationQuestions(today);
  const createdAt = now();
  const set = { id: setId, name: '云江市示例题集', isSample: true, createdAt };
  await db.evaluationSet.upsert({ where: { id: setId }, create: set, update: {} });
  const known = await db.evaluationQuestion.findMany({ where: { setId }, select: { id: true } });
  const written = new Set(known.map(({ id }) => id));
  const missing = entries.filter(({ id }) => !written.has(sampleId('question', id)));
  await db.evaluationQuestion.createMany({
    data: missing.map((entry) => {
      const { id, question, kind, clauses, mustHold, asOf } = asQuestionItem(entry);
      return {
        ...{ id: sampleId('question', id), setId, question, kind, clauses: [...clauses], mustHold, asOf },
        ...{ origin: 'library', libraryId: id, createdAt, updatedAt: createdAt },
      };
    }),
  });
  step(entries.length, entries.length);
};
