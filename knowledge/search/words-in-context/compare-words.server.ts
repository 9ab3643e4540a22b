import type { SqlReader } from '~/prisma/database.server';

import type { QuestionWorth } from '../judging/question-tokens';
import { weighPieces } from './piece-weights';
import { ComparedWords, type QuestionWords } from './word-signs';

interface Row {
  id: number;
  bytes: ArrayBuffer | Uint8Array;
}

/** Compares a question with passages word by word, by the id of each; those whose words aren't kept are left out. */
export function compareWords(
  sql: SqlReader,
  question: QuestionWords,
  { ids, model, worth }: { ids: readonly number[]; model: string; worth: QuestionWorth },
): Map<number, number> {
  if (ids.length === 0) return new Map();
  const compared = new ComparedWords(question, weighPieces(question.pieces, worth));
  const rows = sql.all<Row>(
    `SELECT p.id AS id, w.bytes AS bytes FROM "Passage" p
       CROSS JOIN "WordSigns" w ON w.textHash = p.textHash AND w.model = ?
      WHERE p.id IN (${ids.map(() => '?').join(', ')})`,
    [model, ...ids],
  );
  return new Map(
    rows.flatMap(({ id, bytes }): [number, number][] => {
      const likeness = compared.compare(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes);
      return likeness === null ? [] : [[id, likeness]];
    }),
  );
}
