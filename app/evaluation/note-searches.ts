import type { SearchIndex } from '~/knowledge/search/search-index.server';

/** The index for one question, and what it was asked. */
export interface NotedSearch {
  search: SearchIndex;
  /** Each text that was understood by the dictionary, in the order first asked: all that the dictionary can turn. */
  texts(): string[];
}

/**
 * Searches the same thing once, `deepest` results deep: the turn asks for fewer of them than the rank of its clause
 * takes. A shorter answer is the beginning of a longer one, since ranking doesn't look at the limit.
 */
export function noteSearches(search: SearchIndex, deepest: number): NotedSearch {
  const texts = new Set<string>();
  const asked = new Map<string, ReturnType<SearchIndex['search']>>();
  return {
    texts: () => [...texts],
    search: {
      ...search,
      understand(text) {
        texts.add(text);
        return search.understand(text);
      },
      async search(query) {
        texts.add(query.q);
        const { limit = 10, reader, ...rest } = query;
        if (limit > deepest) return search.search(query);
        const key = JSON.stringify([rest, reader]);
        const answer = asked.get(key) ?? search.search({ ...query, limit: deepest });
        asked.set(key, answer);
        const { results, ...more } = await answer;
        return { ...more, results: results.slice(0, limit) };
      },
    },
  };
}
