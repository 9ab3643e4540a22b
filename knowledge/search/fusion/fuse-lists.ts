import type { SearchSettings } from '../settings/search-settings';
import { fuseRanks, type FusedRank } from './fuse-ranks';
import { fuseScores, type ScoredId } from './fuse-scores';

/** What keywords and vectors ranked, best first. */
export interface RankedLists {
  keyword: readonly ScoredId[];
  vector: readonly ScoredId[];
  /** Of the passages in both, by their best clause; empty without vectors. */
  clause: readonly ScoredId[];
}

/**
 * Joins the lists as the settings say; `ranks` of a result are [keyword, vector, clause]. Passage and clause share what
 * vectors weigh.
 */
export function fuseLists(
  { keyword, vector, clause }: RankedLists,
  settings: Pick<SearchSettings, 'method' | 'vectorWeight' | 'rankConstant'>,
  unranked: ReadonlySet<number>,
): FusedRank[] {
  if (settings.method === 'ranks') {
    const ids = [keyword, vector].map((list) => list.map(({ id }) => id));
    return fuseRanks(ids, { k: settings.rankConstant, unranked });
  }
  const share = settings.vectorWeight / (clause.length > 0 ? 2 : 1);
  return fuseScores(
    [
      { entries: keyword, weight: 1 - settings.vectorWeight },
      { entries: vector, weight: share },
      { entries: clause, weight: share },
    ],
    { unranked },
  );
}
