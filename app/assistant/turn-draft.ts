import type { SourcePassage } from '~/knowledge/answers/source-passage';

import type { AnswerBlock, AnswerCitation, BlockMode, TurnAnswer, TurnEvent } from './turn-answer';

/** A turn being written; each addition is at once an event for the stream. */
export interface TurnDraft {
  answer: TurnAnswer;
  /** Adds a block, or to the last one when `join` is given, and returns the event that tells it. */
  addText(kind: AnswerBlock['kind'], mode: BlockMode, text: string, join?: 'join'): TurnEvent;
  /** The number of the citation of a passage; `event` is null when it was cited before. */
  cite(passage: SourcePassage, quote: string): { n: number; event: TurnEvent | null };
  /** Withdraws what was written, because quotations follow instead. */
  clear(): void;
  /** The whole answer with its plain text. */
  finish(): TurnAnswer;
}

/** Begins a turn's answer. */
export function openDraft(start: Pick<TurnAnswer, 'conversationId' | 'turnId' | 'intent'>): TurnDraft {
  const answer: TurnAnswer = {
    ...start,
    mode: 'extractive',
    text: '',
    blocks: [],
    citations: [],
    verdicts: [],
    outcome: 'answered',
    considered: [],
  };
  return {
    answer,
    addText(kind, mode, text, join) {
      const last = answer.blocks.at(-1);
      const joined = join !== undefined && last?.kind === kind && last.mode === mode;
      const block: AnswerBlock = joined ? last : { block: answer.blocks.length + 1, kind, mode, text: '' };
      if (!joined) answer.blocks.push(block);
      block.text += text;
      return { event: 'text', data: { block: block.block, delta: text, mode, kind } };
    },
    cite(passage, quote) {
      const known = answer.citations.find(({ passageId }) => passageId === passage.passageId);
      if (known) {
        if (!known.quote.includes(quote)) known.quote = `${known.quote}……${quote}`;
        return { n: known.n, event: null };
      }
      const citation = citationOf(answer.citations.length + 1, passage, quote);
      answer.citations.push(citation);
      return { n: citation.n, event: { event: 'citation', data: { ...citation } } };
    },
    clear() {
      answer.blocks = [];
      answer.citations = [];
    },
    finish() {
      answer.text = answer.blocks.map(({ text }) => text).join('\n');
      if (answer.blocks.some(({ mode }) => mode === 'model')) answer.mode = 'model';
      return answer;
    },
  };
}

function citationOf(n: number, passage: SourcePassage, quote: string): AnswerCitation {
  const { passageId, documentId, title, documentNumber, path, textKind, textOrigin, status } = passage;
  const citation = { n, passageId, documentId, title, documentNumber, path, quote, textKind, status };
  return textOrigin === undefined || textOrigin === 'original' ? citation : { ...citation, textOrigin };
}
