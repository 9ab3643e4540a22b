import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { orErrorPage } from '~/app/errors';
import { yuanWords } from '~/app/grants/grant-words';
import { useGrantLocale } from '~/app/grants/use-grant-locale';
import { namedTitle } from '~/app/policies/page-title';
import facts from '~/app/styles/facts.css?url';
import styles from '~/app/styles/grants.css?url';
import { inWords } from '~/knowledge/policies/estimate-amount';
import { getAnnouncement } from '~/knowledge/policies/grants/announcement.server';

export const links: LinksFunction = () => [facts, styles].map((href) => ({ rel: 'stylesheet', href }));
export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data ? namedTitle(data.announcement.title, matches) : [];

export function loader({ request, params, context }: LoaderFunctionArgs) {
  const page = Number(new URL(request.url).searchParams.get('page') ?? 1) || 1;
  return orErrorPage(() => getAnnouncement(context.services, { id: params.id ?? '', page }));
}

/** 公示 of one list: who is to get what by which policy, until when and how to object; nothing of a firm's facts. */
export default function AnnouncementRoute() {
  const { announcement, firms, page, pages } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const locale = useGrantLocale();
  const { title, titleEn, department, departmentEn, closesOn, announcedOn, state, isOpen } = announcement;
  const phone = inWords(announcement.phone, locale);
  return (
    <div className="wrap page stack grants">
      <nav className="crumb" aria-label={t('policies.place')}>
        <Link to="/grants">{t('announce.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{announcement.number}</span>
      </nav>
      <h1>{t('announce.of', { policy: locale === 'en' ? (titleEn ?? title) : title })}</h1>
      <p className="hq-muted">
        {locale === 'en' ? (departmentEn ?? department) : department}{' '}
        {t('announce.period', { from: announcedOn, to: closesOn })}{' '}
        <Link to={`/policies/${announcement.policyId}`}>{t('announce.policy')}</Link>
      </p>
      <p className={`hq-note ${state === 'cancelled' ? 'hq-note-no' : ''}`}>
        {isOpen
          ? t('announce.how', { date: closesOn, phone })
          : t(`announce.over.${state}`, { date: closesOn })}
      </p>
      {state !== 'cancelled' && (
        <section className="hq-card" aria-label={t('announce.list')}>
          <ScrollRegion className="fact-scroll" label={t('announce.list')}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col" className="num">
                    {t('grants.payment.number')}
                  </th>
                  <th scope="col">{t('grants.payment.name')}</th>
                  <th scope="col" className="num">
                    {t('grants.amount')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {firms.map((firm) => (
                  <tr key={firm.number}>
                    <td className="num">{firm.number}</td>
                    <th scope="row">
                      {firm.name}
                      <span className="grant-code">{firm.creditCode}</span>
                    </th>
                    <td className="num nowrap">{yuanWords(firm.yuan, locale)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          {pages > 1 && (
            <nav className="grant-pages" aria-label={t('grants.pages')}>
              {page > 1 && <Link to={`?page=${page - 1}`}>{t('grants.previous')}</Link>}
              <span className="hq-muted">{t('grants.page', { page, pages })}</span>
              {page < pages && <Link to={`?page=${page + 1}`}>{t('grants.next-page')}</Link>}
            </nav>
          )}
        </section>
      )}
    </div>
  );
}
