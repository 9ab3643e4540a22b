import path from 'node:path';

import { PrismaLibSQL } from '@prisma/adapter-libsql';
import { defineConfig } from 'prisma/config';

/** Prisma's own commands run on the JavaScript engine, so that nothing is downloaded (docs/decisions/003-prisma-6.md). */
export default defineConfig({
  experimental: { adapter: true },
  engine: 'js',
  schema: path.join('prisma', 'schema.prisma'),
  migrations: { path: path.join('prisma', 'migrations') },
  adapter: () =>
    Promise.resolve(new PrismaLibSQL({ url: process.env.DATABASE_URL ?? 'file:./data/huiqitong.db' })),
});
