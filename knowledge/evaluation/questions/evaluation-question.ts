import { z } from 'zod';

import { titleKey } from '~/knowledge/documents/title-key';

/**
 * What a question tries: that a clause answers it, that nothing in the corpus does, that the past is answered from the
 * version of then, or that the assistant declines it.
 */
export const questionKinds = ['answerable', 'replaced-version', 'unanswerable', 'out-of-bounds'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Where a question came from. */
export const questionOrigins = ['library', 'desk', 'adopted-reply', 'feedback'] as const;
export type QuestionOrigin = (typeof questionOrigins)[number];

/**
 * The clause that answers, by what outlasts a new upload of its document: the title in normal form and the path. A
 * number pins one version; without it the version of the day asked about counts.
 */
export const expectedClauseSchema = z.object({
  documentTitle: z.string().min(1),
  titleKey: z.string().min(1),
  documentNumber: z.string().nullable().default(null),
  /** As in `Passage.path`, or a part of it between blanks: 第五条 also means 第五条 第（二）项. */
  path: z.string(),
});
export type ExpectedClause = z.infer<typeof expectedClauseSchema>;

/** A question as it is replayed. */
export interface EvaluationQuestionItem {
  id: string;
  question: string;
  kind: QuestionKind;
  /** Any one of them is right. */
  clauses: ExpectedClause[];
  /** Each must stand in the answer; alternatives of one are parted by a slash: 百分之五/5%. */
  mustHold: string[];
  /** The day asked about; null for the day of the run, or when the question's own words name the time. */
  asOf: string | null;
}

/** The face of a passage by which a clause is recognised. */
export interface ClauseFace {
  title: string;
  documentNumber: string | null;
  path: string;
}

/** Whether the passage is the clause, or a part of it. */
export function isClause(clause: ExpectedClause, face: ClauseFace): boolean {
  if (titleKey(face.title) !== clause.titleKey) return false;
  if (clause.documentNumber !== null && plain(face.documentNumber ?? '') !== plain(clause.documentNumber))
    return false;
  return clause.path === '' || ` ${face.path} `.includes(` ${clause.path} `);
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

/** The words that the answer lacks, in normal form: width, case, blanks and thousands separators make no difference. */
export function missingWords(mustHold: readonly string[], answer: string): string[] {
  const said = normalWords(answer);
  return mustHold.filter(
    (words) => !words.split('/').some((one) => normalWords(one) !== '' && said.includes(normalWords(one))),
  );
}

function normalWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/(?<=\d),(?=\d{3})/g, '');
}
