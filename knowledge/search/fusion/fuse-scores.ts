import type { FusedRank } from './fuse-ranks';

/** An item of a list: its id and its score there, higher is better. */
export interface ScoredId {
  id: number;
  score: number;
}

/** A list with what it counts in the sum. */
export interface WeightedList {
  entries: readonly ScoredId[];
  weight: number;
}

/**
 * Joins lists by their scores: each list's are brought to 0…1 (its last entry to its first), weighted and summed; what a
 * list lacks gets 0 there. Weights are taken as shares of the lists that hold anything, so that a single list keeps its
 * order. Lists are sorted, best first, no id twice in one. Ties go to the best single rank, then to the smaller id.
 *
 * `unranked` are items that some list could not judge yet (passages without a vector): the shares of the lists that
 * hold them count alone, so that what was embedded first doesn't push aside what is still waiting.
 */
export function fuseScores(
  lists: readonly WeightedList[],
  { unranked = new Set() }: { unranked?: ReadonlySet<number> } = {},
): FusedRank[] {
  const fused = new Map<number, FusedRank & { judgedBy: number }>();
  const total = sumWeights(lists.filter(({ entries }) => entries.length > 0));
  lists.forEach(({ entries, weight }, listAt) => {
    const highest = entries[0]?.score ?? 0;
    const spread = highest - (entries.at(-1)?.score ?? 0);
    entries.forEach(({ id, score }, at) => {
      const entry = fused.get(id) ?? { id, score: 0, ranks: lists.map(() => null), judgedBy: 0 };
      entry.ranks[listAt] = at + 1;
      entry.score += weight * (spread > 0 ? 1 - (highest - score) / spread : 1);
      entry.judgedBy += weight;
      fused.set(id, entry);
    });
  });
  return [...fused.values()]
    .map(({ judgedBy, score, ...entry }) => {
      const share = unranked.has(entry.id) ? judgedBy : total;
      return { ...entry, score: share > 0 ? score / share : 0 };
    })
    .sort((a, b) => b.score - a.score || bestRank(a) - bestRank(b) || a.id - b.id);
}

function sumWeights(lists: readonly WeightedList[]): number {
  return lists.reduce((sum, { weight }) => sum + weight, 0);
}

function bestRank({ ranks }: FusedRank): number {
  return Math.min(...ranks.filter((rank) => rank !== null));
}
