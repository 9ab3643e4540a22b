import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { LineTable, TakenTable } from '~/app/policies/place-tables';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import facts from '~/app/styles/facts.css?url';
import styles from '~/app/styles/policy-automatic.css?url';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { listPolicyPlaces } from '~/knowledge/policies/quota/list-policy-places.server';

export const links: LinksFunction = () => [facts, styles].map((href) => ({ rel: 'stylesheet', href }));
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('places.title', matches);

export function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    return listPolicyPlaces(context.services, reader, params.id ?? '');
  });
}

/** 名额与候补: who holds the places of a policy, and who stands in line for them. */
export default function PlacesRoute() {
  const { policyId, title, titleEn, quota, period, taken, waiters, free, kept } =
    useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
  return (
    <div className="stack automatic">
      <div>
        <Link to={`/desk/policies/${policyId}`} className="hq-sm">
          {i18n.language === 'en' ? (titleEn ?? title) : title}
        </Link>
        <h1>{t('places.title')}</h1>
        {quota && (
          <p className="hq-muted">
            {t(`places.lead.${quota.per}`, { period, slots: quota.slots })}{' '}
            {t('places.offer-days', { n: quota.offerDays })}
          </p>
        )}
      </div>
      {quota ? (
        <dl className="automatic-sums">
          {(
            [
              ['taken', taken.length],
              ['kept', kept],
              ['free', free],
              ['waiting', waiters.filter(({ place }) => place !== null).length],
            ] as const
          ).map(([word, n]) => (
            <div key={word}>
              <dt>{t(`places.sum.${word}`)}</dt>
              <dd>{n}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <div className="hq-card hq-empty">
          <i className="bi bi-infinity" aria-hidden="true" />
          <span>{t('places.no-quota')}</span>
          <Link to={`/desk/policies/${policyId}`}>{t('places.to-policy')}</Link>
        </div>
      )}
      <section className="hq-card" aria-labelledby="line">
        <div className="hq-card-h">
          <h2 id="line">{t('places.line')}</h2>
        </div>
        <LineTable waiters={waiters} />
      </section>
      <section className="hq-card" aria-labelledby="taken">
        <div className="hq-card-h">
          <h2 id="taken">{t('places.taken')}</h2>
        </div>
        <TakenTable taken={taken} />
      </section>
    </div>
  );
}
