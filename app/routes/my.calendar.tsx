import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { dropFeed, findFeed, makeFeed } from '~/app/opportunities/calendar-feed.server';
import { cityTime } from '~/app/people/city-time';
import { pageTitle } from '~/app/policies/page-title';
import { requireMember } from '~/app/session/require-reader.server';

export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('calendar.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireMember(request, context);
    return { feed: await findFeed(context.services, reader) };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requireMember(request, context);
    if ((await request.formData()).get('intent') === 'drop') {
      await dropFeed(services, reader);
      return data({ address: null });
    }
    const token = await makeFeed(services, reader);
    const base = (services.settings.PUBLIC_URL ?? new URL(request.url).origin).replace(/\/$/, '');
    return data({ address: `${base}/calendar/${token}.ics` });
  });
}

/** 期限日历: a link by which a calendar program shows the firm's deadlines. */
export default function CalendarPage() {
  const { feed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="wrap page stack">
      <nav className="crumb" aria-label={t('policies.place')}>
        <Link to="/my/opportunities">{t('opportunities.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{t('calendar.title')}</span>
      </nav>
      <h1>{t('calendar.title')}</h1>
      <section className="hq-card hq-card-b stack">
        <p>{t('calendar.lead')}</p>
        {answer?.address && (
          <div>
            <label className="form-label" htmlFor="calendar-address">
              {t('calendar.address')}
            </label>
            <input id="calendar-address" className="form-control" readOnly value={answer.address} />
            <p className="form-text">{t('calendar.once')}</p>
          </div>
        )}
        {feed && !answer?.address && (
          <p className="hq-sm hq-muted">
            {t('calendar.made', { time: cityTime(feed.createdAt) })}{' '}
            {feed.lastReadAt && t('calendar.read', { time: cityTime(feed.lastReadAt) })}
          </p>
        )}
        <Form method="post" className="row-x wrapx">
          <button className="btn btn-primary" name="intent" value="make">
            {t(feed ? 'calendar.renew' : 'calendar.make')}
          </button>
          {feed && (
            <button className="btn btn-outline-primary" name="intent" value="drop">
              {t('calendar.drop')}
            </button>
          )}
        </Form>
      </section>
    </div>
  );
}
