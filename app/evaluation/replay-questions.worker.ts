import type { MessagePort } from 'node:worker_threads';

import type { ReplayOutcome, ReplayRequest } from '~/knowledge/evaluation/runs/replayer';
import { copyDatabase } from '~/prisma/copy-database.server';
import type { Settings } from '~/prisma/settings.server';

import { replayOnCopy } from './replay-on-copy.server';

/** What a replay's thread gets. Its end is the end of the thread: whoever gives up on it ends the thread. */
export interface ReplayTask {
  request: ReplayRequest;
  settings: Settings;
  /** Where the copy goes. */
  file: string;
  progress: MessagePort;
}

/** The entry of a replay's thread: copies the database and replays the questions on the copy. */
export default async function replay({
  request,
  settings,
  file,
  progress,
}: ReplayTask): Promise<ReplayOutcome> {
  try {
    progress.postMessage({ stage: 'copying', done: 0, total: 0 });
    copyDatabase(settings.databaseFile, file);
    return await replayOnCopy(file, settings, request, {
      signal: new AbortController().signal,
      onProgress: (at) => progress.postMessage(at),
    });
  } finally {
    progress.close();
  }
}
