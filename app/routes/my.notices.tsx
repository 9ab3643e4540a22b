import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { i18n } from '~/app/i18n/remix-i18next.server';
import { listNotices, markNoticesRead } from '~/app/notices/list-notices.server';
import { requirePerson } from '~/app/session/require-reader.server';
import { cityDate } from '~/prisma/calendar/city-date';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requirePerson(request, context);
  const t = await i18n.getFixedT(request);
  const notices = await listNotices(context.services.db, reader);
  return {
    title: `${t('notices.title')} · ${t('brand.name')}`,
    notices: notices.map(({ id, title, body, link, createdAt, readAt }) => ({
      id,
      title,
      body,
      link,
      date: cityDate(createdAt),
      unread: readAt === null,
    })),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requirePerson(request, context);
  await markNoticesRead(context.services.db, reader, context.services.now());
  return { done: true };
}

export default function Notices() {
  const { notices } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="wrap stack page">
      <div className="row-x wrapx">
        <h1 className="grow">{t('notices.title')}</h1>
        {notices.some(({ unread }) => unread) && (
          <Form method="post">
            <button className="btn btn-outline-primary btn-sm">{t('notices.mark-read')}</button>
          </Form>
        )}
        <Link className="btn btn-outline-primary btn-sm" to="/my/notifications">
          {t('notices.choose')}
        </Link>
      </div>
      {notices.length === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-bell" aria-hidden="true" />
          <p>{t('notices.empty')}</p>
          <Link to="/my/benefits">{t('nav.mine')}</Link>
        </div>
      ) : (
        <ul className="plain hq-card notices">
          {notices.map(({ id, title, body, link, date, unread }) => (
            <li key={id}>
              <div className="row-x wrapx">
                {unread && <span className="tag tag-b">{t('notices.unread')}</span>}
                <b>{link ? <Link to={link}>{title}</Link> : title}</b>
                <span className="hq-muted hq-sm" style={{ marginLeft: 'auto' }}>
                  {date}
                </span>
              </div>
              <p className="hq-sm">{body}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
