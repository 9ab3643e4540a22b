import { data, redirect, type ActionFunctionArgs } from '@remix-run/node';

import { setFlashCode } from '~/app/assistant/flash-code';
import { getConversation } from '~/app/assistant/get-conversation.server';
import { shareFacts } from '~/app/assistant/share-facts.server';
import { summarizeConversation } from '~/app/assistant/summarize-conversation.server';
import { getReader } from '~/app/session/require-reader.server';
import { handOver } from '~/knowledge/helpdesk/hand-over.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

/** 转人工: the question goes to the desk's queue, with the thread, and the firm's facts if it agreed. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { db, now, settings } = context.services;
  const reader = await getReader(request, context);
  const form = await request.formData();
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const conversation = await getConversation(db, reader, field('c'));
  const turnId = conversation.turns.find(({ id }) => id === field('turnId'))?.id ?? null;
  const { enterpriseId } = reader;
  const summary = await summarizeConversation(db, conversation.id);
  if (enterpriseId !== null && field('shareFacts') === 'yes') {
    summary.facts = await shareFacts(db, enterpriseId, cityDate(now()));
  }
  try {
    const { queryCode } = await handOver(
      { db, now },
      {
        reader,
        question: field('question'),
        turnId,
        conversationId: conversation.id,
        enterpriseId,
        contactName: field('contactName'),
        contactPhone: field('contactPhone'),
        summary,
      },
    );
    const cookie = setFlashCode(
      conversation.id,
      queryCode,
      settings.PUBLIC_URL?.startsWith('https:') ?? false,
    );
    return redirect(`/assistant?c=${encodeURIComponent(conversation.id)}#end`, {
      headers: { 'Set-Cookie': cookie },
    });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return data({ turnId, problems: error.fields }, { status: 422 });
  }
}
