import type { Aspect } from '~/knowledge/answers/question-aspect';
import type { DocumentStatus } from '~/knowledge/documents/document-status';
import type { PolicyVerdict } from '~/knowledge/policies/judge-policy';
import type { NextQuestion } from '~/knowledge/policies/next-question';

import type { IntentKind } from './understand';

/** How a block of an answer came about; the honesty label says it. */
export type BlockMode = 'extractive' | 'model' | 'computed' | 'none';

/** A block of an answer. `quote` is verbatim; `[n]` in a text is the mark of citation n. */
export interface AnswerBlock {
  block: number;
  kind: 'text' | 'heading' | 'quote' | 'note';
  mode: BlockMode;
  text: string;
  /** Where more of it stands: a policy's page. */
  link?: string;
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
  /** What the question is about, so that a short follow-up is understood. */
  topic?: string;
  asOf?: string;
  /** Documents that were found and not quoted. */
  considered: { documentId: string; title: string; documentNumber: string | null; status: string }[];
}

/** The events of the chat stream. */
export type TurnEvent =
  | { event: 'status'; data: { stage: TurnStage; conversationId: string; turnId: string } }
  | { event: 'text'; data: { block: number; delta: string; mode: BlockMode; kind: AnswerBlock['kind'] } }
  | { event: 'citation'; data: AnswerCitation }
  | { event: 'verdict'; data: PolicyVerdict }
  | { event: 'question'; data: NextQuestion }
  | { event: 'form'; data: AnswerForm }
  | { event: 'handover'; data: { queryCode: string } }
  | { event: 'done'; data: TurnAnswer }
  | { event: 'error'; data: { code: string; title: string } };

/** `fell-back`: what was streamed so far is withdrawn, quotations follow. */
export type TurnStage = 'understanding' | 'searching' | 'matching' | 'writing' | 'fell-back';

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
