import { z } from 'zod';

import type { Services } from '~/app/services.server';
import { retrievers, type RankedPassage } from '~/knowledge/search/ranked-passage';
import { regionAndParents } from '~/knowledge/search/region-and-parents';
import type { SearchSettings } from '~/knowledge/search/settings/search-settings';
import type { Reader } from '~/prisma/access/reader';
import { isIsoDate } from '~/prisma/calendar/city-date';

const querySchema = z.object({
  q: z.string().trim().max(500).catch(''),
  asOf: z.string().refine(isIsoDate).optional().catch(undefined),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .catch(undefined),
  retriever: z.enum(retrievers).catch('hybrid'),
  method: z.enum(['scores', 'ranks']).optional().catch(undefined),
  vectorWeight: z.coerce.number().min(0).max(1).optional().catch(undefined),
  depth: z.coerce.number().int().min(20).max(500).optional().catch(undefined),
});

const shownPlaces = 10;

/** What the hit test shows for a question: what was understood, and the ranking now beside that of other settings. */
export async function getSearchTest({ search }: Services, reader: Reader, url: URL) {
  const given = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = querySchema.parse(given);
  if (query.q === '') return { query, understood: null, now: null, other: null };
  const other: Partial<SearchSettings> = {
    ...(query.method && { method: query.method }),
    ...(query.vectorWeight !== undefined && { vectorWeight: query.vectorWeight }),
    ...(query.depth !== undefined && { depth: query.depth }),
  };
  const run = (settings?: Partial<SearchSettings>) =>
    search.search({
      q: query.q,
      limit: shownPlaces,
      reader,
      explain: true,
      retriever: query.retriever,
      ...(query.asOf && { asOf: query.asOf }),
      ...(query.region && { regions: regionAndParents(query.region) }),
      ...(settings && { settings }),
    });
  const now = await run();
  return {
    query,
    understood: search.understand(query.q),
    now: { ...now, results: now.results.map(short) },
    other: Object.keys(other).length === 0 ? null : (await run(other)).results.map(short),
  };
}

/** A result without what the page doesn't show. */
function short({ passageId, documentId, title, path, text, status, score, details }: RankedPassage) {
  return {
    passageId,
    documentId,
    title,
    path,
    text: text.slice(0, 90),
    status,
    score,
    details: details ?? null,
  };
}

export type SearchTestData = Awaited<ReturnType<typeof getSearchTest>>;
export type TestedPassage = ReturnType<typeof short>;
