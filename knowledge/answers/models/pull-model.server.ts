import { Ollama } from 'ollama';

import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, SqlReader } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';
import type { Settings } from '~/prisma/settings.server';

import { listServers } from './model-servers.server';

export const pullModelJob = 'pull-model';

interface PullPayload {
  serverId: string;
  model: string;
}

/** Puts the pulling of a model into the queue; one that is already being pulled is not pulled twice. */
export async function startPull(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  payload: PullPayload,
): Promise<void> {
  const { serverId, model } = payload;
  await db.$transaction(async (tx) => {
    await enqueueJob(tx, {
      kind: pullModelJob,
      payload: { serverId, model },
      openKey: `${pullModelJob}:${serverId}:${model}`,
    });
    const entry = { action: 'model.pull', subjectKind: 'model', subjectId: model, detail: { serverId } };
    await appendAuditEntry(tx, reader, entry, now());
  });
}

/**
 * Lets Ollama fetch a model and reports the bytes. Ollama itself resumes what was cut, so the job may run again after a
 * crash. Throws with Ollama's own words when it can't (no such model, no network).
 */
export function pullModelHandler(deps: {
  sql: SqlReader;
  settings: Settings;
  sealingKey: Buffer;
}): JobHandler {
  return async (job: JobContext<PullPayload>) => {
    const { serverId, model } = job.payload;
    const server = listServers(deps).find(({ id }) => id === serverId);
    if (server?.kind !== 'ollama') throw new Error(`${serverId} is no Ollama server`);
    const client = new Ollama({
      host: server.url,
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          signal: init?.signal ? AbortSignal.any([job.signal, init.signal]) : job.signal,
        }),
    });
    let toldAt = 0;
    for await (const { completed = 0, total = 0 } of await client.pull({ model, stream: true })) {
      if (total === 0 || performance.now() - toldAt < 500) continue;
      toldAt = performance.now();
      // Megabytes: a large model's bytes would not fit a 32-bit counter.
      await job.progress(Math.floor(completed / 1e6), Math.ceil(total / 1e6));
    }
  };
}
