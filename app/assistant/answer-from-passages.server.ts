import { translator } from '~/app/words/translator';
import { officialWordsFor } from '~/knowledge/answers/everyday-words';
import { extractAnswer } from '~/knowledge/answers/extract-answer';
import { gatherPassages } from '~/knowledge/answers/gather-passages.server';
import { generateAnswer } from '~/knowledge/answers/generate-answer.server';
import { judgeRelevance } from '~/knowledge/answers/judge-relevance';
import { aspectOf, withoutAspectWords, type Aspect } from '~/knowledge/answers/question-aspect';
import { questionTerms, type WeightedTerm } from '~/knowledge/answers/question-terms';
import type { SourcePassage } from '~/knowledge/answers/source-passage';
import type { DroppedSentence } from '~/knowledge/answers/verify-answer';
import type { ChatModelFailure } from '~/knowledge/answers/chat-model-error';

import { regionsOf } from './regions-of';
import type { ModelFailure, TurnEvent } from './turn-answer';
import type { TurnDeps, TurnRequest } from './turn-deps.server';
import type { TurnDraft } from './turn-draft';

export interface PassageQuestion {
  question: string;
  topic?: string;
  asOf: string;
  aspect?: Aspect;
  /** How many quotations at most. */
  most?: number;
  /** Whether a model may write it. */
  mayGenerate: boolean;
}

const mostForModel = 6;

/**
 * Answers from the city's documents: generated and verified when a model is there, else by quotation. Returns whether
 * there was a basis. What was left out is put into `dropped`.
 */
export async function* answerFromPassages(
  deps: TurnDeps,
  request: TurnRequest,
  draft: TurnDraft,
  dropped: DroppedSentence[],
  asked: PassageQuestion,
): AsyncGenerator<TurnEvent, boolean> {
  const { answer } = draft;
  const aspect = asked.aspect ?? aspectOf(asked.question);
  answer.aspect = aspect;
  const matter = withoutAspectWords(asked.question, aspect);
  const official = officialWordsFor(asked.question);
  const topic = [asked.topic, official].filter(Boolean).join(' ');
  const gathered = await gatherPassages(deps, {
    question: questionTerms(matter).length > 0 ? matter : asked.question,
    ...(topic !== '' && { topic }),
    asOf: asked.asOf,
    regions: regionsOf(asked.question),
    reader: request.reader,
  });
  const quotations = extractAnswer({ question: asked.question, aspect, ...gathered });
  answer.considered = consideredOf(
    gathered.passages,
    quotations.map(({ passage }) => passage.documentId),
  );
  if (quotations.length === 0) return false;
  const t = translator(request.locale);
  const sayAsOf = () =>
    answer.asOf === undefined ||
    answer.blocks.some(({ kind, text }) => kind === 'note' && text.includes(answer.asOf ?? ''))
      ? []
      : [draft.addText('note', 'extractive', t('chat.asOf', { date: answer.asOf }))];
  yield* sayAsOf();
  if (asked.mayGenerate && deps.chat.current().state === 'ready') {
    const passages = passagesForModel(
      gathered,
      quotations.map(({ passage }) => passage),
    );
    const generated = yield* generate(deps, request, draft, dropped, asked.question, passages);
    if (generated) return true;
  }
  // What a model wrote was withdrawn, and the note with it.
  yield* sayAsOf();
  for (const { passage, text } of quotations.slice(0, asked.most ?? 3)) {
    const { n, event } = draft.cite(passage, text);
    if (event) yield event;
    yield draft.addText('heading', 'extractive', `${sourceName(passage)} [${n}]`);
    yield draft.addText('quote', 'extractive', text);
  }
  return true;
}

/** 《title》文号 第三条; the number stands for the title when there is one. */
function sourceName(passage: SourcePassage): string {
  const name = passage.documentNumber ?? `《${passage.title}》`;
  return [name, passage.path].filter((part) => part !== '').join(' ');
}

/** The quoted passages first, then what else bears on the matter. */
function passagesForModel(
  gathered: { passages: SourcePassage[]; terms: WeightedTerm[] },
  quoted: SourcePassage[],
): SourcePassage[] {
  const others = gathered.passages.filter(
    (passage) =>
      !quoted.includes(passage) && passage.found && judgeRelevance(gathered.terms, passage).relevant,
  );
  return [...quoted, ...others].slice(0, mostForModel);
}

async function* generate(
  deps: TurnDeps,
  request: TurnRequest,
  draft: TurnDraft,
  dropped: DroppedSentence[],
  question: string,
  passages: SourcePassage[],
): AsyncGenerator<TurnEvent, boolean> {
  const { answer } = draft;
  const status = deps.chat.current();
  if (status.state !== 'ready') return false;
  yield {
    event: 'status',
    data: { stage: 'writing', conversationId: answer.conversationId, turnId: answer.turnId },
  };
  let shown = 0;
  let failure: ModelFailure | null = null;
  for await (const piece of generateAnswer(deps.chat, {
    question,
    passages,
    locale: request.locale,
    signal: request.signal,
  })) {
    if ('shown' in piece) {
      const { n, event } = draft.cite(piece.shown.passage, piece.shown.quote);
      if (event) yield event;
      yield draft.addText('text', 'model', `${piece.shown.text} [${n}] `, 'join');
      shown += 1;
    } else if ('dropped' in piece) dropped.push(piece.dropped);
    else if ('failed' in piece) {
      failure = failureOf(piece.failed);
      deps.log.warn(
        { failure: piece.failed, detail: piece.detail, model: status.model },
        'The chat model failed',
      );
    }
  }
  if (failure === null && shown > 0) {
    answer.model = status.model;
    return true;
  }
  answer.modelFailure = failure ?? 'nothing-verified';
  if (shown > 0) {
    draft.clear();
    yield {
      event: 'status',
      data: { stage: 'fell-back', conversationId: answer.conversationId, turnId: answer.turnId },
    };
  }
  return false;
}

function failureOf(failure: ChatModelFailure): ModelFailure {
  if (failure === 'busy' || failure === 'timed-out') return failure;
  return failure === 'unreachable' || failure === 'model-missing' ? 'unreachable' : 'failed';
}

function consideredOf(passages: SourcePassage[], quoted: string[]) {
  const documents = new Map(
    passages.filter(({ found }) => found).map((passage) => [passage.documentId, passage]),
  );
  return [...documents.values()]
    .filter(({ documentId }) => !quoted.includes(documentId))
    .slice(0, 3)
    .map(({ documentId, title, documentNumber, status }) => ({ documentId, title, documentNumber, status }));
}
