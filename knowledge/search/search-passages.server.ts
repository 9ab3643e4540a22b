import { cityDate } from '~/prisma/calendar/city-date';

import { fuseRanks } from './fuse-ranks';
import { filterDocuments, type PassageFilter } from './passage-filter';
import type { RankedPassage, SearchAnswer, SearchQuery } from './ranked-passage';
import { readDocumentIds, readPassages } from './read-passages.server';
import { searchKeywords, type KeywordSearch } from './search-keywords.server';
import type { HnswVectorStore } from './vectors/hnsw-vector-store.server';

/** What a search stands on. Without a store, or when the question gets no vector, keywords rank alone. */
export interface PassageSearch extends KeywordSearch {
  store(): HnswVectorStore | null;
  embedQuery(text: string): Promise<Float32Array | null>;
  now: () => Date;
}

/** How many passages each part ranks before they are joined. */
const depth = 200;

/**
 * Filters, ranks by keyword and by vector, joins both by reciprocal rank fusion and reads what is asked for. A blank
 * question finds nothing. A search by vector alone falls back to keywords where there is no model.
 */
export async function searchPassages(search: PassageSearch, query: SearchQuery): Promise<SearchAnswer> {
  const began = performance.now();
  const { q, limit = 10, retriever = 'hybrid' } = query;
  const asOf = query.asOf ?? cityDate(search.now());
  const filter: PassageFilter = { ...query, asOf };
  const places = Math.max(depth, limit);
  const searchByKeyword = () => searchKeywords(search, q, filter, places);
  // Begun first: the question is embedded in its own thread while keywords are searched here.
  const embedding = retriever === 'keyword' || q.trim() === '' ? null : search.embedQuery(q);
  const keyword = retriever === 'vector' ? null : searchByKeyword();
  const vector = (await embedding) ?? null;
  const store = search.store();
  const byVector = vector && store ? searchStore(search, store, vector, filter, places) : [];
  const byKeyword = keyword ?? (vector ? [] : searchByKeyword());
  return {
    results: rank(search, byKeyword, byVector, asOf, limit, byVector.length > 0 ? store : null),
    tookMs: round(performance.now() - began),
  };
}

function searchStore(
  { sql }: PassageSearch,
  store: HnswVectorStore,
  vector: Float32Array,
  filter: PassageFilter,
  places: number,
): number[] {
  const documents = readDocumentIds(sql, filterDocuments(filter));
  return store.nearest(vector, places, documents).map(({ id }) => id);
}

function rank(
  search: PassageSearch,
  keyword: number[],
  vector: number[],
  asOf: string,
  limit: number,
  store: HnswVectorStore | null,
): RankedPassage[] {
  const unranked = new Set(store ? keyword.filter((id) => !store.has(id)) : []);
  const fused = fuseRanks([keyword, vector], { unranked });
  const faces = readPassages(
    search.sql,
    fused.slice(0, limit * 2).map(({ id }) => id),
    asOf,
  );
  return fused
    .flatMap(({ id, score, ranks }) => {
      const face = faces.get(id);
      return face ? [{ ...face, score, ranks: { keyword: ranks[0] ?? null, vector: ranks[1] ?? null } }] : [];
    })
    .slice(0, limit);
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
