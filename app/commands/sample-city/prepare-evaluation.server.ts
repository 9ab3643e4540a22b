import path from 'node:path';

import { documentStatus } from '~/knowledge/documents/document-status';
import { isClause } from '~/knowledge/evaluation/questions/evaluation-question';
import type { EvaluationSet } from '~/knowledge/evaluation/run-evaluation.server';
import { showProgress } from '~/knowledge/evaluation/show-progress.server';
import { asQuestionItem } from '~/knowledge/library/library-question';
import { readEvaluationQuestions } from '~/knowledge/library/read-library.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { seedSampleCity } from '../seed-sample-city.server';

/**
 * Seeds the starter city into an empty database and gives its questions that have an answer, with the passages of the
 * clause that answers each. Throws when a question names a clause that isn't in force on its day.
 */
export async function prepareSampleCity(
  db: Db,
  folder: string,
  now = () => new Date(),
): Promise<EvaluationSet> {
  const seeding = showProgress('seeding the sample city');
  await seedSampleCity({
    db,
    filesDir: path.join(folder, 'files'),
    now,
    progress: (_message, done, total) => seeding(done, total),
  });
  const passages = await db.passage.findMany({
    include: { document: { omit: { text: true } } },
  });
  const questions = readEvaluationQuestions(cityDate(now()))
    .filter(({ documentTitle }) => documentTitle !== undefined)
    .map((entry) => {
      const { id, question, documentTitle = '', documentNumber, path: clause = '' } = entry;
      const asOf = entry.asOf ?? entry.meantOn;
      const day = asOf ?? cityDate(now());
      const { clauses } = asQuestionItem(entry);
      const right = passages.filter(
        ({ document, path: place }) =>
          documentStatus(document, day) === 'in-force' &&
          clauses.some((one) => isClause(one, { ...document, path: place })),
      );
      if (right.length === 0) {
        const name = `${documentTitle} ${documentNumber ?? ''} ${clause}`;
        throw new Error(`${id} asks for ${name}, which isn't in force on the day`);
      }
      const relevance = new Map(right.map((passage) => [String(passage.id), 1]));
      return { id, text: question, relevance, ...(asOf !== undefined && { asOf }) };
    });
  return { questions, entryOf: new Map(passages.map(({ id }) => [id, String(id)])) };
}
