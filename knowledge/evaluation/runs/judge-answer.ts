import { titleKey } from '~/knowledge/documents/title-key';

import { isClause, missingWords, type EvaluationQuestionItem } from '../questions/evaluation-question';

/** What the assistant gave for a question. */
export interface GivenAnswer {
  outcome: 'answered' | 'not-found' | 'refused' | 'handed-over' | 'failed';
  text: string;
  citations: GivenCitation[];
  /** The place of the right clause among what search ranked, from 1; null when it isn't there or none is asked for. */
  rank: number | null;
  tookMs: number;
  /** From the question to the first words of the answer on the stream; absent when there were none. */
  firstWordsMs?: number;
}

export interface GivenCitation {
  documentId: string;
  passageId: number;
  title: string;
  documentNumber: string | null;
  path: string;
  /** The document's status on the day asked about. */
  status: string;
}

/** What is wrong with an answer; none: it is right. */
export type Fault =
  'not-answered' | 'wrong-clause' | 'wrong-version' | 'missing-words' | 'answered' | 'not-refused' | 'failed';

/** An answer judged against its question. */
export interface JudgedAnswer {
  questionId: string;
  question: string;
  kind: EvaluationQuestionItem['kind'];
  asOf: string | null;
  isRight: boolean;
  faults: Fault[];
  outcome: GivenAnswer['outcome'];
  rank: number | null;
  citations: (GivenCitation & { isRight: boolean })[];
  missingWords: string[];
  tookMs: number;
  firstWordsMs?: number;
  /** What search was asked for it; absent when that wasn't noted. */
  texts?: string[];
}

/**
 * Judges an answer. A question with an answer is right when one of its clauses is cited, every word that it must hold is
 * there, and no other version of that document is cited beside it. One without is right when the assistant says so and
 * cites nothing; one out of bounds when it is declined.
 */
export function judgeAnswer(question: EvaluationQuestionItem, answer: GivenAnswer): JudgedAnswer {
  const citations = answer.citations.map((citation) => ({
    ...citation,
    isRight: question.clauses.some((clause) => isClause(clause, citation)),
  }));
  const missing = wantsAnswer(question.kind) ? missingWords(question.mustHold, answer.text) : [];
  const faults = listFaults(question, { ...answer, citations }, missing);
  return {
    questionId: question.id,
    question: question.question,
    kind: question.kind,
    asOf: question.asOf,
    isRight: faults.length === 0,
    faults,
    outcome: answer.outcome,
    rank: answer.rank,
    citations,
    missingWords: missing,
    tookMs: answer.tookMs,
    ...(answer.firstWordsMs !== undefined && { firstWordsMs: answer.firstWordsMs }),
  };
}

/** Whether a question of the kind has an answer in the corpus. */
export function wantsAnswer(kind: EvaluationQuestionItem['kind']): boolean {
  return kind === 'answerable' || kind === 'replaced-version';
}

function listFaults(
  question: EvaluationQuestionItem,
  answer: Omit<GivenAnswer, 'citations'> & { citations: JudgedAnswer['citations'] },
  missing: string[],
): Fault[] {
  const { outcome, citations } = answer;
  if (outcome === 'failed') return ['failed'];
  if (question.kind === 'out-of-bounds') return outcome === 'refused' ? [] : ['not-refused'];
  if (question.kind === 'unanswerable') {
    const declined = outcome === 'not-found' || outcome === 'refused' || outcome === 'handed-over';
    return declined && citations.length === 0 ? [] : ['answered'];
  }
  const faults: Fault[] = [];
  const isCited = question.clauses.length === 0 || citations.some(({ isRight }) => isRight);
  if (citations.length === 0) faults.push('not-answered');
  else if (!isCited) faults.push('wrong-clause');
  if (citesOtherVersion(question, citations)) faults.push('wrong-version');
  if (missing.length > 0) faults.push('missing-words');
  return faults;
}

/** A pinned version and another one of the same document side by side leave the reader to guess. */
function citesOtherVersion(question: EvaluationQuestionItem, citations: readonly GivenCitation[]): boolean {
  const pinned = question.clauses.filter(({ documentNumber }) => documentNumber !== null);
  return citations.some(({ title, documentNumber }) => {
    const versions = pinned.filter((clause) => clause.titleKey === titleKey(title));
    return versions.length > 0 && versions.every((clause) => clause.documentNumber !== documentNumber);
  });
}
