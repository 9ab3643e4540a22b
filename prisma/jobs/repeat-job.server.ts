import type { Db } from '../database.server';
import { enqueueJob } from './enqueue-job.server';
import type { JobHandler } from './work-jobs.server';

/** Work that comes round again: run once a slot of time, by whichever process is first. */
export interface RepeatedJob {
  kind: string;
  /** The length of a slot in milliseconds; slots are counted from 1970. */
  everyMs: number;
  work: (signal: AbortSignal, jobId: string) => Promise<void>;
}

interface RepeatDependencies {
  db: Db;
  now: () => Date;
}

/** Puts the job of the slot that is now into the queue, at the start of a process; a second process adds none. */
export async function startRepeating(
  { db, now }: RepeatDependencies,
  jobs: readonly RepeatedJob[],
): Promise<void> {
  for (const { kind, everyMs } of jobs) await enqueueSlot(db, kind, everyMs, now().valueOf());
}

/** The handlers of repeated jobs: each puts the next slot's job into the queue before it works, so that a failure breaks no chain. */
export function repeatedHandlers(
  { db, now }: RepeatDependencies,
  jobs: readonly RepeatedJob[],
): Record<string, JobHandler> {
  return Object.fromEntries(
    jobs.map(({ kind, everyMs, work }): [string, JobHandler] => [
      kind,
      async ({ signal, id }) => {
        await enqueueSlot(db, kind, everyMs, now().valueOf() + everyMs);
        await work(signal, id);
      },
    ]),
  );
}

async function enqueueSlot(db: Db, kind: string, everyMs: number, atMs: number): Promise<void> {
  const slot = Math.floor(atMs / everyMs);
  await enqueueJob(db, {
    kind,
    payload: {},
    openKey: `${kind}:${String(slot)}`,
    runAt: new Date(slot * everyMs),
    maxAttempts: 2,
  });
}
