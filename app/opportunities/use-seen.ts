import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/** Says once that the page was looked at: when it is in front of a person, not while a browser prepares it unseen. */
export function useSeen(id: string): void {
  const fetcher = useFetcher();
  const said = useRef<string | null>(null);
  useEffect(() => {
    const say = () => {
      const isAhead = (document as Document & { prerendering?: boolean }).prerendering === true;
      if (said.current === id || isAhead || document.visibilityState !== 'visible') return;
      said.current = id;
      fetcher.submit(null, { method: 'post', action: `/my/opportunities/${id}/seen` });
    };
    say();
    document.addEventListener('visibilitychange', say);
    document.addEventListener('prerenderingchange', say);
    return () => {
      document.removeEventListener('visibilitychange', say);
      document.removeEventListener('prerenderingchange', say);
    };
  }, [fetcher, id]);
}
