import type { TurnAnswer, TurnEvent, TurnStage } from './turn-answer';

/** A turn while it is being streamed. */
export interface LiveTurn {
  message: string;
  answer: TurnAnswer;
  stage: TurnStage | 'sent' | 'done' | 'stopped' | 'failed';
  /** Why it failed, in words for the reader. */
  problem?: string;
}

/** A turn that was just sent. */
export function startLiveTurn(message: string): LiveTurn {
  const answer: TurnAnswer = {
    conversationId: '',
    turnId: '',
    mode: 'extractive',
    text: '',
    blocks: [],
    citations: [],
    verdicts: [],
    outcome: 'answered',
    intent: 'ask-policy',
    considered: [],
  };
  return { message, answer, stage: 'sent' };
}

/** The live turn after an event of the stream; nothing is changed in place. */
export function applyEvent(turn: LiveTurn, event: TurnEvent): LiveTurn {
  const { answer } = turn;
  switch (event.event) {
    case 'status': {
      const { conversationId, turnId, stage } = event.data;
      const kept = stage === 'fell-back' ? { blocks: [], citations: [] } : {};
      return { ...turn, stage, answer: { ...answer, conversationId, turnId, ...kept } };
    }
    case 'text': {
      const { block, delta, mode, kind } = event.data;
      const known = answer.blocks.some((item) => item.block === block);
      const blocks = known
        ? answer.blocks.map((item) => (item.block === block ? { ...item, text: item.text + delta } : item))
        : [...answer.blocks, { block, kind, mode, text: delta }];
      return { ...turn, answer: { ...answer, blocks } };
    }
    case 'citation':
      return { ...turn, answer: { ...answer, citations: [...answer.citations, event.data] } };
    case 'verdict':
      return { ...turn, answer: { ...answer, verdicts: [...answer.verdicts, event.data] } };
    case 'question':
      return { ...turn, answer: { ...answer, nextQuestion: event.data } };
    case 'form':
      return { ...turn, answer: { ...answer, form: event.data } };
    case 'handover':
      return { ...turn, answer: { ...answer, handover: event.data } };
    case 'done':
      return { ...turn, answer: event.data, stage: 'done' };
    case 'error':
      return { ...turn, stage: 'failed', problem: event.data.title };
  }
}
