import type { SqlReader } from '~/prisma/database.server';

import type { PassageDetails, ScoredRank } from './explain/search-explanation';
import type { ScoredId } from './fusion/fuse-scores';
import type { Ranking } from './rank-passages.server';
import type { RankedPassage } from './ranked-passage';
import { readPassages, type PassageFace } from './read-passages.server';
import type { Reranked } from './reranking/rerank-first.server';
import type { SearchSettings } from './settings/search-settings';

/** What is read of a ranking. */
export interface ReadOrder {
  ranking: Ranking;
  reranked: Reranked | null;
  asOf: string;
  limit: number;
  explain: boolean;
  settings: Pick<SearchSettings, 'neighbours'>;
}

/** A passage shorter than this says little without what stands beside it. */
const shortText = 60;

/** Reads the first passages of a ranking with their documents' faces. What is gone meanwhile is passed over. */
export function readResults(sql: SqlReader, read: ReadOrder): RankedPassage[] {
  const { ranking, reranked, asOf, limit, explain, settings } = read;
  const order = (reranked?.order ?? ranking.order).slice(0, limit * 2);
  const faces = readPassages(
    sql,
    order.map(({ id }) => id),
    asOf,
  );
  return order
    .flatMap(({ id, score, ranks: [keyword = null, vector = null] }): RankedPassage[] => {
      const face = faces.get(id);
      if (!face) return [];
      const details = explain ? describe(id, ranking, reranked) : undefined;
      return [{ ...face, score, ranks: { keyword, vector }, ...(details && { details }) }];
    })
    .slice(0, limit)
    .map((passage) => ({ ...passage, ...readContext(sql, passage, settings.neighbours) }));
}

/** The texts beside a short passage of the same document, in their order. */
function readContext(
  sql: SqlReader,
  { documentId, number, text }: PassageFace,
  neighbours: number,
): Pick<RankedPassage, 'context'> {
  if (neighbours === 0 || text.length >= shortText) return {};
  const rows = sql.all<{ number: number; text: string }>(
    `SELECT number, text FROM "Passage"
      WHERE documentId = ? AND number BETWEEN ? AND ? AND number <> ? ORDER BY number`,
    [documentId, number - neighbours, number + neighbours, number],
  );
  if (rows.length === 0) return {};
  const texts = (beside: typeof rows) => beside.map((row) => row.text);
  return {
    context: {
      before: texts(rows.filter((row) => row.number < number)),
      after: texts(rows.filter((row) => row.number > number)),
    },
  };
}

function describe(id: number, { order, lists }: Ranking, reranked: Reranked | null): PassageDetails {
  const at = order.findIndex((entry) => entry.id === id);
  const entry = order[at];
  const inList = (list: readonly ScoredId[], rank: number | null = null): ScoredRank | null =>
    rank === null ? null : { score: list[rank - 1]?.score ?? 0, rank };
  const reranking = [...(reranked?.scores ?? [])].sort(([, a], [, b]) => b - a);
  const place = reranking.findIndex(([other]) => other === id);
  return {
    keyword: inList(lists.keyword, entry?.ranks[0]),
    vector: inList(lists.vector, entry?.ranks[1]),
    fused: { score: entry?.score ?? 0, rank: at + 1 },
    rerank: place < 0 ? null : { score: reranking[place]?.[1] ?? 0, rank: place + 1 },
  };
}
