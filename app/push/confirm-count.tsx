import { useTranslation } from 'react-i18next';

import { useLiveFigures } from './use-live-figures';

/** How many firms are 待确认: counted over the whole city, so it comes a moment later. */
export function ConfirmCount({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation();
  const figures = useLiveFigures(campaignId);
  return (
    <span role="status">
      {figures
        ? figures.toConfirm === null
          ? t('campaign.confirm.unknown')
          : t('campaign.confirm', { n: figures.toConfirm.toLocaleString() })
        : t('campaign.confirm.counting')}
    </span>
  );
}
