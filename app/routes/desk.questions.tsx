import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';

import { getTurnQuestion } from '~/app/assistant/get-turn-question.server';
import { QuestionsDesk } from '~/app/assistant/questions-desk';
import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import documentStyles from '~/app/styles/documents.css?url';
import styles from '~/app/styles/questions.css?url';
import { translator } from '~/app/words/translator';
import {
  claimQuestion,
  closeQuestion,
  releaseQuestion,
  replyToQuestion,
} from '~/knowledge/helpdesk/answer-question.server';
import { getQuestion } from '~/knowledge/helpdesk/get-question.server';
import { listQuestions, questionTabs, type QuestionTab } from '~/knowledge/helpdesk/list-questions.server';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: documentStyles },
  { rel: 'stylesheet', href: styles },
];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk', 'administrator');
  const { db, now } = context.services;
  const query = new URL(request.url).searchParams;
  const tab: QuestionTab = questionTabs.find((name) => name === query.get('tab')) ?? 'waiting';
  const mine = query.get('mine') === 'on';
  const { items, counts } = await listQuestions({ db, now }, reader, { tab, mine });
  const id = query.get('id');
  const isTurn = tab === 'unanswered' || tab === 'rated';
  const chosen = id ?? items[0]?.id ?? null;
  const question =
    chosen === null ? null : await (isTurn ? getTurnQuestion(db, chosen) : getQuestion(db, reader, chosen));
  const title = `${translator(localeOf(request))('questions.title')} · 惠企通`;
  return { tab, mine, items, counts, question, isChosen: id !== null, today: cityDate(now()), title };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk', 'administrator');
  const form = await request.formData();
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const { services } = context;
  const [id, intent, t] = [field('id'), field('intent'), translator(localeOf(request))];
  return orErrorPage(async () => {
    try {
      if (intent === 'claim') await claimQuestion(services, reader, id);
      else if (intent === 'release') await releaseQuestion(services, reader, id);
      else if (intent === 'close') await closeQuestion(services, reader, id);
      else
        await replyToQuestion(services, reader, id, field('reply'), translator('zh-CN')('questions.notice'));
    } catch (error) {
      if (error instanceof InvalidInputError)
        return data({ problem: Object.values(error.fields)[0] ?? '' }, { status: 422 });
      if (error instanceof ConflictError) return data({ problem: t('questions.conflict') }, { status: 409 });
      throw error;
    }
    const tab = { claim: 'claimed', release: 'waiting' }[intent] ?? 'replied';
    return redirect(`/desk/questions?tab=${tab}&id=${encodeURIComponent(id)}`);
  });
}

export default function QuestionsPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return <QuestionsDesk page={page} problem={result?.problem ?? null} />;
}
