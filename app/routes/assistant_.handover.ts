import { data, redirect, type ActionFunctionArgs } from '@remix-run/node';

import { setFlashCode } from '~/app/assistant/flash-code';
import { getConversation } from '~/app/assistant/get-conversation.server';
import { shareFacts } from '~/app/assistant/share-facts.server';
import { summarizeConversation } from '~/app/assistant/summarize-conversation.server';
import { orErrorPage } from '~/app/errors';
import { getReader } from '~/app/session/require-reader.server';
import { sayProblems } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { askOn, rateReply } from '~/knowledge/helpdesk/ask-on.server';
import { handOver } from '~/knowledge/helpdesk/hand-over.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

/**
 * 转人工: the question goes to the desk's queue, with the thread, and the firm's facts if it agreed. Also what follows:
 * asking on, and rating a reply.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const { db, now, settings } = context.services;
  const reader = await getReader(request, context);
  const form = await request.formData();
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const conversation = await orErrorPage(() => getConversation(db, reader, field('c')));
  const page = `/assistant?c=${encodeURIComponent(conversation.id)}#end`;
  const turnId = conversation.turns.find(({ id }) => id === field('turnId'))?.id ?? null;
  try {
    const right = { id: field('questionId'), conversationId: conversation.id };
    if (field('intent') === 'ask-on') {
      await orErrorPage(() => askOn({ db, now }, reader, right, field('followUp')));
      return redirect(page);
    }
    if (field('intent') === 'rate') {
      const rated = { replyId: field('replyId'), rating: field('rating') };
      await orErrorPage(() => rateReply({ db, now }, reader, right, rated));
      return redirect(page);
    }
    const { enterpriseId } = reader;
    const summary = await summarizeConversation(db, conversation.id);
    if (enterpriseId !== null && field('shareFacts') === 'yes') {
      summary.facts = await shareFacts(db, enterpriseId, cityDate(now()));
    }
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
    return redirect(page, { headers: { 'Set-Cookie': cookie } });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return data({ turnId, problems: sayProblems(localeOf(request), error.fields) }, { status: 422 });
  }
}
