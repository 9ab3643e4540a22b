import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { BatchTable } from '~/app/grants/batch-table';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import facts from '~/app/styles/facts.css?url';
import styles from '~/app/styles/grants.css?url';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { batchStates } from '~/knowledge/policies/grants/grant-batch';
import { listBatches } from '~/knowledge/policies/grants/list-batches.server';

export const links: LinksFunction = () => [facts, styles].map((href) => ({ rel: 'stylesheet', href }));
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('grants.title', matches);

export function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const wanted = new URL(request.url).searchParams.get('state');
    const state = batchStates.find((one) => one === wanted);
    const batches = await listBatches(context.services.db, reader, state ? { state } : {});
    return { batches, state: state ?? '' };
  });
}

/** 免申即享批次: what is listed, announced, final. */
export default function GrantsDesk() {
  const { batches, state } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('grants.title')}</h1>
      </div>
      <p className="hq-sm hq-muted">{t('grants.lead')}</p>
      <nav className="fact-tabs" aria-label={t('grants.state')}>
        {['', ...batchStates].map((one) => (
          <Link
            key={one}
            to={one === '' ? '?' : `?state=${one}`}
            className={one === state ? 'on' : ''}
            aria-current={one === state ? 'page' : undefined}
          >
            {t(one === '' ? 'grants.all' : `grants.batch-state.${one}`)}
          </Link>
        ))}
      </nav>
      <section className="hq-card" aria-label={t('grants.title')}>
        {batches.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-gift" aria-hidden="true" />
            <span>{t(state === '' ? 'grants.none' : 'grants.none-in-state')}</span>
            <Link to="/desk/policies">{t('grants.none.action')}</Link>
          </div>
        ) : (
          <BatchTable batches={batches} withPolicy />
        )}
      </section>
    </div>
  );
}
