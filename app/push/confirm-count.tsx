import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { loader } from '~/app/routes/desk.push.$id_.confirm';

/** How many firms are 待确认: counted over the whole city, so it comes a moment later. */
export function ConfirmCount({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof loader>();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    fetcher.load(`/desk/push/${campaignId}/confirm`);
  }, [fetcher, campaignId]);
  const { data } = fetcher;
  return (
    <span role="status">
      {data
        ? data.toConfirm === null
          ? t('campaign.confirm.unknown')
          : t('campaign.confirm', { n: data.toConfirm.toLocaleString() })
        : t('campaign.confirm.counting')}
    </span>
  );
}
