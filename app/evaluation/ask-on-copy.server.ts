import { openConversation } from '~/app/assistant/open-conversation.server';
import { takeEvents } from '~/app/assistant/read-events';
import { regionsOf } from '~/app/assistant/regions-of';
import { runTurn } from '~/app/assistant/run-turn.server';
import { streamEvents } from '~/app/assistant/stream-events.server';
import type { TurnAnswer, TurnEvent } from '~/app/assistant/turn-answer';
import type { TurnDeps } from '~/app/assistant/turn-deps.server';
import { isClause, type EvaluationQuestionItem } from '~/knowledge/evaluation/questions/evaluation-question';
import { judgeAnswer, type GivenAnswer, type JudgedAnswer } from '~/knowledge/evaluation/runs/judge-answer';
import { anonymousReader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

import { noteSearches } from './note-searches';

/** How deep the right clause is looked for among what search ranks. */
const deepest = 50;

/**
 * Asks a question just as anyone does in a new conversation, and judges the answer. The turn is kept like any other, so
 * `deps.db` must be a copy that is thrown away.
 */
export async function askOnCopy(
  deps: TurnDeps,
  question: EvaluationQuestionItem,
  signal: AbortSignal,
): Promise<JudgedAnswer> {
  const noted = noteSearches(deps.search, deepest);
  const mine = { ...deps, search: noted.search };
  const startedAt = performance.now();
  const { answer, firstWordsAt } = await ask(mine, question, signal);
  const tookMs = Math.round(performance.now() - startedAt);
  if (answer === null) {
    return judgeAnswer(question, { outcome: 'failed', text: '', citations: [], rank: null, tookMs });
  }
  const given: GivenAnswer = {
    outcome: answer.outcome,
    text: answer.text,
    citations: answer.citations,
    rank: await rankOfClause(mine, question, answer.asOf),
    tookMs,
    ...(firstWordsAt !== null && { firstWordsMs: Math.round(firstWordsAt - startedAt) }),
  };
  return { ...judgeAnswer(question, given), texts: noted.texts() };
}

async function ask(
  deps: TurnDeps,
  { question, asOf }: EvaluationQuestionItem,
  signal: AbortSignal,
): Promise<{ answer: TurnAnswer | null; firstWordsAt: number | null }> {
  const reader = anonymousReader;
  const conversation = await openConversation(deps, { reader, message: question });
  const request = {
    message: question,
    locale: 'zh-CN' as const,
    reader,
    signal,
    ...(asOf !== null && { asOf }),
  };
  let answer: TurnAnswer | null = null;
  let firstWordsAt: number | null = null;
  const stream = streamEvents(runTurn(deps, conversation, request), () => undefined);
  for await (const event of readStream(stream)) {
    if (firstWordsAt === null && bringsWords(event)) firstWordsAt = performance.now();
    if (event.event === 'done') answer = event.data;
  }
  signal.throwIfAborted();
  return { answer, firstWordsAt };
}

/** The events as a page reads them, bytes and all: what is measured on the way is what a reader waits for. */
async function* readStream(response: Response): AsyncGenerator<TurnEvent, void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  for (;;) {
    const { done = true, value = '' } = (await reader?.read()) ?? {};
    if (done) return;
    const { events, rest } = takeEvents(buffer + value);
    buffer = rest;
    yield* events;
  }
}

/** A clause, a verdict or a reply in words; a heading or a note in front of it tells nobody anything yet. */
const bringsWords = ({ event, data }: TurnEvent) =>
  event === 'verdict' || (event === 'text' && !['heading', 'aspect', 'note'].includes(data.kind));

async function rankOfClause(
  deps: TurnDeps,
  { question, clauses, asOf }: EvaluationQuestionItem,
  understoodAsOf: string | undefined,
): Promise<number | null> {
  if (clauses.length === 0) return null;
  const { results } = await deps.search.search({
    q: question,
    limit: deepest,
    asOf: asOf ?? understoodAsOf ?? cityDate(deps.now()),
    regions: regionsOf(question),
    reader: anonymousReader,
  });
  const at = results.findIndex((result) => clauses.some((clause) => isClause(clause, result)));
  return at < 0 ? null : at + 1;
}
