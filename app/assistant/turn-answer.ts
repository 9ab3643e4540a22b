import type { Conflict } from '~/knowledge/answers/conflicts/find-conflicts';
import type { QuotedTable } from '~/knowledge/answers/quoted-table';
import type { ClauseChange } from '~/knowledge/answers/diff-clauses';
import type { Aspect } from '~/knowledge/answers/question-aspect';
import type { DocumentStatus } from '~/knowledge/documents/document-status';
import type { AmountStep } from '~/knowledge/policies/estimate-amount';
import type { PolicyVerdict } from '~/knowledge/policies/judge-policy';
import type { NextQuestion } from '~/knowledge/policies/next-question';

import type { IntentKind } from './understand';

/** How a block of an answer came about; the honesty label says it. */
export type BlockMode = 'extractive' | 'model' | 'computed' | 'none';

/** A block of an answer. `quote` is verbatim; `[n]` in a text is the mark of citation n. */
export interface AnswerBlock {
  block: number;
  kind: BlockKind;
  mode: BlockMode;
  /** The whole block in plain words, also where a part below shows it better. */
  text: string;
  /** Where more of it stands: a policy's page. */
  link?: string;
  part?: BlockPart;
}

/**
 * `aspect` heads the blocks of one aspect; `quote` is verbatim; `context` says what 前款 and the like point at;
 * `exception` is a 但书 that stands elsewhere.
 */
export type BlockKind =
  | 'text'
  | 'heading'
  | 'quote'
  | 'note'
  | 'aspect'
  | 'context'
  | 'exception'
  | 'steps'
  | 'table'
  | 'comparison'
  | 'changes'
  | 'example'
  | 'conflict';

/** What a block shows besides words. */
export type BlockPart =
  | { steps: string[]; isOrdered: boolean }
  | { table: QuotedTable & { marks: number[] } }
  | { comparison: ComparisonTable }
  | { changes: VersionChanges }
  | { example: WorkedExample }
  | { conflicts: Conflict[] };

/** Two policies side by side; each cell's lines carry the marks of their citations. */
export interface ComparisonTable {
  sides: [string, string];
  rows: { aspect: Aspect; cells: [string[], string[]] }[];
}

/** A document's two versions by clause; the marks are those of the citations. */
export interface VersionChanges {
  before: { name: string; from: string | null; to: string | null };
  after: { name: string; from: string | null; to: string | null };
  items: { change: ClauseChange; beforeMark?: number; afterMark?: number }[];
  /** Changes that aren't listed. */
  more: number;
  unchanged: number;
}

/** 试算: the amount by the policy's formula from the firm's own facts. */
export interface WorkedExample {
  steps: AmountStep[];
  /** exact, about or up-to */
  kind: string;
  result: string;
  facts: { label: string; value: string; source: string; observedAt: string }[];
}

/** Citation 依据: the clause that a sentence rests on, with the face of its document. */
export interface AnswerCitation {
  n: number;
  passageId: number;
  documentId: string;
  title: string;
  documentNumber: string | null;
  path: string;
  quote: string;
  textKind: string;
  /** Only where the text was recognised in a picture: ocr-unchecked, ocr-confirmed. */
  textOrigin?: string;
  /** On the day that the answer holds for. */
  status: string;
  /** Today, where the answer speaks of another day. */
  statusNow?: DocumentStatus;
}

/** The one question that is worth asking next. */
export type { NextQuestion };

export interface AnswerForm {
  formId: string;
  title: string;
  prefilled: number;
  total: number;
  url: string;
}

export type TurnOutcome = 'answered' | 'not-found' | 'refused' | 'handed-over';

/** Why no model wrote an answer that could have been written by one. */
export type ModelFailure = 'unreachable' | 'busy' | 'timed-out' | 'failed' | 'nothing-verified';

/** A whole turn: what the API answers and what is kept. */
export interface TurnAnswer {
  conversationId: string;
  turnId: string;
  mode: 'extractive' | 'model';
  model?: string;
  modelFailure?: ModelFailure;
  /** No model was connected when it was answered. */
  noModel?: true;
  text: string;
  blocks: AnswerBlock[];
  citations: AnswerCitation[];
  verdicts: PolicyVerdict[];
  nextQuestion?: NextQuestion;
  form?: AnswerForm;
  handover?: { queryCode: string };
  /** Nothing was found twice in a row: a person is offered. */
  offersPerson?: boolean;
  outcome: TurnOutcome;
  intent: IntentKind;
  aspect?: Aspect;
  /** The policy that was meant, though no verdict was given. */
  policyId?: string;
  /** A follow-up as the whole question that was searched for: 已按“…”查找. */
  completed?: { text: string };
  /** What the question is about, so that a short follow-up is understood. */
  topic?: string;
  asOf?: string;
  /** Documents that were found and not quoted. */
  considered: { documentId: string; title: string; documentNumber: string | null; status: string }[];
}

/** The events of the chat stream. */
export type TurnEvent =
  | { event: 'status'; data: TurnStatus }
  | { event: 'text'; data: TextDelta }
  | { event: 'citation'; data: AnswerCitation }
  | { event: 'verdict'; data: PolicyVerdict }
  | { event: 'question'; data: NextQuestion }
  | { event: 'form'; data: AnswerForm }
  | { event: 'handover'; data: { queryCode: string } }
  | { event: 'done'; data: TurnAnswer }
  | { event: 'error'; data: { code: string; title: string } };

/** Where a turn stands; `place` in line before the model, 1 being next. */
export interface TurnStatus {
  stage: TurnStage;
  place?: number;
  noModel?: true;
  conversationId: string;
  turnId: string;
}

/** Words for a block; a new block stands before the block `before`, else at the end. */
export interface TextDelta {
  block: number;
  delta: string;
  mode: BlockMode;
  kind: BlockKind;
  before?: number;
  part?: BlockPart;
  link?: string;
}

/** `fell-back`: what a model streamed so far is withdrawn; the quotations stand. */
export type TurnStage = 'understanding' | 'searching' | 'matching' | 'writing' | 'queued' | 'fell-back';

/** The honesty label above an answer: exactly one. */
export type AnswerLabel = 'model' | 'extractive' | 'model-failed' | 'computed' | 'none';

/** Which label an answer bears. */
export function labelOf(answer: Pick<TurnAnswer, 'blocks' | 'verdicts' | 'modelFailure'>): AnswerLabel {
  const modes = new Set(answer.blocks.map(({ mode }) => mode));
  if (modes.has('model')) return 'model';
  if (modes.has('extractive')) return answer.modelFailure ? 'model-failed' : 'extractive';
  if (modes.has('computed') || answer.verdicts.length > 0) return 'computed';
  return 'none';
}
