import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, SqlReader } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';
import type { Settings } from '~/prisma/settings.server';

import { openChatModels } from '../chat-models.server';
import { listServers } from './model-servers.server';
import { tryModel, type ModelTrial } from './try-model.server';

export const tryModelJob = 'try-model';

interface TrialPayload {
  serverId: string;
  model: string;
}

const trialKey = ({ serverId, model }: TrialPayload) => `model-trial:${serverId}:${model}`;

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
export function tryModelHandler(deps: {
  db: Db;
  sql: SqlReader;
  settings: Settings;
  sealingKey: Buffer;
  now: () => Date;
}): JobHandler {
  return async (job: JobContext<TrialPayload>) => {
    const { serverId, model } = job.payload;
    const server = listServers(deps).find(({ id }) => id === serverId);
    if (!server) throw new Error(`There is no server ${serverId} any more`);
    // Models of its own: a trial neither waits behind the city's questions nor holds them up in the line.
    const settings = { ...deps.settings, CHAT_MODEL: 'auto' as const };
    const chat = openChatModels({ settings, now: deps.now, choice: () => ({ server, model }) });
    await chat.refresh();
    const trial = await tryModel(chat, {
      signal: job.signal,
      now: deps.now,
      onProgress: (done, total) => job.progress(done, total),
    });
    const value = JSON.parse(JSON.stringify(trial)) as Prisma.InputJsonObject;
    const key = trialKey(job.payload);
    await deps.db.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
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
