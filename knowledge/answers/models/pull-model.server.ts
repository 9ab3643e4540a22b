import { Ollama } from 'ollama';

import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, SqlReader } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import { FinalJobError } from '~/prisma/jobs/final-job-error';
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

/** Stops a pull; Ollama keeps what came and goes on with it the next time. */
export async function stopPull(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  { serverId, model }: PullPayload,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.job.updateMany({
      where: { openKey: `${pullModelJob}:${serverId}:${model}` },
      // Whoever works it loses its lease with the next sign of life, and hangs up on Ollama.
      data: { state: 'failed', error: stoppedByPerson, openKey: null, leaseOwner: null, finishedAt: now() },
    });
    if (count === 0) return;
    const entry = {
      action: 'model.pull-stopped',
      subjectKind: 'model',
      subjectId: model,
      detail: { serverId },
    };
    await appendAuditEntry(tx, reader, entry, now());
  });
}

/** The error of a pull that a person stopped. */
export const stoppedByPerson = 'stopped';

/** What Ollama says when trying again is in vain: no such model or tag, a bad name, a server too old for it. */
const inVain = /file does not exist|invalid model name|not found|newer version of ollama|unauthorized/i;

/**
 * Lets Ollama fetch a model and reports the megabytes. Ollama itself resumes what was cut, so the job may run again after
 * a crash or a broken line. Throws with Ollama's own words when it can't, `FinalJobError` when no further try would help.
 */
export function pullModelHandler(deps: {
  sql: SqlReader;
  settings: Settings;
  sealingKey: Buffer;
}): JobHandler {
  return async (job: JobContext<PullPayload>) => {
    const { serverId, model } = job.payload;
    const server = listServers(deps).find(({ id }) => id === serverId);
    if (server?.kind !== 'ollama') throw new FinalJobError(`${serverId} is no Ollama server`);
    const client = new Ollama({
      host: server.url,
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          signal: init?.signal ? AbortSignal.any([job.signal, init.signal]) : job.signal,
        }),
    });
    try {
      await pull(client, model, job);
    } catch (error) {
      const said = error instanceof Error ? reasonOf(error) : String(error);
      throw inVain.test(said) ? new FinalJobError(said) : new Error(said, { cause: error });
    }
  };
}

async function pull(client: Ollama, model: string, job: JobContext<PullPayload>): Promise<void> {
  // A model is several files; each tells its own bytes.
  const files = new Map<string, { completed: number; total: number }>();
  const sum = (of: 'completed' | 'total') => [...files.values()].reduce((all, file) => all + file[of], 0);
  let toldAt = -Infinity;
  for await (const { digest, completed = 0, total = 0 } of await client.pull({ model, stream: true })) {
    if (!digest || total === 0) continue;
    files.set(digest, { completed, total });
    if (performance.now() - toldAt < 500) continue;
    toldAt = performance.now();
    // Megabytes: a large model's bytes would not fit a 32-bit counter.
    await job.progress(Math.floor(sum('completed') / 1e6), Math.ceil(sum('total') / 1e6));
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: Error): string {
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return [error.message, cause?.code ?? cause?.message].filter(Boolean).join(': ');
}
