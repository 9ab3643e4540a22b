import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

const everyMs = 2_500;

/** Loads the page anew while something is under way, and while anyone looks at it. */
export function useProgress(isUnderWay: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay || state !== 'idle') return;
    const soon = setTimeout(() => {
      if (!document.hidden) revalidate();
    }, everyMs);
    return () => clearTimeout(soon);
  }, [isUnderWay, revalidate, state]);
}
