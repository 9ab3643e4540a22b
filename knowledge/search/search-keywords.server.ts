import type { SqlReader } from '~/prisma/database.server';

import type { ExplainedToken } from './explain/search-explanation';
import type { ScoredId } from './fusion/fuse-scores';
import type { SqlCondition } from './passage-filter';
import { selectQueryTokens } from './select-query-tokens';
import type { TokenFrequencies } from './token-frequencies.server';
import { tokenize } from './tokenize';

/** Characters of a question that are read: more is a pasted document, not a question. */
const longestQuestion = 2_000;

/** What keyword search stands on. */
export interface KeywordSearch {
  sql: SqlReader;
  frequencies: TokenFrequencies;
}

/**
 * Ranks passages by BM25 (FTS5's own: k1 1.2, b .75) over the tokens of the question, best first. Documents that the
 * filter refuses are passed over while ranking, so `limit` passages come if so many match. No token known: none.
 */
export function searchKeywords(
  { sql, frequencies }: KeywordSearch,
  q: string,
  condition: SqlCondition,
  limit: number,
): ScoredId[] {
  const match = composeMatch(frequencies, q);
  if (match === null) return [];
  // CROSS JOIN keeps the index outermost: FTS5 sorts by rank itself, and the rest is looked up until the limit is met.
  return sql.all<ScoredId>(
    `SELECT i.rowid AS id, -i.rank AS score FROM "PassageIndex" i
       CROSS JOIN "Passage" p ON p.id = i.rowid CROSS JOIN "Document" d ON d.id = p.documentId
      WHERE i.tokens MATCH ? AND ${condition.sql} ORDER BY i.rank LIMIT ?`,
    [match, ...condition.args, limit],
  );
}

/** The tokens of a question with their frequencies, and which of them are asked. */
export function explainTokens(
  { frequencies }: Pick<KeywordSearch, 'frequencies'>,
  q: string,
): ExplainedToken[] {
  const known = frequencies.of([...new Set(tokenize(q.slice(0, longestQuestion)))]);
  const asked = new Set(selectQueryTokens(known, frequencies.passages));
  return known.map((frequency) => ({ ...frequency, asked: asked.has(frequency.token), weight: 1 }));
}

/** The MATCH expression of a question: our own tokens, each quoted, never the reader's text. Null when none is known. */
function composeMatch(frequencies: TokenFrequencies, q: string): string | null {
  const chosen = explainTokens({ frequencies }, q).filter(({ asked }) => asked);
  return chosen.length === 0
    ? null
    : chosen.map(({ token }) => `"${token.replaceAll('"', '""')}"`).join(' OR ');
}
