import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, SqlReader } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';

import { tryChoice, type TrialDependencies } from './try-choice.server';
import type { ModelTrial } from './try-model.server';

export const tryModelJob = 'try-model';

interface TrialPayload {
  serverId: string;
  model: string;
}

/** Puts the trial of a model into the queue; one that is being tried is not tried twice. */
export async function startTrial(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  payload: TrialPayload,
): Promise<void> {
  const { serverId, model } = payload;
  await db.$transaction(async (tx) => {
    await enqueueJob(tx, {
      kind: tryModelJob,
      payload: { serverId, model },
      openKey: `${tryModelJob}:${serverId}:${model}`,
      maxAttempts: 2,
    });
    const entry = { action: 'model.try', subjectKind: 'model', subjectId: model, detail: { serverId } };
    await appendAuditEntry(tx, reader, entry, now());
  });
}

/** Tries the model and keeps what came of it, in place of an earlier trial. */
export function tryModelHandler(deps: TrialDependencies): JobHandler {
  return async (job: JobContext<TrialPayload>) => {
    const { signal } = job;
    await tryChoice(deps, job.payload, { signal, onProgress: (done, total) => job.progress(done, total) });
  };
}

/** What came of trying the models, by server and model. */
export function readTrials(sql: SqlReader): Map<string, ModelTrial> {
  const rows = sql.all<{ key: string; value: string }>(
    `SELECT key, value FROM "Setting" WHERE key LIKE 'model-trial:%'`,
    [],
  );
  return new Map(
    rows.map(({ key, value }) => [key.slice('model-trial:'.length), JSON.parse(value) as ModelTrial]),
  );
}
