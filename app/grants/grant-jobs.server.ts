import type { Services } from '~/app/services.server';
import { tellGrantBatchJob } from '~/knowledge/policies/grants/decide-batch.server';
import { listGrantBatch } from '~/knowledge/policies/grants/list-batch.server';
import { listGrantBatchJob } from '~/knowledge/policies/grants/start-batch.server';
import { tellGrantBatch } from '~/knowledge/policies/grants/tell-batch.server';
import type { JobHandler } from '~/prisma/jobs/work-jobs.server';

import { tellGrant } from './tell-grant.server';

/** The work on grants without application: lists are made, firms are told. */
export function grantJobHandlers(services: Services): Record<string, JobHandler> {
  return {
    [listGrantBatchJob]: (job) => listGrantBatch(services, job),
    [tellGrantBatchJob]: (job) => tellGrantBatch({ ...services, tell: tellGrant }, job),
  };
}
