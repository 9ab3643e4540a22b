import { expect, test, vi } from 'vitest';

import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import { startJobWorker } from '~/prisma/jobs/work-jobs.server';

import { useDatabase } from '../../setup/database';

const { db } = useDatabase();

test('a job runs once and is done', async () => {
  const seen: unknown[] = [];
  const worker = startJobWorker({
    db,
    pollMs: 10,
    handlers: { greet: (job) => Promise.resolve(void seen.push(job.payload)) },
  });
  const id = await enqueueJob(db, { kind: 'greet', payload: { name: '云江' } });
  await vi.waitFor(async () => expect((await db.job.findUnique({ where: { id } }))?.state).toBe('done'));
  await worker.stop();
  expect(seen).toEqual([{ name: '云江' }]);
});

test('two requests with one open key are one job', async () => {
  const first = await enqueueJob(db, { kind: 'rebuild', payload: {}, openKey: 'rebuild' });
  const second = await enqueueJob(db, { kind: 'rebuild', payload: {}, openKey: 'rebuild' });
  expect(second).toBe(first);
});

test('a job whose worker died is taken again when the lease has run out', async () => {
  const id = await enqueueJob(db, { kind: 'slow', payload: {} });
  await db.job.update({
    where: { id },
    data: { state: 'running', leaseOwner: 'dead', leaseUntil: new Date(Date.now() - 1), attempts: 1 },
  });
  const worker = startJobWorker({ db, pollMs: 10, handlers: { slow: () => Promise.resolve() } });
  await vi.waitFor(async () => expect((await db.job.findUnique({ where: { id } }))?.state).toBe('done'));
  await worker.stop();
});

test('a failing job waits longer each time and ends as failed with its error', async () => {
  const id = await enqueueJob(db, { kind: 'broken', payload: {}, maxAttempts: 1 });
  const errors: unknown[] = [];
  const worker = startJobWorker({
    db,
    pollMs: 10,
    handlers: { broken: () => Promise.reject(new Error('no such file')) },
    onError: (error) => errors.push(error),
  });
  await vi.waitFor(async () =>
    expect(await db.job.findUnique({ where: { id } })).toMatchObject({
      state: 'failed',
      error: 'no such file',
    }),
  );
  await worker.stop();
  expect(errors).toHaveLength(1);
});

test('stopping gives a running job back untouched', async () => {
  const id = await enqueueJob(db, { kind: 'long', payload: {} });
  const worker = startJobWorker({
    db,
    pollMs: 10,
    handlers: {
      long: (job) =>
        new Promise((_, reject) => job.signal.addEventListener('abort', () => reject(new Error('aborted')))),
    },
  });
  await vi.waitFor(async () => expect((await db.job.findUnique({ where: { id } }))?.state).toBe('running'));
  await worker.stop();
  expect(await db.job.findUnique({ where: { id } })).toMatchObject({ state: 'waiting', attempts: 0 });
});
