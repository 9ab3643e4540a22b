import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';

import { Piscina } from 'piscina';

import type { Replayer, ReplayOutcome, ReplayProgress } from '~/knowledge/evaluation/runs/replayer';
import type { Settings } from '~/prisma/settings.server';
import { askPool, surviveIdleDeaths } from '~/prisma/threads/ask-pool.server';

import type { ReplayTask } from './replay-questions.worker';

/** Longer than any replay takes: a corpus of 100,000 passages with 1,000 questions is done in some minutes. */
const longestMs = 60 * 60_000;

/**
 * Opens the replayer: one thread of its own, started when first needed, so that the web process answers meanwhile. Made
 * in the process's entry, a command or a test.
 */
export function openReplayer(settings: Settings): Replayer {
  const folder = path.join(settings.dataDir, 'shadow');
  const pool = new Piscina<ReplayTask, ReplayOutcome>({
    filename: new URL('./replay-questions.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  });
  surviveIdleDeaths(pool);
  const fileOf = (jobId: string) => path.join(folder, `${jobId}.db`);
  return {
    async replay(request, { signal, onProgress }) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = fileOf(request.jobId);
      removeCopy(file);
      const { port1, port2 } = new MessageChannel();
      port1.on('message', (at: ReplayProgress) => onProgress(at));
      try {
        return await askPool(
          pool,
          { request, settings, file, progress: port2 },
          { signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]), transferList: [port2] },
        );
      } finally {
        port1.close();
        removeCopy(file);
      }
    },
    async sweep(isAtWork) {
      for (const name of listCopies(folder)) {
        const jobId = name.slice(0, name.indexOf('.'));
        if (!(await isAtWork(jobId))) rmSync(path.join(folder, name), { recursive: true, force: true });
      }
    },
    close: () => pool.destroy(),
  };
}

/** The copy with its journal and its index. */
function removeCopy(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal', '-index'])
    rmSync(`${file}${ending}`, { recursive: true, force: true });
}

function listCopies(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.includes('.db'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
