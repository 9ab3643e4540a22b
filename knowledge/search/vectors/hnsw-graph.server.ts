import type * as Hnswlib from 'hnswlib-node';

import type { GraphFilter } from './search-vectors';
import type { Neighbour } from './vector-matrix';

/** An HNSW graph in memory: ids and vectors as they were when it was built. It is never added to, only replaced. */
export interface HnswGraph {
  /** The newest version of a vector when it was built; what is newer must be searched beside it. */
  version: number;
  size: number;
  has(id: number): boolean;
  /** About the `k` nearest that the filter accepts, best first: fewer where the graph finds no more. */
  nearest(query: Float32Array, k: number, filter: GraphFilter): Neighbour[];
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

/** So many times the number wanted are looked at: with fewer, some of the nearest are missed. */
const lookedAt = 2.5;
/** The most that are asked for at once, 20 ms of work; a filter that lets so few through is asked along the way. */
const mostAtOnce = 4_000;

/** Puts hnswlib's index behind our face. */
export function wrapGraph(index: Hnswlib.HierarchicalNSW, version: number): HnswGraph {
  const ids = new Set(index.getIdsList());

  function search(query: number[], k: number, ef: number, accepts?: (id: number) => boolean): Neighbour[] {
    // ef is not saved with the file and is 10 by default.
    index.setEf(ef);
    const { neighbors, distances } = index.searchKnn(query, Math.min(k, ids.size), accepts);
    return neighbors.map((id, at) => ({ id, score: 1 - (distances[at] as number) }));
  }

  return {
    version,
    size: ids.size,
    has: (id) => ids.has(id),
    nearest(query, k, { accepts, share }) {
      if (k === 0 || ids.size === 0) return [];
      const numbers = [...query];
      const wide = Math.ceil((k * lookedAt) / share);
      // A filter that is asked for each node on the way calls from C++ into JavaScript thousands of times: more are
      // asked for, and filtered afterwards, at two thirds of the time.
      if (wide <= mostAtOnce) {
        const found = search(numbers, wide, Math.max(100, wide)).filter(({ id }) => accepts(id));
        if (found.length >= k || wide >= ids.size) return found.slice(0, k);
      }
      return search(numbers, k, Math.max(100, k * 2), accepts);
    },
  };
}
