import { precedes, type GroupFilter, type Neighbour, type VectorMatrix } from './vector-matrix';

/** What vectors are searched in: all of them, and perhaps a graph over those that are not newer than it. */
export interface SearchedVectors {
  matrix: VectorMatrix;
  graph: {
    nearest(query: Float32Array, k: number, accepts: (id: number) => boolean): Neighbour[];
  } | null;
  /** The ids of the matrix that the graph lacks or knows by an older vector. */
  newer: ReadonlySet<number>;
}

/** Up to so many rows a scan is quick (8 ms) and exact, and the graph would lose some. */
const scanUpTo = 20_000;

/**
 * The `k` nearest vectors among those that the filter lets through, best first, and never fewer than exist: by a scan
 * where few take part; else by the graph, joined with a scan of what is newer than it; by a scan after all when the
 * graph, whose search a filter can lead astray, finds too few.
 */
export function searchVectors(
  { matrix, graph, newer }: SearchedVectors,
  query: Float32Array,
  k: number,
  accepts: GroupFilter = () => true,
  scanLimit = scanUpTo,
): Neighbour[] {
  const taking = graph ? matrix.count(accepts) : 0;
  if (!graph || taking <= scanLimit) return matrix.nearest(query, k, accepts);
  const known = graph.nearest(query, k, (id) => {
    const group = matrix.groupOf(id);
    return group !== undefined && accepts(group) && !newer.has(id);
  });
  const merged = [...known, ...matrix.nearestAmong(newer, query, k, accepts)];
  if (merged.length < Math.min(k, taking)) return matrix.nearest(query, k, accepts);
  return merged.sort((a, b) => (precedes(a, b) ? -1 : 1)).slice(0, k);
}
