import { randomUUID } from 'node:crypto';

import { translator } from '~/app/words/translator';
import { isEnglish } from '~/knowledge/answers/question-aspect';
import type { DroppedSentence } from '~/knowledge/answers/verify-answer';
import { cityDate } from '~/prisma/calendar/city-date';

import { answerByIntent } from './answer-by-intent.server';
import { completeMessage } from './complete-message.server';
import type { OpenConversation } from './open-conversation.server';
import { readCurrentStatuses } from './read-corrections.server';
import { saveTurn } from './save-turn.server';
import type { AnswerCitation, TurnEvent } from './turn-answer';
import type { TurnDeps, TurnRequest } from './turn-deps.server';
import { openDraft } from './turn-draft';
import { understand } from './understand';

/**
 * One turn of a conversation: understand → act → answer, told as the events of the chat stream; the last is `done` with
 * the whole turn, or `error`. The turn is kept before `done`; one that the reader stopped is kept as far as it came.
 */
export async function* runTurn(
  deps: TurnDeps,
  conversation: OpenConversation,
  asked: TurnRequest,
): AsyncGenerator<TurnEvent, void> {
  // An English question is answered in English, whatever the language of the pages.
  const request: TurnRequest = isEnglish(asked.message) ? { ...asked, locale: 'en' } : asked;
  const startedAt = performance.now();
  const today = cityDate(deps.now());
  const heard = understand(request.message, today);
  const completed = request.asWritten
    ? null
    : await completeMessage(deps, conversation, request.message, heard, request.signal);
  // The question as it was meant is acted on; what was written is kept with the turn.
  const meant = completed ? { ...request, message: completed.text } : request;
  const understood = completed ? understand(completed.text, today) : heard;
  const turnId = randomUUID();
  const draft = openDraft({ conversationId: conversation.id, turnId, intent: understood.intent });
  if (completed) draft.answer.completed = { text: completed.text };
  const noModel = deps.chat.current().state === 'none' && { noModel: true as const };
  Object.assign(draft.answer, noModel);
  const asOf = request.asOf ?? understood.asOf ?? today;
  if (asOf !== today) draft.answer.asOf = asOf;
  const dropped: DroppedSentence[] = [];
  const keep = (stopped: boolean) =>
    saveTurn(deps.db, {
      answer: draft.finish(),
      message: request.message,
      memory: conversation.memory,
      dropped,
      stopped,
      tookMs: Math.round(performance.now() - startedAt),
    });
  let finished = false;
  try {
    const begun = { stage: 'understanding' as const, ...noModel };
    yield { event: 'status', data: { ...begun, conversationId: conversation.id, turnId } };
    yield* answerByIntent({ deps, request: meant, conversation, understood, draft, dropped, asOf, today });
    request.signal.throwIfAborted();
    if (asOf !== today) await addStatusNow(deps, draft.answer.citations, today);
    finished = true;
    await keep(false);
    yield { event: 'done', data: draft.answer };
  } catch (error) {
    if (request.signal.aborted) return;
    finished = true;
    deps.log.error({ err: error, conversationId: conversation.id }, 'A turn of the assistant failed');
    yield {
      event: 'error',
      data: { code: 'turn-failed', title: translator(request.locale)('chat.error.turn') },
    };
  } finally {
    // The reader left or stopped: what was shown so far is kept.
    if (!finished) await keep(true);
  }
}

/** An answer about the past says of each source whether it still counts. */
async function addStatusNow({ db }: TurnDeps, citations: AnswerCitation[], today: string): Promise<void> {
  const statuses = await readCurrentStatuses(
    db,
    citations.map(({ documentId }) => documentId),
    today,
  );
  for (const citation of citations) {
    const now = statuses[citation.documentId];
    if (now !== undefined) citation.statusNow = now;
  }
}
