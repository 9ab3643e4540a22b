import path from 'node:path';

import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

import remixConfig from './remix.config.js';

export default defineConfig({
  plugins: [remix(remixConfig)],
  resolve: { alias: { '~': path.resolve(import.meta.dirname) } },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { fs: { strict: true } },
});
