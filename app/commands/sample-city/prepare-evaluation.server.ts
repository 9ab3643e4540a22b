import path from 'node:path';

import { documentStatus } from '~/knowledge/documents/document-status';
import type { EvaluationSet } from '~/knowledge/evaluation/run-evaluation.server';
import { showProgress } from '~/knowledge/evaluation/show-progress.server';
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
    .filter(({ answerable }) => answerable)
    .map(({ id, question, documentTitle, path: clause = '', asOf }) => {
      const day = asOf ?? cityDate(now());
      const right = passages.filter(
        (passage) =>
          passage.document.title === documentTitle &&
          documentStatus(passage.document, day) === 'in-force' &&
          ` ${passage.path} `.includes(` ${clause} `),
      );
      if (right.length === 0)
        throw new Error(`${id} asks for ${documentTitle} ${clause}, which isn't in force on the day`);
      const relevance = new Map(right.map((passage) => [String(passage.id), 1]));
      return { id, text: question, relevance, ...(asOf !== undefined && { asOf }) };
    });
  return { questions, entryOf: new Map(passages.map(({ id }) => [id, String(id)])) };
}
