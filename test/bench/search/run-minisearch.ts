import MiniSearch from 'minisearch';

import { tokenize } from '~/knowledge/search/tokenize';

import { dayNumber, readPeerPassages, type PeerPassage } from './read-peer-passages';
import { readTask, runTask } from './run-task';

/** MiniSearch over our tokens; it knows no vectors. */
const task = readTask();
const began = performance.now();
const index = new MiniSearch<PeerPassage>({
  fields: ['text'],
  storeFields: ['region', 'audience', 'from', 'until'],
  tokenize,
  processTerm: (term) => term,
});
for (const { vector: _, ...passage } of readPeerPassages(task.databaseFile)) index.add(passage);
const today = dayNumber(task.asOf);
await runTask(task, { name: 'MiniSearch', passages: index.documentCount, began }, ({ q, region }) => {
  const results = index.search(q, {
    filter: (found) =>
      found.region === region && found.audience === 'public' && found.from <= today && found.until >= today,
  });
  return Promise.resolve(results.slice(0, 10).map(({ id }) => Number(id)));
});
