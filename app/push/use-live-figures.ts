import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';

import type { loader } from '~/app/routes/desk.push.$id_.confirm';

/** What is computed over the city's firms for a campaign's page; undefined until it came. Asked for once a page. */
export function useLiveFigures(campaignId: string) {
  const fetcher = useFetcher<typeof loader>({ key: `push-figures-${campaignId}` });
  const asked = useRef('');
  const { load, data, state } = fetcher;
  useEffect(() => {
    if (asked.current === campaignId || data || state !== 'idle') return;
    asked.current = campaignId;
    load(`/desk/push/${campaignId}/confirm`);
  }, [load, data, state, campaignId]);
  return data;
}
