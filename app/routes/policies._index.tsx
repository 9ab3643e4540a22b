import { json, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { PolicyRow } from '~/app/components/policies/policy-row';
import { ShownTabs } from '~/app/components/policies/shown-tabs';
import { getPolicyList } from '~/app/policies/get-policy-list.server';
import { pageLocale } from '~/app/policies/page-locale';
import { pageTitle } from '~/app/policies/page-title';
import { readPolicyFilters } from '~/app/policies/policy-filters';
import { getReader } from '~/app/session/require-reader.server';
import styles from '~/app/styles/policies.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('policies.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await getReader(request, context);
  const filters = readPolicyFilters(new URL(request.url).searchParams);
  const list = await getPolicyList(context.services, { reader, locale: pageLocale(request), filters });
  return json({ ...list, filters });
}

/** 找政策: every published policy, judged for the firm of a signed-in reader. */
export default function Policies() {
  const { rows, counts, total, enterprise } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="wrap page">
      <h1>{t('policies.title')}</h1>
      <p className="hq-muted policies-sub">
        {enterprise ? t('policies.judged-for', { name: enterprise }) : t('policies.sub')}
      </p>
      <Filters />
      {!counts && (
        <div className="hq-note policies-note">
          <i className="bi bi-buildings" aria-hidden="true" />
          <span>
            {t('policies.signed-out')}{' '}
            <Link to="/sign-in?next=%2Fpolicies">{t('policies.signed-out.action')}</Link>
          </span>
        </div>
      )}
      <section className="hq-card" aria-label={t('policies.title')}>
        {counts && <ShownTabs counts={counts} total={total} />}
        {rows.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-search" aria-hidden="true" />
            <span>{t('policies.none')}</span>
            <Link to="/policies">{t('policies.none.action')}</Link>
          </div>
        ) : (
          rows.map((row) => <PolicyRow key={row.id} row={row} />)
        )}
      </section>
    </div>
  );
}

function Filters() {
  const { filters, departments, topics } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const shown = search.get('shown');
  const option = (value: string, words: string) => (
    <option key={value} value={value}>
      {words}
    </option>
  );
  return (
    <Form className="policy-filters" role="search" key={search.toString()}>
      {shown && <input type="hidden" name="shown" value={shown} />}
      <label className="f-q">
        <span>{t('policies.filter.text')}</span>
        <input
          name="q"
          className="form-control"
          defaultValue={filters.q}
          placeholder={t('policies.filter.text.example')}
        />
      </label>
      <label className="elder-hide">
        <span>{t('policies.filter.department')}</span>
        <select name="department" className="form-select" defaultValue={filters.department}>
          {option('', t('policies.filter.all'))}
          {departments.map(({ id, name }) => option(id, name))}
        </select>
      </label>
      <label className="elder-hide">
        <span>{t('policies.filter.topic')}</span>
        <select name="topic" className="form-select" defaultValue={filters.topic}>
          {option('', t('policies.filter.all'))}
          {topics.map((topic) => option(topic, t(`policies.topic.${topic}`)))}
        </select>
      </label>
      <label className="elder-hide">
        <span>{t('policies.filter.channel')}</span>
        <select name="channel" className="form-select" defaultValue={filters.channel}>
          {option('', t('policies.filter.all'))}
          {['automatic', 'express', 'on-application'].map((channel) =>
            option(channel, t(`policies.channel.${channel}`)),
          )}
        </select>
      </label>
      <label className="elder-hide">
        <span>{t('policies.filter.region')}</span>
        <select name="region" className="form-select" defaultValue={filters.region}>
          {option('', t('policies.filter.all'))}
          {option('nation', t('policies.region.nation'))}
          {option('city', t('policies.region.city'))}
        </select>
      </label>
      <button className="btn btn-outline-primary">{t('policies.filter.go')}</button>
    </Form>
  );
}
