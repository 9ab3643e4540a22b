import { cityDate } from '~/prisma/calendar/city-date';

import { findDropped } from './explain/find-dropped.server';
import type { PassageDetails, ScoredRank, SearchExplanation } from './explain/search-explanation';
import { fuseLists, type RankedLists } from './fusion/fuse-lists';
import type { FusedRank } from './fusion/fuse-ranks';
import type { ScoredId } from './fusion/fuse-scores';
import { everyDocument, filterDocuments, type PassageFilter, type SqlCondition } from './passage-filter';
import type { RankedPassage, SearchAnswer, SearchQuery } from './ranked-passage';
import { readDocumentIds, readPassages } from './read-passages.server';
import { explainTokens, searchKeywords, type KeywordSearch } from './search-keywords.server';
import type { SearchSettings } from './settings/search-settings';
import type { HnswVectorStore } from './vectors/hnsw-vector-store.server';

/** What a search stands on. Without a store, or when the question gets no vector, keywords rank alone. */
export interface PassageSearch extends KeywordSearch {
  store(): HnswVectorStore | null;
  embedQuery(text: string): Promise<Float32Array | null>;
  /** The settings in force, with what a search tries instead. */
  settings(override?: Partial<SearchSettings>): SearchSettings;
  now: () => Date;
}

/** So many of the first places are looked through for what a filter took out. */
const explainedPlaces = 20;

/**
 * Filters, ranks by keyword and by vector, joins both as the settings say and reads what is asked for. A blank question
 * finds nothing. A search by vector alone falls back to keywords where there is no model.
 */
export async function searchPassages(search: PassageSearch, query: SearchQuery): Promise<SearchAnswer> {
  const began = performance.now();
  const { limit = 10, explain = false } = query;
  const asOf = query.asOf ?? cityDate(search.now());
  const filter: PassageFilter = { ...query, asOf };
  const settings = search.settings(query.settings);
  const places = Math.max(settings.depth, limit);
  const ask = async (condition: SqlCondition) => rank(search, query, condition, settings, places);
  const ranking = await ask(filterDocuments(filter));
  const results = readResults(search, ranking, asOf, limit, explain);
  return {
    results,
    ...(explain && { explanation: await explainSearch(search, query, filter, settings, ranking, ask) }),
    tookMs: round(performance.now() - began),
  };
}

/** What was ranked for a question, before anything of it is read. */
interface Ranking {
  fused: FusedRank[];
  lists: RankedLists;
}

async function rank(
  search: PassageSearch,
  { q, retriever = 'hybrid' }: SearchQuery,
  condition: SqlCondition,
  settings: SearchSettings,
  places: number,
): Promise<Ranking> {
  const searchByKeyword = () => searchKeywords(search, q, condition, places);
  // Begun first: the question is embedded in its own thread while keywords are searched here.
  const embedding = retriever === 'keyword' || q.trim() === '' ? null : search.embedQuery(q);
  const keyword = retriever === 'vector' ? null : searchByKeyword();
  const question = (await embedding) ?? null;
  const store = search.store();
  const vector = question && store ? searchStore(search, store, question, condition, places) : [];
  const lists = { keyword: keyword ?? (question ? [] : searchByKeyword()), vector };
  const unranked = vector.length === 0 ? [] : lists.keyword.filter(({ id }) => !store?.has(id));
  return { fused: fuseLists(lists, settings, new Set(unranked.map(({ id }) => id))), lists };
}

function searchStore(
  { sql }: PassageSearch,
  store: HnswVectorStore,
  question: Float32Array,
  condition: SqlCondition,
  places: number,
): ScoredId[] {
  return store.nearest(question, places, readDocumentIds(sql, condition));
}

function readResults(
  { sql }: PassageSearch,
  { fused, lists }: Ranking,
  asOf: string,
  limit: number,
  explain: boolean,
): RankedPassage[] {
  const wanted = fused.slice(0, limit * 2);
  const faces = readPassages(
    sql,
    wanted.map(({ id }) => id),
    asOf,
  );
  return wanted
    .flatMap((entry, at): RankedPassage[] => {
      const face = faces.get(entry.id);
      if (!face) return [];
      const [keyword = null, vector = null] = entry.ranks;
      const details = explain ? describe(entry, at + 1, lists) : undefined;
      return [{ ...face, score: entry.score, ranks: { keyword, vector }, ...(details && { details }) }];
    })
    .slice(0, limit);
}

function describe({ ranks, score }: FusedRank, place: number, lists: RankedLists): PassageDetails {
  const at = (list: readonly ScoredId[], rank: number | null = null): ScoredRank | null =>
    rank === null ? null : { score: list[rank - 1]?.score ?? 0, rank };
  return {
    keyword: at(lists.keyword, ranks[0]),
    vector: at(lists.vector, ranks[1]),
    fused: { score, rank: place },
    rerank: null,
  };
}

async function explainSearch(
  search: PassageSearch,
  { q }: SearchQuery,
  filter: PassageFilter,
  settings: SearchSettings,
  ranking: Ranking,
  ask: (condition: SqlCondition) => Promise<Ranking>,
): Promise<SearchExplanation> {
  const unfiltered = await ask(everyDocument);
  const strongest = unfiltered.fused.slice(0, explainedPlaces).map(({ id }) => id);
  return {
    settings,
    tokens: explainTokens(search, q),
    usedVectors: ranking.lists.vector.length > 0,
    ...findDropped(search.sql, strongest, filter),
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
