import { z } from 'zod';

import type { Services } from '~/app/services.server';
import { regions } from '~/knowledge/documents/region';
import { retrievers, type RankedPassage } from '~/knowledge/search/ranked-passage';
import { regionAndParents } from '~/knowledge/search/region-and-parents';
import type { SearchSettings } from '~/knowledge/search/settings/search-settings';
import { hasRole, type Reader } from '~/prisma/access/reader';
import { isIsoDate } from '~/prisma/calendar/city-date';

const querySchema = z.object({
  q: z.string().trim().max(500).catch(''),
  asOf: z.string().refine(isIsoDate).optional().catch(undefined),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .catch(undefined),
  department: z.string().max(100).optional().catch(undefined),
  retriever: z.enum(retrievers).catch('hybrid'),
  method: z.enum(['scores', 'ranks']).optional().catch(undefined),
  vectorWeight: z.coerce.number().min(0).max(1).optional().catch(undefined),
  depth: z.coerce.number().int().min(20).max(500).optional().catch(undefined),
  rerankDepth: z.coerce.number().int().min(0).max(100).optional().catch(undefined),
  dictionary: z.literal('off').optional().catch(undefined),
});
export type SearchTestQuery = z.infer<typeof querySchema>;

const shownPlaces = 10;

/** What the hit test is asked, by its address or its form; what can't be is left out. */
export function readSearchTest(given: URLSearchParams): SearchTestQuery {
  return querySchema.parse(Object.fromEntries([...given].filter(([, value]) => value !== '')));
}

/** The settings of search that the right-hand side tries instead of those in force; empty when it tries none. */
export function settingsTried(query: SearchTestQuery): Partial<SearchSettings> {
  const { method, vectorWeight, depth, rerankDepth } = query;
  return {
    ...(method && { method }),
    ...(vectorWeight !== undefined && { vectorWeight }),
    ...(depth !== undefined && { depth }),
    ...(rerankDepth !== undefined && { rerankDepth }),
  };
}

/** What the hit test shows for a question: what was understood, and the ranking now beside that of other settings. */
export async function getSearchTest(
  { search, db }: Pick<Services, 'search' | 'db'>,
  reader: Reader,
  url: URL,
) {
  const query = readSearchTest(url.searchParams);
  const choices = {
    regions,
    departments: await db.department.findMany({ select: { id: true, name: true }, orderBy: { id: 'asc' } }),
    hasReranker: search.status().reranker !== undefined,
    mayAdopt: hasRole(reader, 'administrator'),
  };
  if (query.q === '') return { query, choices, understood: null, now: null, other: null, adoptable: false };
  const settings = settingsTried(query);
  const changesSettings = Object.keys(settings).length > 0;
  const run = (other: { settings?: Partial<SearchSettings>; withoutDictionary?: boolean }) =>
    search.search({
      q: query.q,
      limit: shownPlaces,
      reader,
      explain: true,
      retriever: query.retriever,
      ...(query.asOf && { asOf: query.asOf }),
      ...(query.region && { regions: regionAndParents(query.region) }),
      ...(query.department && { departmentId: query.department }),
      ...other,
    });
  const now = await run({});
  const other =
    changesSettings || query.dictionary === 'off'
      ? await run({ settings, withoutDictionary: query.dictionary === 'off' })
      : null;
  return {
    query,
    choices,
    understood: search.understand(query.q),
    now: { ...now, results: now.results.map(short) },
    other: other && { tookMs: other.tookMs, results: other.results.map(short) },
    // Asking without the dictionary is only to compare: it is no setting.
    adoptable: changesSettings && query.dictionary === undefined,
  };
}

/** A result without what the page doesn't show. */
function short(found: RankedPassage) {
  const { passageId, documentId, title, path, text, status, score, corrected, details } = found;
  return {
    passageId,
    documentId,
    title,
    path,
    text: text.slice(0, 90),
    status,
    score,
    corrected: corrected ?? false,
    details: details ?? null,
  };
}

export type SearchTestData = Awaited<ReturnType<typeof getSearchTest>>;
export type TestedPassage = ReturnType<typeof short>;
