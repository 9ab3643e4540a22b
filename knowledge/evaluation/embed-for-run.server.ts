import { setTimeout as pause } from 'node:timers/promises';

import { embedPassagesJob } from '~/knowledge/search/embedding/embed-pending-passages.server';
import type { SearchIndex } from '~/knowledge/search/search-index.server';

/**
 * Embeds all passages of a run's database, telling how far it is, and waits until all of them are searched. Throws when
 * this machine has no embedding model, since figures of vectors would be none.
 */
export async function embedForRun(
  index: SearchIndex,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  await index.settled();
  const { embeddingModel, reason } = index.status();
  if (embeddingModel === null)
    throw new Error(`There are no vectors to evaluate: ${reason ?? 'no embedding model'}`);
  await index.jobHandlers()[embedPassagesJob]?.({
    id: 'evaluation',
    payload: undefined as never,
    attempt: 1,
    signal,
    progress: (done, total) => Promise.resolve(onProgress(done, total)),
  });
  // Clauses are held in memory, too, and pending passages don't count them.
  await index.settled();
  while (index.status().vectorsPending > 0) await pause(100, undefined, { signal });
}
