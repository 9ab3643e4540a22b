import type { Db } from '~/prisma/database.server';
import type { JobHandler } from '~/prisma/jobs/work-jobs.server';

import { checkChangeJob } from './propose-change.server';

export interface GateDependencies {
  db: Db;
  now: () => Date;
}

/** The handlers of the gate's jobs, for the queue's worker. */
export function gateJobHandlers(deps: GateDependencies): Record<string, JobHandler> {
  return { [checkChangeJob]: (job) => checkChange(deps, (job.payload as { changeId: string }).changeId) };
}

/** Leaves a waiting change to a person's decision. */
async function checkChange({ db }: GateDependencies, changeId: string): Promise<void> {
  await db.knowledgeChange.updateMany({
    where: { id: changeId, state: 'waiting' },
    data: { state: 'failed', finding: { outcome: 'no-questions' } },
  });
}
