import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { CampaignState } from './campaign-state';
import { checksOf } from './checks-card';
import type { CampaignPage } from './read-campaign-page.server';

/** Title, state, the steps, and what the reader may do now; a deed that isn't open says why beside it. */
export function CampaignHead({ page }: { page: CampaignPage }) {
  const { t } = useTranslation();
  const { campaign } = page;
  const steps = ['audience', 'words', 'settings', 'review', 'sent'] as const;
  const at = { draft: 2, 'in-review': 3, scheduled: 4, sending: 4, stopped: 3 }[campaign.state] ?? 5;
  return (
    <div className="deskhead push-head">
      <h1>{campaign.title}</h1>
      <CampaignState state={campaign.state} />
      <ol className="push-steps" aria-label={t('campaign.steps')}>
        {steps.map((step, index) => (
          <li
            key={step}
            className={index === at ? 'on' : undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            {index < at ? (
              <i className="bi bi-check-circle-fill" role="img" aria-label={t('campaign.check.done')} />
            ) : (
              <span className="push-k" aria-hidden="true">
                {index + 1}
              </span>
            )}
            {t(`campaign.step.${step}`)}
          </li>
        ))}
      </ol>
      <Deeds page={page} />
    </div>
  );
}

function Deeds({ page }: { page: CampaignPage }) {
  const { t } = useTranslation();
  const { campaign, mayWrite, mayApprove, needsSecond } = page;
  const isBusy = useNavigation().state !== 'idle';
  const wrong = checksOf(page).find(({ state }) => state === 'wrong');
  const deed = (intent: string, word: string, look: string, disabled = false) => (
    <button className={`btn ${look}`} name="intent" value={intent} disabled={isBusy || disabled}>
      {word}
    </button>
  );
  const { state } = campaign;
  return (
    <Form method="post" className="push-deeds" preventScrollReset>
      <input type="hidden" name="revision" value={campaign.revision} />
      {mayWrite && ['draft', 'in-review'].includes(state) && page.preview
        ? deed('to-me', t('campaign.deed.to-me'), 'btn-outline-primary')
        : null}
      {mayWrite && state === 'draft' && (
        <>
          {deed('cancel', t('campaign.deed.discard'), 'btn-outline-primary')}
          {deed(
            'propose',
            t(needsSecond ? 'campaign.deed.propose' : 'campaign.deed.send'),
            'btn-primary',
            wrong !== undefined,
          )}
          {wrong && (
            <span className="hq-sm c-no">
              {t('campaign.stopped.by', { check: t(`campaign.check.${wrong.key}`) })}
            </span>
          )}
        </>
      )}
      {mayWrite && ['in-review', 'scheduled', 'stopped'].includes(state)
        ? deed('recall', t('campaign.deed.recall'), 'btn-outline-primary')
        : null}
      {state === 'in-review' && mayApprove && deed('approve', t('campaign.deed.approve'), 'btn-primary')}
      {state === 'in-review' && !mayApprove && <span className="hq-sm hq-muted">{t('campaign.waits')}</span>}
    </Form>
  );
}
