import type { Aspect } from '~/knowledge/answers/question-aspect';

import type { IntentKind } from './understand';

/** How a block of an answer came about; the honesty label says it. */
export type BlockMode = 'extractive' | 'model' | 'computed' | 'none';

/** A block of an answer. `quote` is verbatim; `[n]` in a text is the mark of citation n. */
export interface AnswerBlock {
  block: number;
  kind: 'text' | 'heading' | 'quote' | 'note';
  mode: BlockMode;
  text: string;
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
  status: string;
}

/** CONDITION of the contracts. */
export interface VerdictCondition {
  id: string;
  label: string;
  result: 'met' | 'not-met' | 'unknown' | 'declared';
  facts: { key: string; value?: unknown; source?: string; observedAt?: string }[];
  expected: string;
  children?: VerdictCondition[];
}

/** A verdict as `POST /api/v1/match` gives it. */
export interface AnswerVerdict {
  policyId: string;
  title: string;
  verdict: 'eligible' | 'ineligible' | 'unknown';
  shown: 'eligible' | 'one-step' | 'to-confirm' | 'ineligible' | 'expired';
  conditions: VerdictCondition[];
  missing: string[];
  amount?: { kind: 'exact' | 'about' | 'up-to'; yuan: string | number };
}

/** The one question that is worth asking next; `replies` are messages to send, the last one skips. */
export interface NextQuestion {
  fact: string;
  question: string;
  unlocks: string[];
  hint?: string;
  replies: string[];
}

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
  verdicts: AnswerVerdict[];
  nextQuestion?: NextQuestion;
  form?: AnswerForm;
  handover?: { queryCode: string };
  outcome: TurnOutcome;
  intent: IntentKind;
  aspect?: Aspect;
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
  | { event: 'verdict'; data: AnswerVerdict }
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
