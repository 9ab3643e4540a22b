import type { JobHandler } from '~/prisma/jobs/work-jobs.server';

import { closeAbandoned } from './close-import.server';
import { closeImportJob, readImportJob, settleImportJob, splitTableJob } from './import-jobs';
import { splitTable } from './map-table.server';
import { readItems, type ImportDependencies } from './read-items.server';
import { settleImport } from './settle-import.server';

/** The handlers of an import's jobs, for the queue's worker. */
export function importJobHandlers(deps: ImportDependencies): Record<string, JobHandler> {
  return {
    [readImportJob]: (job) => readItems(deps, job),
    [splitTableJob]: (job) => splitTable(deps, job),
    [settleImportJob]: async (job) => {
      await settleImport(deps, (job.payload as { runId: string }).runId);
    },
    [closeImportJob]: (job) => closeAbandoned(deps, (job.payload as { runId: string }).runId),
  };
}
