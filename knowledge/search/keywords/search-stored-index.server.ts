import type { SqlReader } from '~/prisma/database.server';

import type { ScoredId } from '../fusion/fuse-scores';
import { selectQueryTokens } from '../select-query-tokens';
import type { KeywordAnswer, KeywordQuestion } from './held-keywords.server';

/**
 * Ranks passages by the index in the database (FTS5's BM25: k1 1.2, b .75): for the time until the postings are in
 * memory. Weights of tokens are not known to it, so that only what is the question's own is asked. Documents that the
 * filter refuses are passed over while ranking. No token known: none.
 */
export function searchStoredIndex(
  sql: SqlReader,
  { tokens, condition, limit }: KeywordQuestion,
): KeywordAnswer {
  const passages = sql.get<{ n: number }>('SELECT count(*) AS n FROM "Passage"')?.n ?? 0;
  const known = new Map(
    sql
      .all<{ token: string; documents: number }>(
        `SELECT term AS token, doc AS documents FROM "PassageIndexVocabulary"
          WHERE term IN (${tokens.map(() => '?').join(', ')})`,
        tokens.map(({ token }) => token),
      )
      .map(({ token, documents }) => [token, documents]),
  );
  const frequency = (token: string) => known.get(token) ?? 0;
  const own = tokens.filter(({ weight }) => weight >= 1);
  const chosen = selectQueryTokens(
    own.map(({ token }) => ({ token, documents: frequency(token) })),
    passages,
  );
  const asked = new Set(chosen);
  return {
    ranking: chosen.length === 0 ? [] : rank(sql, chosen, condition, limit),
    tokens: tokens.map(({ token, weight }) => ({
      token,
      weight,
      documents: frequency(token),
      asked: asked.has(token),
      idf: Math.log(1 + (passages - frequency(token) + 0.5) / (frequency(token) + 0.5)),
    })),
  };
}

function rank(
  sql: SqlReader,
  tokens: readonly string[],
  condition: KeywordQuestion['condition'],
  limit: number,
): ScoredId[] {
  // Our own tokens, each quoted, never the reader's text.
  const match = tokens.map((token) => `"${token.replaceAll('"', '""')}"`).join(' OR ');
  // CROSS JOIN keeps the index outermost: FTS5 sorts by rank itself, and the rest is looked up until the limit is met.
  return sql.all<ScoredId>(
    `SELECT i.rowid AS id, -i.rank AS score FROM "PassageIndex" i
       CROSS JOIN "Passage" p ON p.id = i.rowid CROSS JOIN "Document" d ON d.id = p.documentId
      WHERE i.tokens MATCH ? AND ${condition.sql} ORDER BY i.rank LIMIT ?`,
    [match, ...condition.args, limit],
  );
}
