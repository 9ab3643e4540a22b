import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

const everyMs = 1_500;

/** Looks again while the list is being made, as long as the page is seen. */
export function useWhileListing(isListing: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isListing || state !== 'idle') return;
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') revalidate();
    }, everyMs);
    return () => clearTimeout(timer);
  }, [isListing, state, revalidate]);
}
