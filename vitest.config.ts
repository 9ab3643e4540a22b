import path from 'node:path';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '~': path.resolve(import.meta.dirname) } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/journeys/**'],
    globalSetup: ['test/setup/global-setup.ts'],
    setupFiles: ['test/setup/fail-on-console-error.ts'],
    pool: 'forks',
    poolOptions: { forks: { maxForks: 2 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['app/**', 'forms/**', 'knowledge/**', 'prisma/**'],
      exclude: [
        '**/*.server.ts',
        '**/*.client.ts',
        '**/*.client.tsx',
        '**/*.d.ts',
        '**/*.cli.ts',
        '**/*.worker.ts',
        // Entries in plain JavaScript: they start processes.
        'app/start.js',
        'prisma/generate.js',
        // Components and their hooks run in a browser: the journeys walk them.
        '**/*.tsx',
        '**/use-*.ts',
        'prisma/generated/**',
        'app/routes/**',
        'app/commands/**',
        'app/start/**',
      ],
      thresholds: { lines: 95 },
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
