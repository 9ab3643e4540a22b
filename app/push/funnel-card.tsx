import { useTranslation } from 'react-i18next';

import { funnelSteps } from '~/knowledge/policies/push/campaigns/funnel';

import type { CampaignPage } from './read-campaign-page.server';

/** 送达→查看→申报→兑现, by campaign once it left, else of the policy so far. */
export function FunnelCard({ page }: { page: CampaignPage }) {
  const { t } = useTranslation();
  const { funnel, hasLeft } = page;
  const steps = funnelSteps(funnel);
  const label = steps
    .map(({ stage, firms }) => `${t(`oppdesk.stage.${stage}`)} ${firms}`)
    .join(t('campaign.and'));
  return (
    <section className="hq-card" aria-labelledby="push-funnel">
      <div className="hq-card-h">
        <h2 id="push-funnel">{t(hasLeft ? 'campaign.funnel' : 'campaign.funnel.before')}</h2>
      </div>
      {funnel.told === 0 ? (
        <div className="hq-empty">
          <i className="bi bi-bar-chart" aria-hidden="true" />
          <span>{t(hasLeft ? 'campaign.funnel.none' : 'campaign.funnel.never')}</span>
        </div>
      ) : (
        <ol className="push-fnl" aria-label={label}>
          {steps.map(({ stage, firms, percent, length }) => (
            <li key={stage} data-stage={stage} data-firms={firms}>
              {percent !== null && (
                <span className="push-cv">
                  <i className="bi bi-arrow-down-short" aria-hidden="true" />
                  {t(`campaign.rate.${stage}`, { n: percent })}
                </span>
              )}
              <span>{t(`oppdesk.stage.${stage}`)}</span>
              <svg viewBox="0 0 1000 26" preserveAspectRatio="none" aria-hidden="true">
                <rect width={1000} height={26} className="push-track" />
                <rect width={length} height={26} className={`push-fill-${stage}`} />
              </svg>
              <b>{t('campaign.firms', { n: firms.toLocaleString() })}</b>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
