import { grantJobHandlers } from '~/app/grants/grant-jobs.server';
import { tellPerson } from '~/app/people/tell-person.server';
import { writeFirmsHandler, writeFirmsJob } from '~/app/commands/sample-city/write-firms.server';
import type { Services } from '~/app/services.server';
import { carryJobHandlers } from '~/forms/submission/carry-drafts.server';
import { tryModelHandler, tryModelJob } from '~/knowledge/answers/models/model-trials.server';
import { tryProposedModel } from '~/knowledge/answers/models/try-choice.server';
import { pullModelHandler, pullModelJob } from '~/knowledge/answers/models/pull-model.server';
import { exportsDir } from '~/forms/exports/export-file.server';
import { exportJob } from '~/forms/exports/request-export.server';
import { openReader } from '~/prisma/database.server';
import { writeExportHandler } from '~/forms/exports/write-export.server';
import { importJobHandlers } from '~/knowledge/documents/import-runs/import-handlers.server';
import { gateJobHandlers } from '~/knowledge/evaluation/gate/check-change.server';
import { evaluationJobHandlers } from '~/knowledge/evaluation/runs/work-run.server';
import { scanFiles, scanFilesJob } from '~/forms/submission/scan-files.server';
import { startJobWorker, type JobHandler, type JobWorker } from '~/prisma/jobs/work-jobs.server';

import { repeatedHandlers, startRepeating } from '~/prisma/jobs/repeat-job.server';

import { scanDeps } from './scan-deps.server';
import { repeatedJobs } from './repeated-jobs.server';
import { factJobHandlers } from './fact-jobs.server';
import { startMessages, startWebhooks } from './send-messages.server';

/** Every job's handler, for the web process and the worker process alike. */
export function jobHandlers(services: Services): Record<string, JobHandler> {
  return { ...longHandlers(services), ...shortHandlers(services), ...exportHandlers(services) };
}

/** Exports, one after the other: nobody waits for vectors to get a table, nor for a table to be told something. */
function exportHandlers(services: Services): Record<string, JobHandler> {
  const { filesDir, databaseFile } = services.settings;
  return {
    [exportJob]: writeExportHandler({
      ...services,
      ...{ filesDir, exportsDir: exportsDir(services.settings) },
      openReader: () => openReader(databaseFile, { cacheKb: 4_000 }),
    }),
  };
}

/** Work of minutes and of a processor: vectors, imports, the gate's replays. */
function longHandlers(services: Services): Record<string, JobHandler> {
  return {
    ...services.search.jobHandlers(),
    ...gateJobHandlers({
      ...services,
      tell: tellPerson,
      tryChat: (payload, job) => tryProposedModel(services, payload, job),
    }),
    ...importJobHandlers({ ...services, filesDir: services.settings.filesDir }),
    ...evaluationJobHandlers(services),
  };
}

/** Work that is soon done, or that waits for others: a model that is pulled or tried, what comes round again. */
function shortHandlers(services: Services): Record<string, JobHandler> {
  return {
    ...repeatedHandlers(services, repeatedJobs(services)),
    [pullModelJob]: pullModelHandler(services),
    [tryModelJob]: tryModelHandler(services),
    ...factJobHandlers(services),
    ...grantJobHandlers(services),
    ...carryJobHandlers(services),
    [scanFilesJob]: () => scanFiles(scanDeps(services)).then(() => undefined),
    [writeFirmsJob]: writeFirmsHandler(services),
  };
}

/** Starts working the queue in this process: each kind of work by itself, so that none waits for another. */
export function startHandlers(services: Services): JobWorker {
  startRepeating(services, repeatedJobs(services)).catch((error: unknown) =>
    services.log.error({ err: error }, 'the repeated jobs could not be put into the queue'),
  );
  const workers = [
    { handlers: longHandlers(services) },
    { handlers: shortHandlers(services) },
    { handlers: exportHandlers(services), concurrency: 1 },
  ].map((work) =>
    startJobWorker({
      ...{ db: services.db, now: services.now, ...work },
      onError: (error, job) => services.log.error({ err: error, job }, 'a job failed'),
    }),
  );
  const outgoing = [startMessages(services), startWebhooks(services)];
  return {
    stop: async (graceMs) => {
      await Promise.all([...workers, ...outgoing].map((worker) => worker.stop(graceMs)));
    },
  };
}
