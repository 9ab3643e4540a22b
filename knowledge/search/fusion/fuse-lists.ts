import type { SearchSettings } from '../settings/search-settings';
import { fuseRanks, type FusedRank } from './fuse-ranks';
import { fuseScores, type ScoredId } from './fuse-scores';

/** What keywords and vectors ranked, best first. */
export interface RankedLists {
  keyword: readonly ScoredId[];
  vector: readonly ScoredId[];
}

/** Joins both lists as the settings say; `ranks` of a result are [keyword, vector]. */
export function fuseLists(
  { keyword, vector }: RankedLists,
  settings: Pick<SearchSettings, 'method' | 'vectorWeight' | 'rankConstant'>,
  unranked: ReadonlySet<number>,
): FusedRank[] {
  if (settings.method === 'ranks') {
    const ids = [keyword, vector].map((list) => list.map(({ id }) => id));
    return fuseRanks(ids, { k: settings.rankConstant, unranked });
  }
  return fuseScores(
    [
      { entries: keyword, weight: 1 - settings.vectorWeight },
      { entries: vector, weight: settings.vectorWeight },
    ],
    { unranked },
  );
}
