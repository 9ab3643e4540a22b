import { cityDate } from '~/prisma/calendar/city-date';

import { explainSearch } from './explain/explain-search.server';
import type { FusedRank } from './fusion/fuse-ranks';
import { putNamedFirst } from './put-named-first.server';
import { filterDocuments, type PassageFilter, type SqlCondition } from './passage-filter';
import { rankPassages, type PassageRanking, type Ranking } from './rank-passages.server';
import type { SearchAnswer, SearchQuery } from './ranked-passage';
import { readResults } from './read-results.server';
import type { Reranker } from './reranking/open-reranker.server';
import { rerankFirst } from './reranking/rerank-first.server';
import type { SearchSettings } from './settings/search-settings';
import type { UnderstoodQuestion } from './understanding/understand-question';

/** What a search stands on. */
export interface PassageSearch extends PassageRanking {
  reranker: Reranker | null;
  /** What a question means by the city's dictionary; null where there is none: it is taken as it stands. `bare`: without its entries. */
  understand: (q: string, how: { bare: boolean }) => UnderstoodQuestion | null;
  /** The settings in force, with what a search tries instead. */
  settings(override?: Partial<SearchSettings>): SearchSettings;
  now: () => Date;
}

/**
 * Filters, ranks, has the first judged by the reranker where there is one, and reads what is asked for. A blank question
 * finds nothing. A search by vector alone falls back to keywords where there is no model.
 */
export async function searchPassages(search: PassageSearch, query: SearchQuery): Promise<SearchAnswer> {
  const began = performance.now();
  const { q, limit = 10, retriever = 'hybrid', explain = false } = query;
  const asOf = query.asOf ?? cityDate(search.now());
  const filter: PassageFilter = { ...query, asOf };
  const settings = search.settings(query.settings);
  const places = Math.max(settings.depth, limit);
  const understood =
    q.trim() === '' ? null : search.understand(q, { bare: query.withoutDictionary ?? false });
  const question = {
    words: understood?.normal ?? q,
    meant: understood?.meant ?? q,
    expansions: understood?.expansions ?? [],
  };
  const ask = (condition: SqlCondition): Promise<Ranking> =>
    rankPassages(search, { ...question, retriever, condition, settings, places, shown: limit });
  const condition = filterDocuments(filter);
  const nameFirst = (order: readonly FusedRank[]) =>
    understood ? putNamedFirst(search.sql, order, understood, condition) : [...order];
  const ranked = await ask(condition);
  const ranking = { ...ranked, order: nameFirst(ranked.order) };
  const judged =
    retriever === 'hybrid' ? await rerankFirst(search, q, ranking.order, settings.rerankDepth) : null;
  // A reranker reads words, not what a document is called: the named ones stay first.
  const reranked = judged && { ...judged, order: nameFirst(judged.order) };
  const results = readResults(search.sql, { ranking, reranked, asOf, limit, explain, settings });
  return {
    results,
    ...(explain && {
      explanation: await explainSearch(search.sql, { understood, filter, settings, ranking, reranked, ask }),
    }),
    tookMs: Math.round((performance.now() - began) * 10) / 10,
  };
}
