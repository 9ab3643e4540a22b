import { expect, test } from 'vitest';

import { noteSearches } from '~/app/evaluation/note-searches';
import type { SearchIndex } from '~/knowledge/search/search-index.server';
import { anonymousReader } from '~/prisma/access/reader';

function index() {
  const asked: { q: string; limit?: number | undefined }[] = [];
  const search = {
    search: ({ q, limit }: { q: string; limit?: number }) => {
      asked.push({ q, limit });
      return Promise.resolve({
        results: Array.from({ length: limit ?? 10 }, (_, at) => ({ at })),
        tookMs: 1,
      });
    },
    understand: (text: string) => ({ meant: text }),
  } as unknown as SearchIndex;
  return { asked, search };
}
const reader = anonymousReader;

test('the same question is searched once, as deep as any of its readers looks', async () => {
  const { asked, search } = index();
  const noted = noteSearches(search, 50);
  expect((await noted.search.search({ q: '研发', limit: 16, reader })).results).toHaveLength(16);
  expect((await noted.search.search({ q: '研发', limit: 50, reader })).results).toHaveLength(50);
  expect((await noted.search.search({ q: '研发', reader })).results).toHaveLength(10);
  expect(asked).toEqual([{ q: '研发', limit: 50 }]);
  await noted.search.search({ q: '研发', asOf: '2023-01-01', reader });
  await noted.search.search({ q: '研发', limit: 80, reader });
  expect(asked).toHaveLength(3);
});

test('each text that the dictionary saw is noted once, in its order', async () => {
  const noted = noteSearches(index().search, 50);
  noted.search.understand('乙');
  await noted.search.search({ q: '甲', reader });
  noted.search.understand('甲');
  noted.search.understand('乙');
  expect(noted.texts()).toEqual(['乙', '甲']);
});
