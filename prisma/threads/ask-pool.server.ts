import type { Transferable } from 'node:worker_threads';

import type { Piscina } from 'piscina';

/**
 * Gives a task to a pool's thread. A thread that dies while it starts has no task yet, so that the pool itself tells of
 * it: without a listener that ends the whole process, and with one that only listens the task would wait for ever. Here
 * whoever waits gets the error; the next task starts a new thread.
 */
export function askPool<Task, Answer>(
  pool: Piscina<Task, Answer>,
  task: Task,
  options: { signal?: AbortSignal | undefined; transferList?: readonly Transferable[] } = {},
): Promise<Answer> {
  const { signal, transferList = [] } = options;
  const abort = new AbortController();
  const ended = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
  return new Promise((resolve, reject) => {
    const died = (error: Error) => {
      reject(error);
      abort.abort();
    };
    pool.once('error', died);
    pool
      .run(task, { signal: ended, transferList: [...transferList] })
      .then(resolve, reject)
      .finally(() => pool.off('error', died));
  });
}

/** A thread that dies while nobody waits for it: nothing is lost, the next task starts another. */
export function surviveIdleDeaths(pool: Piscina<never, unknown>): void {
  // Each task that waits listens too, and many may wait.
  pool.setMaxListeners(0);
  pool.on('error', () => undefined);
}
