import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { doDeed, problemOf } from '~/app/helpdesk/do-deed.server';
import { getQuestionsPage } from '~/app/helpdesk/get-questions-page.server';
import { QuestionsDesk } from '~/app/helpdesk/questions-desk';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireFields } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import documentStyles from '~/app/styles/documents.css?url';
import styles from '~/app/styles/questions.css?url';
import { translator } from '~/app/words/translator';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: documentStyles },
  { rel: 'stylesheet', href: styles },
];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const query = new URL(request.url).searchParams;
  const page = await getQuestionsPage(context.services, reader, query, request.signal);
  const title = `${translator(localeOf(request))('questions.title')} · 惠企通`;
  return { page, title };
}

const input = z.object({
  id: z.string().min(1).max(40),
  intent: z.enum(['claim', 'release', 'reply', 'draft', 'note', 'transfer', 'close']),
  reply: z.string().default(''),
  confirmed: z.string().optional(),
  adopt: z.string().optional(),
  note: z.string().default(''),
  to: z.string().default(''),
  reason: z.string().default(''),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const form = await request.formData();
  return orErrorPage(async () => {
    const deed = {
      ...requireFields(input, form),
      cited: form.getAll('cited').map(Number).filter(Number.isSafeInteger).slice(0, 20),
    };
    const t = translator(localeOf(request));
    try {
      const done = await doDeed(context.services, reader, deed);
      return 'to' in done ? redirect(done.to) : data(done, { status: 422 });
    } catch (error) {
      const { status, ...problem } = await problemOf(context.services, error, deed, {
        t,
        locale: localeOf(request),
      });
      return data(problem, { status });
    }
  });
}

export default function QuestionsRoute() {
  const { page } = useLoaderData<typeof loader>();
  const deed = useActionData<typeof action>();
  return <QuestionsDesk page={page} deed={deed ?? null} />;
}
