import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { useLookAgain } from '~/app/desk/use-look-again';
import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { namedTitle } from '~/app/policies/page-title';
import { AudienceCard } from '~/app/push/audience-card';
import { CampaignHead } from '~/app/push/campaign-head';
import { ChecksCard } from '~/app/push/checks-card';
import { doCampaignDeed } from '~/app/push/do-campaign-deed.server';
import { FeedbackList } from '~/app/push/feedback-list';
import { FunnelCard } from '~/app/push/funnel-card';
import { PreviewCard } from '~/app/push/preview-card';
import { readCampaignPage } from '~/app/push/read-campaign-page.server';
import { SettingsCard } from '~/app/push/settings-card';
import { StagesCard } from '~/app/push/stages-card';
import { requireStaff } from '~/app/session/require-reader.server';
import factStyles from '~/app/styles/facts.css?url';
import styles from '~/app/styles/push.css?url';
import { sayProblems } from '~/app/words/say-problem';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links = () => [
  { rel: 'stylesheet', href: factStyles },
  { rel: 'stylesheet', href: styles },
];
export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) =>
  namedTitle(page?.campaign.title ?? '', matches);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const firm = Number(new URL(request.url).searchParams.get('firm') ?? 0);
    return readCampaignPage(context.services, reader, {
      id: params.id ?? '',
      locale: localeOf(request),
      firm: Number.isInteger(firm) && firm >= 0 ? firm : 0,
    });
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    try {
      const done = await doCampaignDeed(context.services, reader, params.id ?? '', await request.formData());
      if (done === 'list') return redirect('/desk/push');
      return data({ problems: {}, done });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ problems: sayProblems(localeOf(request), error.fields), done: null }, { status: 422 });
    }
  });
}

/** A campaign 政策推送: whom it tells, what they read, when; who approved it, and what came of it. */
export default function CampaignRoute() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const { campaign, feedback } = page;
  const problems: Record<string, string> = answer?.problems ?? {};
  useLookAgain(campaign.state === 'sending' || (campaign.state === 'scheduled' && campaign.sendAt === null));
  return (
    <div className="stack push-page">
      <nav className="crumb" aria-label={t('policies.place')}>
        <Link to="/desk/push">{t('campaign.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{campaign.title}</span>
      </nav>
      <CampaignHead page={page} />
      <div role="status">
        {answer?.done === 'sent-to-me' && <p className="hq-note">{t('campaign.sent-to-me')}</p>}
        {campaign.state === 'scheduled' && campaign.sendAt && (
          <p className="hq-note">{t('campaign.scheduled', { time: campaign.sendAt })}</p>
        )}
        {campaign.state === 'sending' && <p className="hq-note">{t('campaign.sending')}</p>}
      </div>
      {campaign.reviewNote && (
        <p className="hq-note hq-note-gap">{t('campaign.sent-back', { reason: campaign.reviewNote })}</p>
      )}
      {campaign.stopped && (
        <p className="hq-note hq-note-no">{t(`campaign.stopped.${campaign.stopped}`, { n: page.alone })}</p>
      )}
      {problems.audience && campaign.state !== 'draft' && <p className="c-no">{problems.audience}</p>}
      <div className="push-lay">
        <div className="stack">
          {page.hasLeft && <StagesCard stages={page.stages} />}
          <AudienceCard page={page} />
          <PreviewCard page={page} />
          <SettingsCard key={campaign.revision} page={page} problems={problems} />
        </div>
        <div className="stack">
          {campaign.state === 'in-review' && page.mayApprove && (
            <SendBack revision={campaign.revision} problem={problems.reason} />
          )}
          <FunnelCard page={page} />
          {!page.hasLeft && <ChecksCard page={page} />}
          <section className="hq-card" aria-labelledby="push-feedback">
            <div className="hq-card-h">
              <h2 id="push-feedback">{t('oppdesk.reasons')}</h2>
            </div>
            {feedback ? (
              <FeedbackList feedback={feedback} />
            ) : (
              <div className="hq-empty">
                <i className="bi bi-inbox" aria-hidden="true" />
                <span>{t('campaign.feedback.none')}</span>
              </div>
            )}
          </section>
        </div>
      </div>
    </div>
  );
}

function SendBack({ revision, problem }: { revision: number; problem: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Form method="post" className="hq-card hq-card-b push-back" preventScrollReset>
      <input type="hidden" name="revision" value={revision} />
      <label className="form-label" htmlFor="push-reason">
        {t('campaign.back.reason')}
      </label>
      <textarea id="push-reason" name="reason" className="form-control" rows={2} maxLength={500} />
      {problem && (
        <p className="c-no hq-sm" role="alert">
          {problem}
        </p>
      )}
      <button className="btn btn-outline-primary btn-sm" name="intent" value="send-back">
        {t('campaign.deed.send-back')}
      </button>
    </Form>
  );
}
