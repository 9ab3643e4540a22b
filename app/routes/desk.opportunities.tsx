import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/facts.css?url';
import { listFunnels } from '~/knowledge/policies/opportunities/list-opportunities.server';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer', 'reviewer');
    return { funnels: await listFunnels(context.services, reader) };
  });
}

const stages = ['found', 'told', 'seen', 'applied', 'granted', 'dismissed'] as const;

/** 惠企机会 at the desk: how far each policy's news came, and why firms set it aside. */
export default function OpportunityDesk() {
  const { funnels } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const setAside = funnels.filter(({ dismissed }) => dismissed > 0);
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('oppdesk.title')}</h1>
      </div>
      <p className="hq-sm hq-muted">{t('oppdesk.lead')}</p>
      <section className="hq-card" aria-label={t('oppdesk.funnel')}>
        {funnels.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-broadcast" aria-hidden="true" />
            <span>{t('oppdesk.none')}</span>
          </div>
        ) : (
          <div className="fact-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('oppdesk.policy')}</th>
                  {stages.map((stage) => (
                    <th key={stage} scope="col" className="num">
                      {t(`oppdesk.stage.${stage}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {funnels.map((row) => (
                  <tr key={row.policyId}>
                    <th scope="row">
                      <Link to={`/policies/${row.policyId}`}>{row.title}</Link>
                    </th>
                    {stages.map((stage) => (
                      <td key={stage} className="num">
                        {row[stage].toLocaleString()}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {setAside.length > 0 && (
        <section className="hq-card" aria-labelledby="opp-reasons">
          <div className="hq-card-h">
            <h2 id="opp-reasons">{t('oppdesk.reasons')}</h2>
          </div>
          <ul className="plain fact-list">
            {setAside.map((row) => (
              <li key={row.policyId}>
                <b>{row.title}</b>
                <p className="opp-meta hq-sm">
                  {Object.entries(row.reasons).map(([reason, n]) => (
                    <span key={reason}>
                      {t(`opportunities.reason.${reason}`)} <span className="num">{n}</span>
                    </span>
                  ))}
                </p>
                {row.notes.length > 0 && (
                  <ul className="hq-sm">
                    {row.notes.map((note) => (
                      <li key={note}>{note}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
