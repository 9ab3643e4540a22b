import type { ChatModelFailure } from '~/knowledge/answers/chat-model-error';
import { exceptionWithin } from '~/knowledge/answers/find-exceptions';
import { generateAnswer } from '~/knowledge/answers/generate-answer.server';
import type { SourcePassage } from '~/knowledge/answers/source-passage';
import { textOverlap, type DroppedSentence, type ShownSentence } from '~/knowledge/answers/verify-answer';

import { quotedSource } from './source-name';
import type { ModelFailure, TurnEvent } from './turn-answer';
import type { TurnDeps, TurnRequest } from './turn-deps.server';
import type { TurnDraft } from './turn-draft';

/** What the model writes from. */
export interface ProseQuery {
  question: string;
  passages: SourcePassage[];
  /** The block above which it is streamed. */
  before?: number;
}

/**
 * Streams the model's verified sentences above the quotations that stand already. A model that fails, or of which
 * nothing passes, is withdrawn and said to have failed; the quotations stay. A sentence whose clause has a 但书 that the
 * prose leaves out is followed by it, verbatim.
 */
export async function* writeProse(
  deps: TurnDeps,
  request: TurnRequest,
  draft: TurnDraft,
  dropped: DroppedSentence[],
  query: ProseQuery,
): AsyncGenerator<TurnEvent, void> {
  const { answer } = draft;
  const status = deps.chat.current();
  if (status.state !== 'ready') return;
  const { conversationId, turnId } = answer;
  yield { event: 'status', data: { stage: 'writing', conversationId, turnId } };
  const before = query.before === undefined ? {} : { before: query.before };
  const { question, passages } = query;
  const shown: ShownSentence[] = [];
  let failure: ModelFailure | null = null;
  const { locale, signal } = request;
  const asker = { key: request.reader.personId ?? draft.answer.conversationId };
  for await (const piece of generateAnswer(deps.chat, { question, passages, locale, signal, asker })) {
    if ('place' in piece) {
      const { place } = piece;
      const stage = place === 0 ? 'writing' : 'queued';
      yield { event: 'status', data: { stage, place, conversationId, turnId } };
    } else if ('shown' in piece) {
      const { n, event } = draft.cite(piece.shown.passage, piece.shown.quote);
      if (event) yield event;
      shown.push(piece.shown);
      yield draft.addText('text', 'model', `${piece.shown.text} [${n}] `, { join: true, ...before });
      if (locale === 'en') yield* quoteBeside(draft, piece.shown, n, before);
    } else if ('dropped' in piece) dropped.push(piece.dropped);
    else if ('failed' in piece) {
      failure = failureOf(piece.failed);
      const { failed, detail } = piece;
      deps.log.warn({ failure: failed, detail, model: status.model }, 'The chat model failed');
    }
  }
  if (failure === null && shown.length > 0) {
    answer.model = status.model;
    yield* addExceptions(draft, shown, before);
    return;
  }
  answer.modelFailure = failure ?? 'nothing-verified';
  draft.withdrawProse();
  yield { event: 'status', data: { stage: 'fell-back', conversationId, turnId } };
}

/** An English sentence is followed by the Chinese words that it rests on. */
function* quoteBeside(
  draft: TurnDraft,
  { passage, quote }: ShownSentence,
  n: number,
  before: { before?: number },
): Generator<TurnEvent, void> {
  if (/[\u4e00-\u9fff]/.test(quote))
    yield draft.addText('quote', 'model', `${quote}（${quotedSource(passage, 'en')}）[${n}]`, before);
}

function* addExceptions(
  draft: TurnDraft,
  shown: ShownSentence[],
  before: { before?: number },
): Generator<TurnEvent, void> {
  const prose = shown.map(({ text }) => text).join('');
  const told = new Set<string>();
  for (const { passage, quote } of shown) {
    const exception = exceptionWithin(quote);
    if (!exception || told.has(exception) || textOverlap(exception, prose) >= 0.6) continue;
    told.add(exception);
    const { n } = draft.cite(passage, exception);
    yield draft.addText('quote', 'model', `${exception} [${n}]`, before);
  }
}

function failureOf(failure: ChatModelFailure): ModelFailure {
  if (failure === 'busy' || failure === 'timed-out') return failure;
  return failure === 'unreachable' || failure === 'model-missing' ? 'unreachable' : 'failed';
}
