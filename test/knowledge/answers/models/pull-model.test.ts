import { randomBytes } from 'node:crypto';

import { afterEach, beforeEach, expect, it } from 'vitest';

import {
  pullModelHandler,
  pullModelJob,
  startPull,
  stoppedByPerson,
  stopPull,
} from '~/knowledge/answers/models/pull-model.server';
import { systemReader } from '~/prisma/access/reader';
import { startJobWorker, type JobWorker } from '~/prisma/jobs/work-jobs.server';
import { parseSettings } from '~/prisma/settings.server';
import { useDatabase } from '~/test/setup/database';
import { startOllamaServer, type OllamaServer } from '~/test/setup/ollama-server';

const database = useDatabase();
const { db } = database;
const sql = database.reader();
// Retries come at once.
let ahead = 0;
const now = () => new Date(Date.now() + ahead);
let server: OllamaServer;
let worker: JobWorker;

beforeEach(async () => {
  await db.job.deleteMany();
  server = await startOllamaServer({ models: ['qwen-good:1b'], pullMs: 50 });
  const settings = parseSettings({ OLLAMA_URL: server.url });
  const handlers = { [pullModelJob]: pullModelHandler({ sql, settings, sealingKey: randomBytes(32) }) };
  worker = startJobWorker({ db, handlers, now, pollMs: 20 });
});
afterEach(async () => {
  await worker.stop();
  await server.close();
});

const pull = (model: string) => startPull({ db, now }, systemReader, { serverId: 'ollama', model });
const job = () => db.job.findFirstOrThrow();
const listed = async () => {
  const answer = (await (await fetch(`${server.url}/api/tags`)).json()) as { models: { name: string }[] };
  return answer.models.map(({ name }) => name);
};

it('a model is pulled with its megabytes, and then is there', async () => {
  await pull('qwen-thinks:1b');
  await expect.poll(async () => (await job()).progress, { timeout: 20_000 }).toBeGreaterThan(0);
  expect((await job()).total).toBe(1_000);
  await expect.poll(async () => (await job()).state, { timeout: 20_000 }).toBe('done');
  expect(await listed()).toEqual(['qwen-good:1b', 'qwen-thinks:1b']);
});

it('a model that the registry doesn’t have fails at once, with its words', async () => {
  await pull('no-such:1b');
  await expect.poll(async () => (await job()).state, { timeout: 20_000 }).toBe('failed');
  expect(await job()).toMatchObject({ attempts: 1, error: 'pull model manifest: file does not exist' });
});

it('a line that breaks is told, and gone on with by itself', async () => {
  await pull('breaks-once:1b');
  await expect.poll(async () => (await job()).error, { timeout: 20_000 }).toContain('unexpected EOF');
  expect((await job()).state).toBe('waiting');
  ahead += 60_000;
  await expect.poll(async () => (await job()).state, { timeout: 20_000 }).toBe('done');
  expect(await listed()).toContain('breaks-once:1b');
});

it('a pull is stopped, on Ollama’s side too, and can be begun anew', async () => {
  await pull('qwen-thinks:1b');
  await expect.poll(async () => (await job()).progress, { timeout: 20_000 }).toBeGreaterThan(0);
  await stopPull({ db, now }, systemReader, { serverId: 'ollama', model: 'qwen-thinks:1b' });
  expect((await server.closedEarly()).path).toBe('/api/pull');
  expect(await job()).toMatchObject({ state: 'failed', error: stoppedByPerson });
  expect(await listed()).toEqual(['qwen-good:1b']);
  await pull('qwen-thinks:1b');
  await expect.poll(listed, { timeout: 20_000 }).toContain('qwen-thinks:1b');
});
