import { MessageChannel } from 'node:worker_threads';

import { Piscina } from 'piscina';

import { askPool, surviveIdleDeaths } from '~/prisma/threads/ask-pool.server';

import type { FactImportAnswer, FactImportTask } from './fact-import-task';

/** What a thread can't be given by the caller. */
type Wanted = Omit<FactImportTask, 'stop' | 'port'>;

/** Works the stages of imports, one at a time, in a thread with a limit of memory. */
export interface FactImporter {
  /** `signal` asks the thread to stop after its batch: no transaction is ever torn. */
  run(
    task: Wanted,
    options: { signal: AbortSignal; onProgress: (done: number) => void },
  ): Promise<FactImportAnswer>;
  close(): Promise<void>;
}

/** Opens the importer: in the process entry, a command or a test, never inside a route. The caller closes it. */
export function openFactImporter({ memoryMb = 1536 } = {}): FactImporter {
  const pool = new Piscina<FactImportTask, FactImportAnswer>({
    filename: new URL('./work-fact-import.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64 },
  });
  surviveIdleDeaths(pool);
  return {
    async run(task, { signal, onProgress }) {
      const stop = new Int32Array(new SharedArrayBuffer(4));
      const ask = () => Atomics.store(stop, 0, 1);
      signal.addEventListener('abort', ask);
      if (signal.aborted) ask();
      const { port1, port2 } = new MessageChannel();
      port1.on('message', ({ done }: { done: number }) => {
        onProgress(done);
      });
      try {
        return await askPool(pool, { ...task, stop, port: port2 }, { transferList: [port2] });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
        return { ok: false, refusal: { code: 'too-much-memory', params: { limitMb: memoryMb } } };
      } finally {
        signal.removeEventListener('abort', ask);
        port1.close();
      }
    },
    close: () => pool.close(),
  };
}
