// Generates Prisma's client without an engine: the two variables only have to name an existing file.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const anyFile = path.join(root, 'package.json');
const prisma = path.join(
  path.dirname(createRequire(import.meta.url).resolve('prisma/package.json')),
  'build',
  'index.js',
);
const { status } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    DATABASE_URL: 'file:./data/huiqitong.db',
    PRISMA_QUERY_ENGINE_LIBRARY: anyFile,
    PRISMA_SCHEMA_ENGINE_BINARY: anyFile,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
if (status !== 0) process.exit(status ?? 1);
