import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { useLookAgain } from '~/app/desk/use-look-again';
import { orErrorPage } from '~/app/errors';
import { CitedText } from '~/app/helpdesk/cited-text';
import { faqFields, faqProblem } from '~/app/helpdesk/faq-fields.server';
import { FaqForm } from '~/app/helpdesk/faq-form';
import { FaqFlags, FaqState } from '~/app/helpdesk/faq-state';
import { showTime } from '~/app/helpdesk/show-time';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/questions.css?url';
import { editFaq } from '~/knowledge/helpdesk/adopt-faq.server';
import { getFaq } from '~/knowledge/helpdesk/list-faqs.server';
import { confirmFaq, restoreFaq, retireFaq } from '~/knowledge/helpdesk/retire-faq.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { addDays, cityDate } from '~/prisma/calendar/city-date';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.faq.question ?? ''} · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  return orErrorPage(async () => {
    const faq = await getFaq(context.services, reader, params.id ?? '');
    if (!faq) throw new NotFoundError('faq', params.id ?? '');
    return { faq, nextReview: addDays(cityDate(context.services.now()), 180) };
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const form = await request.formData();
  const id = params.id ?? '';
  return orErrorPage(async () => {
    const fields = faqFields(form);
    try {
      const intent = form.get('intent');
      if (intent === 'retire') await retireFaq(context.services, reader, id);
      else if (intent === 'restore') await restoreFaq(context.services, reader, id);
      else if (intent === 'confirm') await confirmFaq(context.services, reader, id, fields.reviewOn);
      else await editFaq(context.services, reader, id, fields);
    } catch (error) {
      const { status, ...problem } = await faqProblem(context.services, error, fields, localeOf(request));
      return data(problem, { status });
    }
    return redirect(`/desk/faqs/${id}`);
  });
}

export default function FaqRoute() {
  const { faq, nextReview } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation();
  const [newest] = faq.versions;
  useLookAgain(newest?.change !== null && ['waiting', 'running'].includes(newest?.change?.state ?? ''));
  if (!newest) return null;
  const shown = faq.versions.find(({ id }) => id === faq.publishedVersionId) ?? newest;
  const isOver = faq.state === 'retired';
  return (
    <div className="stack q-page">
      <div>
        <Link to="/desk/faqs" className="hq-sm">
          {t('faqs.title')}
        </Link>
        <h1>{faq.question}</h1>
        <div role="status">
          <FaqState faq={faq} />
        </div>
        <p className="hq-sm hq-muted">
          {[
            faq.department,
            faq.owner && t('faqs.owner', { name: faq.owner }),
            t('faqs.review', { date: faq.reviewOn }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {faq.handoverId && (
          <Link className="hq-sm" to={`/desk/questions?id=${faq.handoverId}`}>
            {t('faqs.from-question')}
          </Link>
        )}
      </div>
      {faq.state === 'needs-review' && (
        <div className="hq-note hq-note-warn">
          <div>
            <b>{t('faqs.flagged')}</b>
            <FaqFlags flags={faq.flags} />
          </div>
        </div>
      )}
      <section className="hq-card hq-card-b" aria-label={t('faqs.answer')}>
        <CitedText
          text={shown.answer}
          citations={shown.sources.map((source, at) => ({ ...source, n: at + 1 }))}
        />
      </section>
      <div className="row-x wrapx">
        {faq.state === 'published' && (
          <Form method="post" className="row-x wrapx">
            <label className="hq-sm" htmlFor="confirm-on">
              {t('faqs.confirm.until')}
            </label>
            <input
              id="confirm-on"
              type="date"
              name="reviewOn"
              className="form-control faq-date"
              defaultValue={nextReview}
            />
            <button className="btn btn-outline-primary btn-sm" name="intent" value="confirm">
              {t('faqs.confirm')}
            </button>
          </Form>
        )}
        <Form method="post">
          <button
            className="btn btn-outline-primary btn-sm"
            name="intent"
            value={isOver ? 'restore' : 'retire'}
          >
            {t(isOver ? 'faqs.restore' : 'faqs.retire')}
          </button>
        </Form>
      </div>
      {!isOver && (
        <details className="hq-card hq-card-b" open={result !== undefined || faq.state === 'needs-review'}>
          <summary>{t('faqs.edit')}</summary>
          <FaqForm
            key={newest.id}
            start={
              result?.typed ?? {
                question: newest.question,
                answer: newest.answer,
                cited: faq.citable,
                reviewOn: nextReview,
              }
            }
            problems={result?.problems ?? {}}
            submit={t('faqs.save')}
          />
        </details>
      )}
      <section aria-labelledby="versions">
        <h2 id="versions">{t('faqs.versions')}</h2>
        <ol className="plain hq-card faq-list" reversed>
          {faq.versions.map((version) => (
            <li key={version.id}>
              <b>{t('faqs.version', { n: version.number })}</b>
              {version.id === faq.publishedVersionId && <span className="tag">{t('faqs.version.live')}</span>}
              <span className="hq-xs hq-muted">
                {[version.by, showTime(version.at), version.change && t(`faqs.gate.${version.change.state}`)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {version.id !== shown.id && <p className="q-log-text hq-sm">{version.answer}</p>}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
