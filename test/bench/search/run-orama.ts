import { create, insert, search } from '@orama/orama';

import { openEmbeddingModel } from '~/knowledge/search/embedding/embedding-model.server';
import { tokenize } from '~/knowledge/search/tokenize';

import { dayNumber, readPeerPassages } from './read-peer-passages';
import { readTask, runTask } from './run-task';

/** Orama in hybrid mode, with our tokens, the same vectors and the same embedding of the question. */
const task = readTask();
const began = performance.now();
const model = await openEmbeddingModel({ passageWorkers: 0 });
const index = create({
  schema: {
    text: 'string',
    region: 'enum',
    audience: 'enum',
    from: 'number',
    until: 'number',
    vector: 'vector[384]',
  } as const,
  components: {
    tokenizer: {
      language: 'chinese',
      normalizationCache: new Map<string, string>(),
      tokenize: (raw: string) => [...new Set(tokenize(raw))],
    },
  },
});
let passages = 0;
for (const { vector, ...passage } of readPeerPassages(task.databaseFile, model.id)) {
  await insert(index, { ...passage, vector: [...(vector ?? [])] });
  passages += 1;
}
const today = dayNumber(task.asOf);
await runTask(task, { name: 'Orama, hybrid', passages, began }, async ({ q, region }) => {
  const { hits } = await search(index, {
    mode: 'hybrid',
    term: q,
    properties: ['text'],
    vector: { value: [...(await model.embedQuery(q))], property: 'vector' },
    where: {
      region: { eq: region },
      audience: { eq: 'public' },
      from: { lte: today },
      until: { gte: today },
    },
    // Its usual .8 leaves out what this model finds like; the question's own words must all stay optional.
    similarity: 0.5,
    limit: 10,
  });
  return hits.map(({ id }) => Number(id));
});
await model.close();
