import type { SqlReader } from '~/prisma/database.server';

import type { FusedRank } from '../fusion/fuse-ranks';
import { embeddedText, type PassageText } from '../passage-text';
import type { Reranker } from './open-reranker.server';

/** The order after the reranker, and what it said. */
export interface Reranked {
  order: FusedRank[];
  /** The reranker's scores by passage; empty when it failed. */
  scores: ReadonlyMap<number, number>;
  state: 'used' | 'failed' | 'off';
  reason?: string;
  tookMs: number;
}

/**
 * Has the first `depth` passages put in order by the reranker; the rest follow as they were, and so do those that it
 * leaves out. Null when none is set up. When it fails or takes too long, the order stays.
 */
export async function rerankFirst(
  { reranker, sql }: { reranker: Reranker | null; sql: SqlReader },
  question: string,
  order: readonly FusedRank[],
  depth: number,
): Promise<Reranked | null> {
  if (!reranker) return null;
  const began = performance.now();
  const first = order.slice(0, depth);
  const texts = readTexts(
    sql,
    first.map(({ id }) => id),
  );
  const unchanged = { order: [...order], scores: new Map<number, number>() };
  if (first.length === 0) return { ...unchanged, state: 'off', tookMs: 0 };
  const answer = await reranker.rerank(
    question,
    first.map(({ id }) => texts.get(id) ?? ''),
  );
  const tookMs = Math.round(performance.now() - began);
  if (!answer) return { ...unchanged, state: 'failed', reason: reranker.status().reason, tookMs };
  const scores = new Map(
    first.flatMap(({ id }, at): [number, number][] => {
      const score = answer.get(at);
      return score === undefined ? [] : [[id, score]];
    }),
  );
  return { order: putInOrder(order, first, scores), scores, state: 'used', tookMs };
}

/** By the reranker's scores; the places' own scores stay with the places, so that they go on falling. */
function putInOrder(
  order: readonly FusedRank[],
  first: readonly FusedRank[],
  scores: ReadonlyMap<number, number>,
): FusedRank[] {
  const judged = first
    .filter(({ id }) => scores.has(id))
    .sort((a, b) => (scores.get(b.id) as number) - (scores.get(a.id) as number));
  const others = first.filter(({ id }) => !scores.has(id));
  const reordered = [...judged, ...others, ...order.slice(first.length)];
  return reordered.map((entry, at) => ({ ...entry, score: order[at]?.score ?? entry.score }));
}

function readTexts(sql: SqlReader, ids: readonly number[]): Map<number, string> {
  const rows = sql.all<PassageText & { id: number }>(
    `SELECT p.id AS id, d.title AS title, p.path AS path, p.text AS text
       FROM "Passage" p JOIN "Document" d ON d.id = p.documentId
      WHERE p.id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, embeddedText(row)]));
}
