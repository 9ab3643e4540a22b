import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Piscina } from 'piscina';
import { expect, test } from 'vitest';

import { askPool, surviveIdleDeaths } from '~/prisma/threads/ask-pool.server';

test('a thread that dies while it starts fails its task, not the process; the next task gets a new thread', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'threads-'));
  const file = path.join(dir, 'thread.mjs');
  writeFileSync(file, "throw new Error('no such module');\n");
  const pool = new Piscina<number, number>({ filename: file, minThreads: 0, maxThreads: 1 });
  surviveIdleDeaths(pool);
  await expect(askPool(pool, 1)).rejects.toThrow('no such module');
  writeFileSync(file, 'export default (n) => n * 2;\n');
  expect(await askPool(pool, 21)).toBe(42);
  await pool.destroy();
});
