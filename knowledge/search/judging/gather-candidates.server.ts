import type { SqlReader } from '~/prisma/database.server';

import type { EmbeddedQuestion } from '../embedding/embedding-model.server';
import type { FusedRank } from '../fusion/fuse-ranks';
import type { KeywordAnswer } from '../keywords/held-keywords.server';
import type { HnswVectorStore } from '../vectors/hnsw-vector-store.server';
import { compareWords } from '../words-in-context/compare-words.server';
import type { Candidate } from './judge-passages';
import { QuestionTokens } from './question-tokens';
import { readWordEvidence, type JudgedText } from './word-evidence';

/** A passage of fewer characters says little without what stands before it. */
const shortText = 40;

/** The vectors of a process, while it has a model. */
export interface SearchedStore {
  store: HnswVectorStore;
  /** The id under which vectors are kept. */
  model: string;
}

/** A question's vector and words with the vectors that they are compared with. */
export interface VectorQuestion extends SearchedStore, EmbeddedQuestion {}

/** What candidates are judged against. */
export interface JudgedQuestion {
  tokens: KeywordAnswer['tokens'];
  /** Null where keywords rank alone. */
  vectors: VectorQuestion | null;
}

/** Reads what the first passages of a ranking say for themselves. Those that are gone meanwhile are left out. */
export function gatherCandidates(
  sql: SqlReader,
  first: readonly FusedRank[],
  { tokens, vectors }: JudgedQuestion,
): Candidate[] {
  const ids = first.map(({ id }) => id);
  const rowOf = readTexts(sql, ids);
  const question = new QuestionTokens(worthOf(tokens.filter(({ documents }) => documents > 0)));
  const inContext = vectors?.words
    ? compareWords(sql, vectors.words, { ids, model: vectors.model, worth: worthOf(tokens) })
    : null;
  return first.flatMap(({ id, score }): Candidate[] => {
    const row = rowOf.get(id);
    if (!row) return [];
    return [
      {
        id,
        fused: score,
        words: readWordEvidence(row, question),
        vector: vectors?.store.vectorOf(id) ?? null,
        passage: vectors?.store.cosine(id, vectors.vector) ?? null,
        clause: vectors?.store.clauseCosine(id, vectors.vector) ?? null,
        inContext: inContext?.get(id) ?? null,
      },
    ];
  });
}

function worthOf(tokens: KeywordAnswer['tokens']): ReadonlyMap<string, number> {
  return new Map(tokens.map(({ token, idf, weight }) => [token, idf * weight]));
}

/** Their words; those of a short passage with what stands before it, which it often speaks of (前款规定的…). */
function readTexts(sql: SqlReader, ids: readonly number[]): Map<number, JudgedText> {
  const rows = sql.all<JudgedText & { id: number }>(
    `SELECT p.id AS id, d.title AS title, p.path AS path, p.text AS text, b.text AS before
       FROM "Passage" p JOIN "Document" d ON d.id = p.documentId
       LEFT JOIN "Passage" b ON length(p.text) < ${String(shortText)}
        AND b.documentId = p.documentId AND b.number = p.number - 1
      WHERE p.id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
