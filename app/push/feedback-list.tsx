import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { PolicyFeedback } from '~/knowledge/policies/push/campaigns/list-feedback.server';

/** Where the department mends what a reason names. */
const nextSteps: Record<string, (policyId: string) => string> = {
  'data-wrong': () => '/desk/facts/disputes',
  'not-ours': (id) => `/desk/policies/${id}`,
  'too-much-work': () => '/desk/forms',
  'too-little': (id) => `/desk/policies/${id}`,
  'had-it': (id) => `/desk/policies/${id}`,
};

/** Why firms set a policy aside, most frequent first, with what to do about it; and in their words. */
export function FeedbackList({ feedback }: { feedback: PolicyFeedback }) {
  const { t } = useTranslation();
  const { policyId, reasons, quotes } = feedback;
  return (
    <div className="push-fb" data-feedback={policyId}>
      <ul className="plain">
        {reasons.map(({ reason, firms }) => (
          <li key={reason}>
            <b className="num">{t('campaign.firms', { n: firms })}</b>
            <span>{t(`opportunities.reason.${reason}`)}</span>
            {nextSteps[reason] && (
              <Link className="hq-sm" to={nextSteps[reason](policyId)}>
                {t(`campaign.next.${reason}`)}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {quotes.map(({ text, reason, on, firm }, index) => (
        <blockquote key={`${on} ${index}`}>
          <p>{text}</p>
          <footer className="hq-xs hq-muted">
            {[firm ?? t('campaign.unnamed'), t(`opportunities.reason.${reason}`), on].join(' · ')}
          </footer>
        </blockquote>
      ))}
    </div>
  );
}
