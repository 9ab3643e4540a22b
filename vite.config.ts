import path from 'node:path';

import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

import remixConfig from './remix.config.js';

export default defineConfig({
  plugins: [remix(remixConfig)],
  resolve: { alias: { '~': path.resolve(import.meta.dirname) }, dedupe: ['react', 'react-dom'] },
  // Found before the first page is served, so that a page under development never loads two Reacts.
  optimizeDeps: {
    exclude: ['@node-rs/argon2'],
    include: [
      'react',
      'react/jsx-runtime',
      'react/jsx-dev-runtime',
      'react-dom',
      'react-dom/client',
      '@remix-run/react',
      'i18next',
      'react-i18next',
    ],
  },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { fs: { strict: true } },
});
