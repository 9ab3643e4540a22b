import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';

import { finishTurn, openTurn } from '~/app/assistant/ask.server';
import { ChatPage } from '~/app/assistant/chat-page';
import { clearFlashCode, readFlashCode, setFlashCode } from '~/app/assistant/flash-code';
import { getAssistantPage } from '~/app/assistant/get-assistant-page.server';
import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { getReader } from '~/app/session/require-reader.server';
import assistantStyles from '~/app/styles/assistant.css?url';
import documentStyles from '~/app/styles/documents.css?url';
import policyStyles from '~/app/styles/policies.css?url';
import { translator } from '~/app/words/translator';
import { firstProblem } from '~/app/words/say-problem';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: documentStyles },
  { rel: 'stylesheet', href: policyStyles },
  { rel: 'stylesheet', href: assistantStyles },
];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const reader = await getReader(request, context);
  const conversationId = url.searchParams.get('c');
  const page = await getAssistantPage(context.services, reader, conversationId, {
    all: url.searchParams.get('all') === 'on',
  });
  const code = conversationId && readFlashCode(request.headers.get('cookie'), conversationId);
  const title = `${page.conversation?.title ?? translator(localeOf(request))('chat.title')} · 惠企通`;
  const shown = {
    ...page,
    title,
    code: code ?? null,
    question: url.searchParams.get('q')?.slice(0, 1000) ?? '',
  };
  return data(shown, code ? { headers: { 'Set-Cookie': clearFlashCode } } : {});
}

/** A question as a plain form: the whole answer, then the conversation's page. */
export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await getReader(request, context);
  const form = await request.formData();
  const message = textField(form, 'message');
  const conversationId = textField(form, 'c');
  return orErrorPage(async () => {
    try {
      const turn = await openTurn(request, context, reader, {
        message,
        ...(conversationId && { conversationId }),
        ...(textField(form, 'asWritten') === 'on' && { asWritten: true }),
      });
      const answer = await finishTurn(turn.events);
      if (!answer)
        return data({ problem: translator(localeOf(request))('chat.error.turn') }, { status: 500 });
      const code = answer.handover?.queryCode;
      const secure = context.services.settings.PUBLIC_URL?.startsWith('https:') ?? false;
      const headers = code ? { 'Set-Cookie': setFlashCode(turn.conversationId, code, secure) } : undefined;
      return redirect(
        `/assistant?c=${encodeURIComponent(turn.conversationId)}#end`,
        headers ? { headers } : {},
      );
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ problem: firstProblem(localeOf(request), error.fields) }, { status: 422 });
    }
  });
}

function textField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

export default function AssistantPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return <ChatPage page={page} problem={result?.problem ?? null} />;
}
