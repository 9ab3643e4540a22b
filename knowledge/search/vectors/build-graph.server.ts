import { Piscina } from 'piscina';

import { askPool } from '~/prisma/threads/ask-pool.server';

import type { GraphOrder } from './build-graph.worker';
import type { GraphManifest } from './graph-file.server';

/** Builds the graph's file in a thread of its own, which ends with the work. Rejects when it fails or is aborted. */
export async function buildGraphFile(order: GraphOrder, signal: AbortSignal): Promise<GraphManifest> {
  const worker = new Piscina<GraphOrder, GraphManifest>({
    filename: new URL('./build-graph.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    minThreads: 0,
    maxThreads: 1,
  });
  try {
    return await askPool(worker, order, { signal });
  } finally {
    await worker.destroy();
  }
}
