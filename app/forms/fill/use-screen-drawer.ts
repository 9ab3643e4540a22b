import { useCallback, useRef, type RefObject } from 'react';

import type { showScreen } from './show-screen.client';

/** Shows one screen of the form, or all of it; drawn again whenever form.io draws. */
export function useScreenDrawer(place: RefObject<HTMLDivElement>) {
  const screen = useRef<{ keys: string[]; anchor: string } | null>(null);
  const drawer = useRef<typeof showScreen | null>(null);
  const drawScreen = useCallback(() => {
    if (place.current) drawer.current?.(place.current, screen.current);
  }, [place]);
  const show = useCallback(
    (one: { keys: string[]; anchor: string } | null) => {
      screen.current = one;
      drawScreen();
    },
    [drawScreen],
  );
  return { drawer, drawScreen, show };
}
