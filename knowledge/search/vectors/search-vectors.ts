import { precedes, type GroupFilter, type Neighbour, type VectorMatrix } from './vector-matrix';

/** What vectors are searched in: all of them, and perhaps a graph over those that are not newer than it. */
export interface SearchedVectors {
  matrix: VectorMatrix;
  graph: {
    nearest(query: Float32Array, k: number, filter: GraphFilter): Neighbour[];
  } | null;
  /** The ids of the matrix that the graph lacks or knows by an older vector. */
  newer: ReadonlySet<number>;
}

/** Which ids of a graph are wanted, and about what share of all they are. */
export interface GraphFilter {
  accepts: (id: number) => boolean;
  share: number;
}

/**
 * Up to so many rows a scan, which is exact, costs no more than the graph, whose work grows as the filter lets fewer
 * through: .75 µs a row against 5 µs for each of the 2.5 · k / share that are looked at (measured at 100,000 rows).
 */
function scanIsCheaperUpTo(k: number, size: number): number {
  return Math.sqrt(16 * Math.max(k, 1) * size);
}

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
  scanUpTo = scanIsCheaperUpTo(k, matrix.size),
): Neighbour[] {
  const taking = graph ? matrix.count(accepts) : 0;
  if (!graph || taking <= scanUpTo) return matrix.nearest(query, k, accepts);
  const known = graph.nearest(query, k, {
    accepts: (id) => {
      const group = matrix.groupOf(id);
      return group !== undefined && accepts(group) && !newer.has(id);
    },
    share: taking / matrix.size,
  });
  const merged = [...known, ...matrix.nearestAmong(newer, query, k, accepts)];
  if (merged.length < Math.min(k, taking)) return matrix.nearest(query, k, accepts);
  return merged.sort((a, b) => (precedes(a, b) ? -1 : 1)).slice(0, k);
}
