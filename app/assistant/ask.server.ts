import type { AppLoadContext } from '@remix-run/node';

import { localeOf } from '~/app/i18n/remix-i18next.server';
import type { Reader } from '~/prisma/access/reader';

import type { ChatRequest } from './chat-request';
import { openConversation } from './open-conversation.server';
import { runTurn } from './run-turn.server';
import type { TurnAnswer, TurnEvent } from './turn-answer';

/** A turn that was opened: rights and message are in order, nothing is written yet. */
export interface OpenedTurn {
  conversationId: string;
  events: AsyncGenerator<TurnEvent, void>;
  /** Stops the turn, the chat model included. */
  leave: () => void;
}

/** Checks the request and opens its turn. Throws the domain errors of `openConversation`. */
export async function openTurn(
  request: Request,
  context: AppLoadContext,
  reader: Reader,
  asked: ChatRequest,
): Promise<OpenedTurn> {
  const { db, sql, search, chat, now, log } = context.services;
  const { message, conversationId, enterpriseId, asOf, asWritten } = asked;
  const conversation = await openConversation(
    { db },
    { reader, message, ...(conversationId && { conversationId }), ...(enterpriseId && { enterpriseId }) },
  );
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, request.signal]);
  const turn = {
    message: message.trim(),
    locale: localeOf(request),
    reader,
    signal,
    ...(asOf && { asOf }),
    ...(asWritten && { asWritten }),
  };
  const events = runTurn({ db, sql, search, chat, now, log }, conversation, turn);
  return { conversationId: conversation.id, events, leave: () => own.abort() };
}

/** Runs a turn to its end: the whole turn, or null when it failed. */
export async function finishTurn(events: AsyncGenerator<TurnEvent, void>): Promise<TurnAnswer | null> {
  let answer: TurnAnswer | null = null;
  for await (const event of events) if (event.event === 'done') answer = event.data;
  return answer;
}
