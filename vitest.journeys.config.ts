import path from 'node:path';

import { defineConfig } from 'vitest/config';

/** Journeys in a real browser against a real server, one after another: later ones build on what earlier ones did. */
export default defineConfig({
  resolve: { alias: { '~': path.resolve(import.meta.dirname) } },
  test: {
    include: ['test/journeys/**/*.journey.ts'],
    globalSetup: ['test/setup/journeys-setup.ts'],
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 180_000,
    // The first hook builds the pages and seeds a city.
    hookTimeout: 600_000,
  },
});
