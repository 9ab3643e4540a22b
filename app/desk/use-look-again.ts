import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

const everyMs = 1_500;

/** Loads the page's data again while something is at work, and while anyone looks at the page. */
export function useLookAgain(isAtWork: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isAtWork || state !== 'idle') return;
    const timer = setInterval(() => {
      if (!document.hidden) revalidate();
    }, everyMs);
    return () => clearInterval(timer);
  }, [isAtWork, revalidate, state]);
}
