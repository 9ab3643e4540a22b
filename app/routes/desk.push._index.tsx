import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { ScrollRegion } from '~/app/components/scroll-region';
import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireFields } from '~/app/people/read-form';
import { pageTitle } from '~/app/policies/page-title';
import { CampaignState } from '~/app/push/campaign-state';
import { PushTabs } from '~/app/push/push-tabs';
import { readPushPage } from '~/app/push/read-push-page.server';
import { requireStaff } from '~/app/session/require-reader.server';
import factStyles from '~/app/styles/facts.css?url';
import styles from '~/app/styles/push.css?url';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { createCampaign } from '~/knowledge/policies/push/campaigns/write-campaign.server';

export const links = () => [
  { rel: 'stylesheet', href: factStyles },
  { rel: 'stylesheet', href: styles },
];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('campaign.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    return readPushPage(context.services, reader, localeOf(request));
  });
}

const input = z.object({ policyId: z.string().max(100), title: z.string().max(200) });

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const given = requireFields(input, await request.formData());
    return redirect(`/desk/push/${await createCampaign(context.services, reader, given)}`);
  });
}

/** 政策推送: for each policy in force whom it concerns and who was told, and the campaigns. */
export default function PushPage() {
  const { policies, campaigns, mayWrite } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('campaign.title')}</h1>
      </div>
      <PushTabs />
      <p className="hq-sm hq-muted">{t('campaign.lead')}</p>
      {campaigns.length > 0 && (
        <section className="hq-card" aria-labelledby="push-campaigns">
          <div className="hq-card-h">
            <h2 id="push-campaigns">{t('campaign.list')}</h2>
          </div>
          <ul className="plain push-list">
            {campaigns.map((campaign) => (
              <li key={campaign.id}>
                <CampaignState state={campaign.state} />
                <Link to={`/desk/push/${campaign.id}`}>{campaign.title}</Link>
                <span className="hq-sm hq-muted push-right">
                  {t(`campaign.moment.${campaign.state}`, { time: campaign.moment, n: campaign.told })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="hq-card" aria-labelledby="push-policies">
        <div className="hq-card-h">
          <h2 id="push-policies">{t('campaign.policies')}</h2>
        </div>
        {policies.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-megaphone" aria-hidden="true" />
            <span>{t('campaign.policies.none')}</span>
            <Link to="/desk/policies">{t('campaign.policies.none.action')}</Link>
          </div>
        ) : (
          <ScrollRegion className="fact-scroll" label={t('campaign.policies')}>
            <table className="table push-policies">
              <thead>
                <tr>
                  <th scope="col">{t('oppdesk.policy')}</th>
                  {(['eligible', 'one-step', 'told', 'seen', 'applied', 'granted', 'dismissed'] as const).map(
                    (head) => (
                      <th key={head} scope="col" className="num">
                        {t(`campaign.head.${head}`)}
                      </th>
                    ),
                  )}
                  {mayWrite && (
                    <th scope="col">
                      <span className="visually-hidden">{t('campaign.new')}</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {policies.map((row) => (
                  <tr key={row.policyId} data-policy={row.policyId}>
                    <th scope="row">
                      <Link to={`/desk/policies/${row.policyId}`}>{row.title}</Link>
                      <span className="hq-xs hq-muted push-sub">
                        {row.versionNumber !== null && `v${row.versionNumber} · `}
                        {t(`campaign.window.${row.window}`, { date: row.closesOn ?? '' })}
                      </span>
                    </th>
                    {[
                      ...[row.eligible, row.oneStep, row.funnel.told, row.funnel.seen, row.funnel.applied],
                      ...[row.funnel.granted, row.dismissed],
                    ].map((n, index) => (
                      <td key={index} className="num">
                        {n.toLocaleString()}
                      </td>
                    ))}
                    {mayWrite && (
                      <td className="num">
                        {['always', 'open'].includes(row.window) && (
                          <Form method="post">
                            <input type="hidden" name="policyId" value={row.policyId} />
                            <input
                              type="hidden"
                              name="title"
                              value={t('campaign.title.default', { policy: row.title.slice(0, 40) })}
                            />
                            <button
                              className="btn btn-outline-primary btn-sm"
                              aria-label={t('campaign.new.for', { policy: row.title })}
                            >
                              {t('campaign.new')}
                            </button>
                          </Form>
                        )}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </section>
    </div>
  );
}
