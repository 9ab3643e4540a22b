import type { Settings } from '~/prisma/settings.server';

/** Seeds the starter city if it is wanted and not complete. */
export function prepareSampleCity(_settings: Settings, _say: (line: string) => void): Promise<void> {
  return Promise.resolve();
}
