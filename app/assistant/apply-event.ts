import type { AnswerBlock, TextDelta, TurnAnswer, TurnEvent, TurnStage } from './turn-answer';

/** A turn while it is being streamed. */
export interface LiveTurn {
  message: string;
  answer: TurnAnswer;
  stage: TurnStage | 'sent' | 'done' | 'stopped' | 'failed';
  /** The place in line before the model, 1 being next. */
  place?: number;
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
      const { conversationId, turnId, stage, place, noModel } = event.data;
      const kept = stage === 'fell-back' ? withoutProse(answer) : {};
      const told = { ...answer, conversationId, turnId, ...kept, ...(noModel && { noModel }) };
      return { ...turn, stage, answer: told, ...(place !== undefined && { place }) };
    }
    case 'text':
      return { ...turn, answer: { ...answer, blocks: withDelta(answer.blocks, event.data) } };
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

function withDelta(blocks: AnswerBlock[], data: TextDelta): AnswerBlock[] {
  const { block, delta, mode, kind, before, part, link } = data;
  if (blocks.some((item) => item.block === block))
    return blocks.map((item) => (item.block === block ? { ...item, text: item.text + delta } : item));
  const added = { block, kind, mode, text: delta, ...(part && { part }), ...(link && { link }) };
  const place = before === undefined ? -1 : blocks.findIndex((item) => item.block === before);
  return place < 0 ? [...blocks, added] : [...blocks.slice(0, place), added, ...blocks.slice(place)];
}

/** The quotations stand; what a model wrote, and the citations that only it used, go. */
function withoutProse(answer: TurnAnswer): Pick<TurnAnswer, 'blocks' | 'citations'> {
  const blocks = answer.blocks.filter(({ mode }) => mode !== 'model');
  const citations = answer.citations.filter(({ n }) => blocks.some(({ text }) => text.includes(`[${n}]`)));
  return { blocks, citations };
}
