import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ChannelPreview } from './channel-preview';
import type { CampaignPage } from './read-campaign-page.server';

/** 各渠道预览: what a firm of the audience reads, on each channel at once. */
export function PreviewCard({ page }: { page: CampaignPage }) {
  const { t } = useTranslation();
  const { preview, channels, campaign } = page;
  const countOf = (channel: string) => channels.find((one) => one.channel === channel)?.firms;
  return (
    <section className="hq-card" aria-labelledby="push-preview">
      <div className="hq-card-h">
        <h2 id="push-preview">{t('campaign.preview')}</h2>
        {preview && (
          <span className="hq-sm hq-muted">{t('campaign.preview.of', { firm: preview.firm })}</span>
        )}
        <Link className="hq-sm push-right" to={`/desk/push/templates?kind=opportunity-${campaign.audience}`}>
          {t('campaign.preview.words')}
        </Link>
        {preview && preview.of > 1 && (
          <Link className="hq-sm" preventScrollReset to={`?firm=${(preview.index + 1) % preview.of}`}>
            {t('campaign.preview.other')} <i className="bi bi-arrow-repeat" aria-hidden="true" />
          </Link>
        )}
      </div>
      {preview ? (
        <>
          <div className="push-pv">
            {preview.messages.map((message) => (
              <ChannelPreview key={message.channel} message={message} firms={countOf(message.channel)} />
            ))}
          </div>
          <p className="push-foot hq-sm hq-muted">{t('campaign.preview.masked')}</p>
        </>
      ) : (
        <div className="hq-empty">
          <i className="bi bi-inbox" aria-hidden="true" />
          <span>{t('campaign.preview.none')}</span>
        </div>
      )}
    </section>
  );
}
