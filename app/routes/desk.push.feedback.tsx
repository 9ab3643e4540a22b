import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { pageTitle } from '~/app/policies/page-title';
import { FeedbackList } from '~/app/push/feedback-list';
import { PushTabs } from '~/app/push/push-tabs';
import { readFeedbackPage } from '~/app/push/read-feedback-page.server';
import { requireStaff } from '~/app/session/require-reader.server';
import factStyles from '~/app/styles/facts.css?url';
import styles from '~/app/styles/push.css?url';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';

export const links = () => [
  { rel: 'stylesheet', href: factStyles },
  { rel: 'stylesheet', href: styles },
];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('oppdesk.reasons', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    return { policies: await readFeedbackPage(context.services.db, reader, localeOf(request)) };
  });
}

/** 企业反馈: why firms say that a policy isn't for them, by policy. */
export default function FeedbackPage() {
  const { policies } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="stack push-page">
      <div className="deskhead">
        <h1>{t('oppdesk.reasons')}</h1>
      </div>
      <PushTabs />
      <p className="hq-sm hq-muted">{t('campaign.feedback.lead')}</p>
      {policies.length === 0 && (
        <div className="hq-card hq-empty">
          <i className="bi bi-inbox" aria-hidden="true" />
          <span>{t('campaign.feedback.none')}</span>
          <Link to="/desk/push">{t('campaign.feedback.empty.action')}</Link>
        </div>
      )}
      {policies.map(({ title, firms, ...feedback }) => (
        <section key={feedback.policyId} className="hq-card" aria-labelledby={`fb-${feedback.policyId}`}>
          <div className="hq-card-h">
            <h2 id={`fb-${feedback.policyId}`}>{title}</h2>
            <span className="hq-sm hq-muted push-right">{t('campaign.feedback.sum', { n: firms })}</span>
          </div>
          <FeedbackList feedback={feedback} />
        </section>
      ))}
    </div>
  );
}
