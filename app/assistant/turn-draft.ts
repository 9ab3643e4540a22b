import type { SourcePassage } from '~/knowledge/answers/source-passage';

import type {
  AnswerBlock,
  AnswerCitation,
  BlockKind,
  BlockMode,
  BlockPart,
  TextDelta,
  TurnAnswer,
  TurnEvent,
} from './turn-answer';

/** How a block is added, besides its words. */
export interface BlockOptions {
  /** Goes on in the last block of the kind and mode at this place. */
  join?: boolean;
  /** The number of the block that it stands before. */
  before?: number;
  part?: BlockPart;
  link?: string;
}

/** A turn being written; each addition is at once an event for the stream. */
export interface TurnDraft {
  answer: TurnAnswer;
  /** Adds a block and returns the event that tells it. */
  addText(kind: BlockKind, mode: BlockMode, text: string, options?: BlockOptions): TurnEvent;
  /** The number of the citation of a passage; `event` is null when it was cited before. */
  cite(passage: SourcePassage, quote: string): { n: number; event: TurnEvent | null };
  /** Withdraws what a model wrote, with the citations that only it used. */
  withdrawProse(): void;
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
  let added = 0;
  return {
    answer,
    addText(kind, mode, text, { join = false, before, part, link } = {}) {
      const place = before === undefined ? -1 : answer.blocks.findIndex(({ block }) => block === before);
      const last = place < 0 ? answer.blocks.at(-1) : answer.blocks[place - 1];
      if (join && last?.kind === kind && last.mode === mode) {
        last.text += text;
        return { event: 'text', data: { block: last.block, delta: text, mode, kind } };
      }
      added += 1;
      const block: AnswerBlock = {
        block: added,
        kind,
        mode,
        text,
        ...(part && { part }),
        ...(link && { link }),
      };
      answer.blocks.splice(place < 0 ? answer.blocks.length : place, 0, block);
      const data: TextDelta = {
        block: added,
        delta: text,
        mode,
        kind,
        ...(part && { part }),
        ...(link && { link }),
      };
      return { event: 'text', data: place < 0 || before === undefined ? data : { ...data, before } };
    },
    cite(passage, quote) {
      const known = answer.citations.find(({ passageId }) => passageId === passage.passageId);
      if (known) {
        if (!known.quote.includes(quote)) known.quote = `${known.quote}……${quote}`;
        return { n: known.n, event: null };
      }
      const n = Math.max(0, ...answer.citations.map((citation) => citation.n)) + 1;
      const citation = citationOf(n, passage, quote);
      answer.citations.push(citation);
      return { n, event: { event: 'citation', data: { ...citation } } };
    },
    withdrawProse() {
      answer.blocks = answer.blocks.filter(({ mode }) => mode !== 'model');
      answer.citations = answer.citations.filter(({ n }) => isMarked(answer.blocks, n));
    },
    finish() {
      answer.text = answer.blocks.map(({ text }) => text).join('\n');
      if (answer.blocks.some(({ mode }) => mode === 'model')) answer.mode = 'model';
      return answer;
    },
  };
}

/** Whether a block's words carry the mark of citation n. */
export const isMarked = (blocks: readonly AnswerBlock[], n: number) =>
  blocks.some(({ text }) => text.includes(`[${n}]`));

function citationOf(n: number, passage: SourcePassage, quote: string): AnswerCitation {
  const { passageId, documentId, title, documentNumber, path, textKind, textOrigin, status } = passage;
  const citation = { n, passageId, documentId, title, documentNumber, path, quote, textKind, status };
  return textOrigin === undefined || textOrigin === 'original' ? citation : { ...citation, textOrigin };
}
