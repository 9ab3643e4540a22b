import { randomUUID } from 'node:crypto';

import type { Db } from '../database.server';

import { FinalJobError } from './final-job-error';

/** What a handler gets. It must be idempotent: after a crash its job runs again from the start. */
export interface JobContext<Payload = unknown> {
  id: string;
  payload: Payload;
  attempt: number;
  /** Aborted when the process stops or the lease is lost. */
  signal: AbortSignal;
  /** Reports how far it is; also renews the lease. */
  progress(done: number, total: number): Promise<void>;
}
export type JobHandler = (job: JobContext<never>) => Promise<void>;

export interface JobWorkerOptions {
  db: Db;
  handlers: Record<string, JobHandler>;
  now?: () => Date;
  /** How long a job is held without a sign of life before another worker may take it. Default 60 s. */
  leaseMs?: number;
  /** How often an idle worker looks for work. Default 500 ms. */
  pollMs?: number;
  /** Jobs worked at the same time. Default 2. */
  concurrency?: number;
  onError?: (error: unknown, job: { id: string; kind: string }) => void;
}

/** A running worker; `stop` lets the running jobs finish or gives them back after `graceMs`. */
export interface JobWorker {
  stop(graceMs?: number): Promise<void>;
}

interface Claimed {
  id: string;
  kind: string;
  payload: unknown;
  attempts: number;
  maxAttempts: number;
}

/** Works the queue until stopped. Jobs whose lease ran out (a killed process) are taken again. */
export function startJobWorker(options: JobWorkerOptions): JobWorker {
  const { db, handlers, now = () => new Date(), leaseMs = 60_000, pollMs = 500, concurrency = 2 } = options;
  const owner = randomUUID();
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let claiming: Promise<void> = Promise.resolve();

  async function claim(): Promise<Claimed | undefined> {
    const at = now();
    const due = await db.job.findFirst({
      where: {
        kind: { in: Object.keys(handlers) },
        OR: [
          { state: 'waiting', runAt: { lte: at } },
          { state: 'running', leaseUntil: { lt: at } },
        ],
      },
      orderBy: [{ runAt: 'asc' }, { id: 'asc' }],
    });
    if (!due) return undefined;
    const { count } = await db.job.updateMany({
      where: { id: due.id, state: due.state, attempts: due.attempts, leaseOwner: due.leaseOwner },
      data: {
        state: 'running',
        leaseOwner: owner,
        leaseUntil: new Date(at.valueOf() + leaseMs),
        attempts: { increment: 1 },
      },
    });
    return count === 1 ? { ...due, attempts: due.attempts + 1 } : claim();
  }

  async function work(job: Claimed): Promise<void> {
    const lost = new AbortController();
    const renew = async (data: { progress?: number; total?: number } = {}) => {
      const { count } = await db.job.updateMany({
        where: { id: job.id, leaseOwner: owner, state: 'running' },
        data: { ...data, leaseUntil: new Date(now().valueOf() + leaseMs) },
      });
      if (count === 0) lost.abort(new Error('lease lost'));
    };
    const heartbeat = setInterval(
      () => void renew().catch((error: unknown) => options.onError?.(error, job)),
      leaseMs / 3,
    );
    const mine = { id: job.id, leaseOwner: owner };
    try {
      const handler = handlers[job.kind] as JobHandler;
      await handler({
        id: job.id,
        payload: job.payload as never,
        attempt: job.attempts,
        signal: AbortSignal.any([stopping.signal, lost.signal]),
        progress: (progress, total) => renew({ progress, total }),
      });
      await db.job.updateMany({
        where: mine,
        data: { state: 'done', openKey: null, leaseOwner: null, finishedAt: now(), error: null },
      });
    } catch (error) {
      if (stopping.signal.aborted) {
        // Given back, not failed: the next process takes it at once.
        await db.job.updateMany({
          where: mine,
          data: { state: 'waiting', leaseOwner: null, attempts: { decrement: 1 } },
        });
        return;
      }
      const final = job.attempts >= job.maxAttempts || error instanceof FinalJobError;
      const delayMs = Math.min(600_000, 1_000 * 2 ** job.attempts);
      await db.job.updateMany({
        where: mine,
        data: {
          state: final ? 'failed' : 'waiting',
          leaseOwner: null,
          error: error instanceof Error ? error.message : String(error),
          runAt: new Date(now().valueOf() + delayMs),
          ...(final && { openKey: null, finishedAt: now() }),
        },
      });
      options.onError?.(error, job);
    } finally {
      clearInterval(heartbeat);
    }
  }

  async function tick(): Promise<void> {
    while (!stopping.signal.aborted && running.size < concurrency) {
      const job = await claim();
      if (!job) break;
      const task = work(job)
        .catch((error: unknown) => options.onError?.(error, job))
        .finally(() => {
          running.delete(job.id);
          schedule(0);
        });
      running.set(job.id, task);
    }
    schedule(pollMs);
  }

  function schedule(delayMs: number) {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      claiming = tick().catch((error: unknown) => {
        options.onError?.(error, { id: '', kind: 'claim' });
        schedule(pollMs * 4);
      });
    }, delayMs);
  }

  schedule(0);
  return {
    async stop(graceMs = 5_000) {
      stopping.abort(new Error('stopping'));
      clearTimeout(timer);
      await claiming;
      await Promise.race([
        Promise.allSettled(running.values()),
        new Promise((resolve) => setTimeout(resolve, graceMs).unref()),
      ]);
    },
  };
}
