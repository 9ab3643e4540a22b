import type { Services } from '~/app/services.server';
import { importJobHandlers } from '~/knowledge/documents/import-runs/import-handlers.server';
import { gateJobHandlers } from '~/knowledge/evaluation/gate/check-change.server';
import { startJobWorker, type JobHandler, type JobWorker } from '~/prisma/jobs/work-jobs.server';

import { sendMailHandler } from './send-mail.server';

/** Every job's handler, for the web process and the worker process alike. */
export function jobHandlers(services: Services): Record<string, JobHandler> {
  return {
    ...services.search.jobHandlers(),
    ...gateJobHandlers(services),
    ...importJobHandlers({ ...services, filesDir: services.settings.filesDir }),
    'send-mail': sendMailHandler(services),
  };
}

/** Starts working the queue in this process. */
export function startHandlers(services: Services): JobWorker {
  return startJobWorker({
    db: services.db,
    handlers: jobHandlers(services),
    now: services.now,
    onError: (error, job) => services.log.error({ err: error, job }, 'a job failed'),
  });
}
