/** The queue's names for an import's work. */
export const readImportJob = 'read-import';
export const splitTableJob = 'split-import-table';
export const closeImportJob = 'close-import';
export const settleImportJob = 'settle-import';

/** Items that one job reads: small enough that other work gets its turn in between. */
export const itemsAJob = 25;

/** The job that reads the next items of a long run, and the one after it up to `last`. */
export function nextChunk(runId: string, from: number, last: number, runAt: Date) {
  return {
    kind: readImportJob,
    payload: { runId, from, to: Math.min(last, from + itemsAJob - 1), last },
    openKey: `${readImportJob}:${runId}:${from}`,
    runAt,
  };
}
