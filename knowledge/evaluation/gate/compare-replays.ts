import type { Fault, JudgedAnswer } from '../runs/judge-answer';
import type { ChangeKind } from './change-kinds';

/** Why a question that was right may be wrong now without anything being worse. */
export type Explanation =
  /** The change takes away the clause that answered; the question needs another one, or none. */
  | 'clause-left'
  /** The change brings the document that answers what nothing answered before. */
  | 'now-answered';

/** A question whose answer the change turns. */
export interface TurnedQuestion {
  questionId: string;
  question: string;
  kind: JudgedAnswer['kind'];
  asOf: string | null;
  before: AnswerSketch;
  after: AnswerSketch;
  explanation?: Explanation;
}

/** What the gate's page shows of an answer. */
export interface AnswerSketch {
  outcome: string;
  faults: Fault[];
  rank: number | null;
  missingWords: string[];
  citations: {
    documentId: string;
    title: string;
    documentNumber: string | null;
    path: string;
    isRight: boolean;
  }[];
}

/** What the copy held before and after the change, beside the answers. */
export interface ShadowFacts {
  /** For each question with clauses, whether one of them counted on the question's day. */
  standsBefore: Readonly<Record<string, boolean>>;
  standsAfter: Readonly<Record<string, boolean>>;
  /** Documents that can be found only with the change. */
  newDocumentIds: readonly string[];
}

/** What the replay says of a change. */
export interface Comparison {
  /**
   * `no-worse`: may be published. `worse`: a question lost its right answer. `no-questions`: nothing was asked.
   * `nothing-to-lose`: no answer was right before, so the replay can't tell.
   */
  outcome: 'no-worse' | 'worse' | 'no-questions' | 'nothing-to-lose';
  questions: number;
  rightBefore: number;
  rightAfter: number;
  worse: TurnedQuestion[];
  explained: TurnedQuestion[];
  better: TurnedQuestion[];
}

/** The kinds whose very purpose is that clauses come and go. */
const maySwapClauses: readonly ChangeKind[] = [
  'publish-documents',
  'withdraw-document',
  'document-dates',
  'document-fields',
  'calendar',
];
const mayAnswerMore: readonly ChangeKind[] = ['publish-documents', 'faq'];

/**
 * Compares two replays of the same questions (decision 019): no worse means that each question which was answered
 * rightly still is, but for those that the change itself explains. Better answers elsewhere never make up for one that
 * is lost, since the one who asks it isn't the one who gains.
 */
export function compareReplays(
  kind: ChangeKind,
  before: readonly JudgedAnswer[],
  after: readonly JudgedAnswer[],
  facts: ShadowFacts,
): Comparison {
  const now = new Map(after.map((answer) => [answer.questionId, answer]));
  const pairs = before.flatMap((was) => {
    const is = now.get(was.questionId);
    return is ? [{ was, is }] : [];
  });
  const lost = pairs
    .filter(({ was, is }) => was.isRight && !is.isRight)
    .map(({ was, is }) => turned(was, is, explain(kind, was, is, facts)));
  const worse = lost.filter(({ explanation }) => explanation === undefined);
  const rightBefore = pairs.filter(({ was }) => was.isRight).length;
  return {
    outcome: outcomeOf(pairs.length, rightBefore, worse.length),
    questions: pairs.length,
    rightBefore,
    rightAfter: pairs.filter(({ is }) => is.isRight).length,
    worse,
    explained: lost.filter(({ explanation }) => explanation !== undefined),
    better: pairs.filter(({ was, is }) => !was.isRight && is.isRight).map(({ was, is }) => turned(was, is)),
  };
}

function outcomeOf(questions: number, rightBefore: number, worse: number): Comparison['outcome'] {
  if (questions === 0) return 'no-questions';
  if (rightBefore === 0) return 'nothing-to-lose';
  return worse === 0 ? 'no-worse' : 'worse';
}

function explain(
  kind: ChangeKind,
  was: JudgedAnswer,
  is: JudgedAnswer,
  facts: ShadowFacts,
): Explanation | undefined {
  if (is.outcome === 'failed' || is.kind === 'out-of-bounds') return undefined;
  if (is.kind === 'unanswerable') {
    const cited = is.citations.map(({ documentId }) => documentId);
    const fromNew = cited.length > 0 && cited.every((id) => facts.newDocumentIds.includes(id));
    return fromNew && mayAnswerMore.includes(kind) ? 'now-answered' : undefined;
  }
  const left = facts.standsBefore[was.questionId] === true && facts.standsAfter[was.questionId] === false;
  return left && maySwapClauses.includes(kind) ? 'clause-left' : undefined;
}

function turned(was: JudgedAnswer, is: JudgedAnswer, explanation?: Explanation): TurnedQuestion {
  const { questionId, question, kind, asOf } = was;
  return {
    ...{ questionId, question, kind, asOf },
    before: sketch(was),
    after: sketch(is),
    ...(explanation && { explanation }),
  };
}

function sketch({ outcome, faults, rank, missingWords, citations }: JudgedAnswer): AnswerSketch {
  return {
    ...{ outcome, faults, rank, missingWords },
    citations: citations.map(({ documentId, title, documentNumber, path, isRight }) => ({
      ...{ documentId, title, documentNumber, path, isRight },
    })),
  };
}
