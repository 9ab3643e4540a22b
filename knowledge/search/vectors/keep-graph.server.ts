import { buildGraphFile } from './build-graph.server';
import { readGraphFile, type ExpectedGraph } from './graph-file.server';
import type { HnswModule } from './hnsw-graph.server';
import type { HnswVectorStore } from './hnsw-vector-store.server';

/** From so many vectors on a graph is worth its building; below, exact search takes 8 ms or less. */
export const graphFrom = 20_000;

export interface GraphKeeperOptions {
  databaseFile: string;
  /** Where the graph's file lies: a cache, safe to delete. */
  folder: string;
  expected: ExpectedGraph;
  store: HnswVectorStore;
  hnsw: HnswModule;
  /** Default `graphFrom`. */
  from?: number;
  /** Told why a file isn't used, and of each graph built. */
  tell: (
    event: { graph: 'refused'; reason: string } | { graph: 'built'; count: number; tookMs: number },
  ) => void;
}

/** Sees to it that the store searches through a graph that is not too old. */
export interface GraphKeeper {
  /**
   * Reads the file on the first need; builds it anew when there is none of use, or when more than a quarter of the
   * vectors (and 5,000) came since. Search goes on meanwhile. Calls must not overlap. Rejects when a build fails.
   */
  keep(signal: AbortSignal): Promise<void>;
}

export function keepGraph(options: GraphKeeperOptions): GraphKeeper {
  const { store, hnsw, folder, expected, databaseFile, from = graphFrom, tell } = options;
  let wasRead = false;

  async function adoptFile(): Promise<void> {
    const read = await readGraphFile(folder, hnsw, expected);
    if ('graph' in read) store.adoptGraph(read.graph);
    else tell({ graph: 'refused', reason: read.reason });
  }

  async function keep(signal: AbortSignal): Promise<void> {
    if (store.size < from) return;
    if (!wasRead) await adoptFile();
    wasRead = true;
    const outgrown = store.newerThanGraph > Math.max(Math.min(5_000, from), store.size / 4);
    if (store.kind === 'hnsw' && !outgrown) return;
    const began = performance.now();
    const { count } = await buildGraphFile({ databaseFile, folder, ...expected }, signal);
    tell({ graph: 'built', count, tookMs: Math.round(performance.now() - began) });
    await adoptFile();
  }

  return { keep };
}
