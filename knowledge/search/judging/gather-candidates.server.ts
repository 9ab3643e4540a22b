import type { SqlReader } from '~/prisma/database.server';

import type { FusedRank } from '../fusion/fuse-ranks';
import type { PassageText } from '../passage-text';
import type { Candidate } from './judge-passages';
import { QuestionTokens, type QuestionWorth } from './question-tokens';
import { readWordEvidence } from './word-evidence';

/** What candidates are judged against; each function knows only the passages that have vectors. */
export interface JudgedQuestion {
  worth: QuestionWorth;
  vectorOf: (id: number) => Float32Array | null;
  passageCosine: (id: number) => number | null;
  clauseCosine: (id: number) => number | null;
}

/** Reads what the first passages of a ranking say for themselves. Those that are gone meanwhile are left out. */
export function gatherCandidates(
  sql: SqlReader,
  first: readonly FusedRank[],
  { worth, vectorOf, passageCosine, clauseCosine }: JudgedQuestion,
): Candidate[] {
  const rows = sql.all<PassageText & { id: number }>(
    `SELECT p.id AS id, d.title AS title, p.path AS path, p.text AS text
       FROM "Passage" p JOIN "Document" d ON d.id = p.documentId
      WHERE p.id IN (${first.map(() => '?').join(', ')})`,
    first.map(({ id }) => id),
  );
  const question = new QuestionTokens(worth);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return first.flatMap(({ id, score }): Candidate[] => {
    const row = rowOf.get(id);
    if (!row) return [];
    return [
      {
        id,
        fused: score,
        words: readWordEvidence(row, question),
        vector: vectorOf(id),
        passage: passageCosine(id),
        clause: clauseCosine(id),
      },
    ];
  });
}
