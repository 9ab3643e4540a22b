import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { FaqForm } from '~/app/helpdesk/faq-form';
import { faqFields, faqProblem } from '~/app/helpdesk/faq-fields.server';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/questions.css?url';
import { translator } from '~/app/words/translator';
import { adoptFaq } from '~/knowledge/helpdesk/adopt-faq.server';
import { startFaq } from '~/knowledge/helpdesk/list-faqs.server';
import { addDays, cityDate } from '~/prisma/calendar/city-date';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const query = new URL(request.url).searchParams;
  const from = { handoverId: query.get('question'), clusterId: query.get('cluster') };
  const start = await startFaq(context.services, reader, from);
  const title = `${translator(localeOf(request))('faqs.new')} · 惠企通`;
  return { title, start, reviewOn: addDays(cityDate(context.services.now()), 180) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const form = await request.formData();
  return orErrorPage(async () => {
    const fields = faqFields(form);
    try {
      const { faqId } = await adoptFaq(context.services, reader, fields);
      return redirect(`/desk/faqs/${faqId}`);
    } catch (error) {
      const { status, ...problem } = await faqProblem(context.services, error, fields, localeOf(request));
      return data(problem, { status });
    }
  });
}

export default function NewFaqRoute() {
  const { start, reviewOn } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation();
  const typed = result?.typed ?? { ...start, reviewOn };
  return (
    <div className="stack q-page">
      <div>
        <Link to="/desk/faqs" className="hq-sm">
          {t('faqs.title')}
        </Link>
        <h1>{t(start.handoverId ? 'faqs.adopt' : 'faqs.new')}</h1>
        <p className="hq-muted">{t('faqs.new.help')}</p>
      </div>
      <section className="hq-card hq-card-b">
        <FaqForm
          start={typed}
          problems={result?.problems ?? {}}
          departments={start.departments}
          hidden={{ handoverId: start.handoverId ?? '', clusterId: start.clusterId ?? '' }}
          submit={t('faqs.submit')}
        />
      </section>
    </div>
  );
}
