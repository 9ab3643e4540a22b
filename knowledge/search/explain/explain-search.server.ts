import type { SqlReader } from '~/prisma/database.server';

import { everyDocument, type PassageFilter, type SqlCondition } from '../passage-filter';
import type { Ranking } from '../rank-passages.server';
import type { Reranked } from '../reranking/rerank-first.server';
import type { UnderstoodQuestion } from '../understanding/understand-question';
import type { SearchSettings } from '../settings/search-settings';
import { findDropped } from './find-dropped.server';
import type { SearchExplanation } from './search-explanation';

/** A search that was made, and how to make it again under another filter. */
export interface ExplainedSearch {
  understood: UnderstoodQuestion | null;
  filter: PassageFilter;
  settings: SearchSettings;
  ranking: Ranking;
  reranked: Reranked | null;
  ask: (condition: SqlCondition) => Promise<Ranking>;
}

/** So many of the first places are looked through for what a filter took out. */
const explainedPlaces = 20;

/** Says how a ranking came about, and what would have stood in it but for the filters. */
export async function explainSearch(
  sql: SqlReader,
  { understood, filter, settings, ranking, reranked, ask }: ExplainedSearch,
): Promise<SearchExplanation> {
  const unfiltered = await ask(everyDocument);
  const strongest = unfiltered.order.slice(0, explainedPlaces).map(({ id }) => id);
  return {
    ...(understood && { understood }),
    settings,
    tokens: ranking.tokens.map(({ token, documents, asked, weight }) => ({
      token,
      documents,
      asked,
      weight,
    })),
    usedVectors: ranking.lists.vector.length > 0,
    ...(reranked && {
      rerank: {
        state: reranked.state,
        tookMs: reranked.tookMs,
        ...(reranked.reason !== undefined && { reason: reranked.reason }),
      },
    }),
    ...findDropped(sql, strongest, filter),
  };
}
