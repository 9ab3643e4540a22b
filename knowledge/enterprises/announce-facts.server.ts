import type { Db, Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

/** The queue's name of the work that looks at changed facts. */
export const findOpportunitiesJob = 'find-opportunities';

/** Has the verdicts computed again that changed facts touch; several changes wait for one look. */
export async function announceFacts(db: Db | Tx): Promise<void> {
  await enqueueJob(db, { kind: findOpportunitiesJob, payload: {}, openKey: findOpportunitiesJob });
}
