import { useRouteLoaderData } from '@remix-run/react';

import type { Frame } from './get-frame.server';

/** The frame's data in any component; undefined only on the root's own error page. */
export function useFrame(): Frame | undefined {
  return useRouteLoaderData('root');
}
