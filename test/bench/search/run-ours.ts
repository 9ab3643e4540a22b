import { setTimeout as pause } from 'node:timers/promises';

import { pino } from 'pino';

import { openSearchIndex } from '~/knowledge/search/search-index.server';
import { graphFrom } from '~/knowledge/search/vectors/keep-graph.server';
import { anonymousReader } from '~/prisma/access/reader';
import { openDatabase, openReader } from '~/prisma/database.server';

import { readTask, runTask } from './run-task';

/** Our own search, opened as the server opens it. Arguments: task, `hybrid` | `keyword`. Without the second it only builds the graph. */
const task = readTask();
const retriever = process.argv[3] as 'hybrid' | 'keyword' | undefined;
const began = performance.now();
const db = openDatabase(task.databaseFile);
const sql = openReader(task.databaseFile);
const index = openSearchIndex({
  db,
  sql,
  settings: { databaseFile: task.databaseFile, indexDir: task.indexDir, EMBEDDING_WORKERS: 0 },
  log: pino({ level: 'warn' }, pino.destination(2)),
  now: () => new Date(`${task.asOf}T04:00:00Z`),
});
await index.settled();
const { passages, vectorsPending } = index.status();
if (vectorsPending > 0) throw new Error(`${String(vectorsPending)} passages lack vectors`);
while (passages >= graphFrom && index.status().vectorIndex !== 'hnsw' && index.status().reason === undefined)
  await pause(250);
if (retriever) {
  await runTask(task, { name: `ours, ${retriever}`, passages, began }, async ({ q, region }) => {
    const query = { q, retriever, limit: 10, asOf: task.asOf, regions: [region], reader: anonymousReader };
    return (await index.search(query)).results.map(({ passageId }) => passageId);
  });
}
await index.close();
sql.close();
await db.$disconnect();
