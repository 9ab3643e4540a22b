import { json, type ActionFunctionArgs } from '@remix-run/node';

import { finishTurn, openTurn } from '~/app/assistant/ask.server';
import { chatRequestSchema } from '~/app/assistant/chat-request';
import { streamEvents } from '~/app/assistant/stream-events.server';
import { problemResponse } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { readJsonBody } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { translator } from '~/app/words/translator';
import { UnauthenticatedError } from '~/prisma/access/unauthenticated';

/** POST /api/v1/chat: one turn, as server-sent events, or whole with `Accept: application/json`. */
export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await getReader(request, context);
  const asked = await readJsonBody(request, chatRequestSchema);
  if (asked.enterpriseId !== undefined && reader.kind === 'anonymous') throw new UnauthenticatedError();
  const turn = await openTurn(request, context, reader, asked);
  if (!wantsJson(request)) return streamEvents(turn.events, turn.leave);
  const answer = await finishTurn(turn.events);
  if (answer) return json(answer, { headers: { 'Cache-Control': 'no-store' } });
  const title = translator(localeOf(request))('chat.error.turn');
  return problemResponse({ type: 'about:blank', status: 500, code: 'turn-failed', title });
}

const wantsJson = (request: Request) =>
  /application\/json/.test(request.headers.get('accept') ?? '') &&
  !/text\/event-stream/.test(request.headers.get('accept') ?? '');
