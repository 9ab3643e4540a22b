import type * as Hnswlib from 'hnswlib-node';

import type { Neighbour } from './vector-matrix';

/** An HNSW graph in memory: ids and vectors as they were when it was built. It is never added to, only replaced. */
export interface HnswGraph {
  /** The newest version of a vector when it was built; what is newer must be searched beside it. */
  version: number;
  size: number;
  has(id: number): boolean;
  /** About the `k` nearest that `accepts` lets through, best first: fewer where the graph finds no more. */
  nearest(query: Float32Array, k: number, accepts: (id: number) => boolean): Neighbour[];
}

/** hnswlib-node, an optional dependency: null where it could not be installed or loaded. */
export type HnswModule = Pick<typeof Hnswlib, 'HierarchicalNSW'>;

/** Loads hnswlib-node, or says why it can't be had. */
export async function loadHnsw(): Promise<{ hnsw: HnswModule } | { reason: string }> {
  try {
    const loaded = (await import('hnswlib-node')) as HnswModule & { default?: HnswModule };
    return { hnsw: loaded.default ?? loaded };
  } catch (error) {
    return {
      reason: `hnswlib-node can't be loaded (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`,
    };
  }
}

/** Puts hnswlib's index behind our face. */
export function wrapGraph(index: Hnswlib.HierarchicalNSW, version: number): HnswGraph {
  const ids = new Set(index.getIdsList());
  return {
    version,
    size: ids.size,
    has: (id) => ids.has(id),
    nearest(query, k, accepts) {
      if (k === 0 || ids.size === 0) return [];
      // ef is not saved with the file and is 10 by default, too few for 100 results.
      index.setEf(Math.max(100, k * 2));
      const { neighbors, distances } = index.searchKnn([...query], Math.min(k, ids.size), accepts);
      return neighbors.map((id, at) => ({ id, score: 1 - (distances[at] as number) }));
    },
  };
}
