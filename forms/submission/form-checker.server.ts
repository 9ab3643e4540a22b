import { MessageChannel, type MessagePort } from 'node:worker_threads';

import { Piscina } from 'piscina';

import type { CheckedForm, FormToCheck } from './check-form';
import { openTurns } from './take-turns';

export type { CheckedForm, FormToCheck } from './check-form';
export type { DroppedValue, FieldError } from './prune-data';

/** Checks forms in worker threads, so that a rule that hangs is ended without delaying the others. */
export interface FormChecker {
  /** Throws `FormCheckTimeoutError` past the time limit. */
  check(form: FormToCheck): Promise<CheckedForm>;
  close(): Promise<void>;
}

/** The form's rules took longer than the time limit: the form is at fault, not the applicant. */
export class FormCheckTimeoutError extends Error {
  readonly code = 'unavailable';
}

export interface FormCheckerOptions {
  /** Threads that check at the same time. Default 2: one that hangs leaves the other. */
  threads?: number;
  /** How long one check may take, counted from when a thread takes it. Default 10 s. */
  timeLimitMs?: number;
}

/** What a thread gets: the form, and where to say that it has begun. */
export interface CheckTask {
  /** Without its definition where the thread is thought to know the version. */
  form: Omit<FormToCheck, 'definition'> & { definition: FormToCheck['definition'] | null };
  begun: MessagePort;
}

/** A thread that can't even begin: the machine is out of memory or the thread's code can't be loaded. */
const startLimitMs = 60_000;

/** Opens the pool. Made in the process's entry and in tests, never inside a route. */
export function openFormChecker({ threads = 2, timeLimitMs = 10_000 }: FormCheckerOptions = {}): FormChecker {
  const pool = new Piscina<CheckTask, CheckedForm | 'unknown-version'>({
    filename: new URL('./check-form.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const turns = openTurns(threads);
  const run = async (form: CheckTask['form']) => {
    const limit = new AbortController();
    const { port1, port2 } = new MessageChannel();
    let timer = setTimeout(() => limit.abort(), startLimitMs);
    // A new thread takes a second or more to load: the time limit is for the rules, so it starts when they do.
    port1.once('message', () => {
      clearTimeout(timer);
      timer = setTimeout(() => limit.abort(), timeLimitMs);
    });
    try {
      return await pool.run({ form, begun: port2 }, { signal: limit.signal, transferList: [port2] });
    } catch (error) {
      if (limit.signal.aborted)
        throw new FormCheckTimeoutError(`A form's rules took longer than ${timeLimitMs} ms`, {
          cause: error,
        });
      throw error;
    } finally {
      clearTimeout(timer);
      port1.close();
    }
  };
  // Sent once, a version is known to the threads; one that is new asks for it.
  const sent = new Set<string>();
  return {
    async check(form) {
      const { versionKey } = form;
      const leave = await turns.enter(versionKey);
      try {
        const isSent = versionKey !== undefined && sent.has(versionKey);
        if (versionKey !== undefined) sent.add(versionKey);
        const first = await run(isSent ? { ...form, definition: null } : form);
        const checked = first === 'unknown-version' ? await run(form) : first;
        if (checked === 'unknown-version') throw new Error('A thread asked for a version that it was sent');
        return checked;
      } catch (error) {
        if (error instanceof FormCheckTimeoutError && versionKey !== undefined) turns.distrust(versionKey);
        throw error;
      } finally {
        leave();
      }
    },
    close: () => pool.destroy(),
  };
}
