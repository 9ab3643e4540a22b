import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { useGrantLocale } from '~/app/grants/use-grant-locale';
import { pageTitle } from '~/app/policies/page-title';
import facts from '~/app/styles/facts.css?url';
import styles from '~/app/styles/grants.css?url';
import { listAnnouncements } from '~/knowledge/policies/grants/announcement.server';

export const links: LinksFunction = () => [facts, styles].map((href) => ({ rel: 'stylesheet', href }));
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('announce.title', matches);

export async function loader({ context }: LoaderFunctionArgs) {
  return { announcements: await listAnnouncements(context.services) };
}

/** 免申即享公示: the lists that are open to objections, and those before. */
export default function Announcements() {
  const { announcements } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const locale = useGrantLocale();
  return (
    <div className="wrap page grants">
      <h1>{t('announce.title')}</h1>
      <p className="hq-muted">{t('announce.lead')}</p>
      <section className="hq-card" aria-label={t('announce.title')}>
        {announcements.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-megaphone" aria-hidden="true" />
            <span>{t('announce.none')}</span>
            <Link to="/policies">{t('announce.none.action')}</Link>
          </div>
        ) : (
          <ul className="plain fact-list">
            {announcements.map((one) => (
              <li key={one.id}>
                <div className="row-x wrapx">
                  <span className={`tag ${one.isOpen ? 'tag-b' : ''}`}>
                    {t(one.isOpen ? 'announce.open' : `announce.state.${one.state}`)}
                  </span>
                  <h2 className="grow fact-name grant-title">
                    <Link to={`/grants/${one.id}`}>
                      {locale === 'en' ? (one.titleEn ?? one.title) : one.title}
                    </Link>
                  </h2>
                </div>
                <p className="hq-sm hq-muted">
                  {t('announce.line', { number: one.number, n: one.firms })}{' '}
                  {t('announce.period', { from: one.announcedOn, to: one.closesOn })}{' '}
                  {locale === 'en' ? (one.departmentEn ?? one.department) : one.department}
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
