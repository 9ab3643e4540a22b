import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { campaignStages } from '~/knowledge/policies/push/campaigns/campaign-stages';

import type { CampaignPage } from './read-campaign-page.server';

/** 发出→送达→打开→开始填写→申报→兑现 by channel, each with its share of what was sent, and where each number comes from. */
export function StagesCard({ stages }: { stages: CampaignPage['stages'] }) {
  const { t } = useTranslation();
  if (stages.length === 0) return null;
  return (
    <section className="hq-card" aria-labelledby="push-stages">
      <div className="hq-card-h">
        <h2 id="push-stages">{t('campaign.stages')}</h2>
      </div>
      <ScrollRegion className="table-responsive" label={t('campaign.stages')}>
        <table className="table t push-stages">
          <thead>
            <tr>
              <th scope="col">{t('campaign.channel')}</th>
              {campaignStages.map((stage) => (
                <th key={stage} scope="col" className="num">
                  {t(`campaign.stage.${stage}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stages.map(({ channel, firms }) => (
              <tr key={channel} data-channel={channel}>
                <th scope="row">{t(`campaign.channel.${channel}`)}</th>
                {campaignStages.map((stage) => (
                  <td key={stage} className="num" data-stage-of={stage}>
                    {firms[stage].toLocaleString()}
                    {stage !== 'sent' && (
                      <span className="push-share">
                        {firms.sent === 0 ? '—' : `${String(Math.round((firms[stage] / firms.sent) * 100))}%`}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="push-foot hq-sm hq-muted">{t('campaign.stages.note')}</p>
      <details className="push-data hq-sm">
        <summary>{t('campaign.stages.sources')}</summary>
        <dl className="push-sources">
          {campaignStages.map((stage) => (
            <div key={stage}>
              <dt>{t(`campaign.stage.${stage}`)}</dt>
              <dd>{t(`campaign.stage.${stage}.source`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
