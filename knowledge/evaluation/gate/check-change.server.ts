import { randomUUID } from 'node:crypto';

import type { Logger } from 'pino';

import type { ModelTrial } from '~/knowledge/answers/models/try-model.server';
import type { TellPerson } from '~/knowledge/documents/told/tell-askers.server';
import type { Db } from '~/prisma/database.server';
import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';

import type { Replayer } from '../runs/replayer';
import { readTurningPoints } from './calendar-change.server';
import type { ChangeKind } from './change-kinds';
import { compareReplays } from './compare-replays';
import { concludeCheck, settleCheck, type Attempt } from './conclude-check.server';
import { emptyFinding, trialFinding } from './gate-finding';
import { checkChangeJob } from './propose-change.server';
import type { StoredChange } from './publish-change.server';
import { partChanges, takeTurn } from './take-turn.server';

export interface GateDependencies {
  db: Db;
  replayer: Replayer;
  /** Tries the chat model of a change's payload on the standard questions; null when it leads to no model at all. */
  tryChat: (
    payload: unknown,
    job: { signal: AbortSignal; onProgress: (done: number, total: number) => Promise<void> },
  ) => Promise<ModelTrial | null>;
  tell: TellPerson;
  now: () => Date;
  log: Pick<Logger, 'error'>;
}

type CheckJob = JobContext<{ changeId: string }>;

/** The handlers of the gate's jobs, for the queue's worker. */
export function gateJobHandlers(deps: GateDependencies): Record<string, JobHandler> {
  return { [checkChangeJob]: (job: CheckJob) => checkChange(deps, job) };
}

/** How often a check begins anew because what is live changed meanwhile. */
const mostRounds = 5;

/**
 * Checks a change and publishes it when nothing gets worse. Changes are checked one after another (waiting uploads
 * together), each against what is live; if that changed when it comes to publishing, the check begins anew. Killed at
 * any moment, the job comes back and does it all again, since until the last transaction only the copy is touched.
 */
async function checkChange(deps: GateDependencies, job: CheckJob): Promise<void> {
  const { db, replayer, log } = deps;
  const { changeId } = job.payload;
  const id = randomUUID();
  let group = await db.$transaction((tx) => takeTurn(tx, changeId, id));
  if (group === null) return;
  await replayer.sweep(
    async (jobId) => jobId !== job.id && (await db.job.count({ where: { id: jobId, state: 'running' } })) > 0,
  );
  try {
    for (let round = 1; round <= mostRounds; round += 1) {
      const verdict = await checkOnce(deps, job, { id, changeIds: group });
      if (verdict === 'settled') return;
      if (verdict === 'apart') {
        const together = group;
        await db.$transaction((tx) => partChanges(tx, together));
        group = [changeId];
      }
    }
    await giveUp(deps, { id, changeIds: group }, '知识内容一直在变动，请稍后重新核对');
  } catch (error) {
    if (job.signal.aborted) throw error;
    log.error({ err: error, changeId }, 'the check of a change failed');
    await giveUp(deps, { id, changeIds: group }, '核对没有做完，请重新核对');
  }
}

function giveUp(deps: GateDependencies, attempt: Attempt, why: string): Promise<void> {
  return settleCheck(deps, attempt, emptyFinding('failed', why, deps.now()));
}

async function checkOnce(
  deps: GateDependencies,
  job: CheckJob,
  attempt: Attempt,
): Promise<'settled' | 'again' | 'apart'> {
  const { db, replayer, now } = deps;
  const startedAt = now();
  const took = () => now().valueOf() - startedAt.valueOf();
  const changes = await readInOrder(db, attempt.changeIds);
  const kind = changes[0]?.kind as ChangeKind;
  if (kind === 'chat-model') {
    const trial = await deps.tryChat(changes[0]?.payload, {
      signal: job.signal,
      onProgress: (done, total) => job.progress(done, total),
    });
    job.signal.throwIfAborted();
    await settleCheck(deps, attempt, trialFinding(trial, now(), took()));
    return 'settled';
  }
  const replayed = await replayer.replay(
    {
      jobId: job.id,
      changes: changes.map((change) => ({ ...change, kind })),
      ...(kind === 'calendar' && { days: readTurningPoints(changes[0]?.payload).days }),
    },
    { signal: job.signal, onProgress: tellSeldom(job) },
  );
  job.signal.throwIfAborted();
  const isGroup = changes.length > 1;
  if (replayed.refusal !== undefined) {
    if (isGroup) return 'apart';
    await settleCheck(deps, attempt, emptyFinding('refused', replayed.refusal, now(), took()));
    return 'settled';
  }
  const comparison = compareReplays(
    kind,
    replayed.before,
    replayed.after ?? [],
    replayed.facts ?? { standsBefore: {}, standsAfter: {}, newDocumentIds: [] },
  );
  if (isGroup && comparison.outcome === 'worse') return 'apart';
  return concludeCheck(deps, { changes, attempt, replayed, comparison, tookMs: took() });
}

async function readInOrder(db: Db, ids: readonly string[]): Promise<StoredChange[]> {
  const rows = await db.knowledgeChange.findMany({ where: { id: { in: [...ids] } } });
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** Not for each question: a write a second tells enough. */
function tellSeldom(job: JobContext<unknown>) {
  let toldAt = -Infinity;
  return ({ done, total }: { done: number; total: number }) => {
    const now = performance.now();
    if (now - toldAt < 700 && done < total) return;
    toldAt = now;
    // A lost lease shows by the signal; a failed write here is told again a second later.
    void job.progress(done, total).catch(() => undefined);
  };
}
