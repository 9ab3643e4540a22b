import { answerByIntent } from '~/app/assistant/answer-by-intent.server';
import type { OpenConversation } from '~/app/assistant/open-conversation.server';
import type { TurnAnswer } from '~/app/assistant/turn-answer';
import type { TurnDeps } from '~/app/assistant/turn-deps.server';
import { openDraft } from '~/app/assistant/turn-draft';
import { understand } from '~/app/assistant/understand';
import { anonymousReader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

/** What asks the assistant to do something rather than to answer: not tried, since it would be done. */
const deeds: readonly string[] = ['talk-to-person', 'fill-form', 'track-case'];

/** The answer to try: null when the message asks for a deed instead of an answer. */
export interface TriedAnswer {
  answer: TurnAnswer | null;
  tookMs: number;
}

/**
 * The answer that anyone would get to the question in a new conversation, by the parts that answer in the chat; nothing
 * of it is kept, so that trying counts in no figures.
 */
export async function tryAnswer(
  deps: TurnDeps,
  asked: { question: string; asOf?: string; signal: AbortSignal },
): Promise<TriedAnswer> {
  const { question, signal } = asked;
  const startedAt = performance.now();
  const today = cityDate(deps.now());
  const understood = understand(question, today);
  if (deeds.includes(understood.intent)) return { answer: null, tookMs: 0 };
  const draft = openDraft({ conversationId: 'tried', turnId: 'tried', intent: understood.intent });
  const asOf = asked.asOf ?? understood.asOf ?? today;
  if (asOf !== today) draft.answer.asOf = asOf;
  const context = {
    ...{ deps, conversation: newConversation(), understood, draft, dropped: [], asOf, today },
    request: { message: question, locale: 'zh-CN' as const, reader: anonymousReader, signal },
  };
  // The events only tell what the draft holds in the end.
  for await (const event of answerByIntent(context)) if (event.event === 'error') break;
  return { answer: draft.finish(), tookMs: Math.round(performance.now() - startedAt) };
}

function newConversation(): OpenConversation {
  return {
    ...{ id: 'tried', enterpriseId: null, isNew: true, turns: 0, lastAnswer: null, lastMessage: null },
    memory: { facts: {}, skipped: [] },
  };
}
