import { randomUUID } from 'node:crypto';

import type { Logger } from 'pino';

import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';

import type { JudgedAnswer } from '../runs/judge-answer';
import { knowledgeFingerprint } from '../runs/knowledge-fingerprint.server';
import { readRunAnswers } from '../runs/read-run.server';
import type { Replayer, ReplayOutcome } from '../runs/replayer';
import { saveRun } from '../runs/save-run.server';
import type { ChangeKind } from './change-kinds';
import { compareReplays, type Comparison } from './compare-replays';
import type { GateFinding } from './gate-finding';
import { checkChangeJob } from './propose-change.server';
import { publishChange, type StoredChange } from './publish-change.server';
import { refusalOf } from './refusal-of';
import { callNext, holdsTurn, takeTurn } from './take-turn.server';

export interface GateDependencies {
  db: Db;
  replayer: Replayer;
  now: () => Date;
  log: Pick<Logger, 'error'>;
}

/** The handlers of the gate's jobs, for the queue's worker. */
export function gateJobHandlers(deps: GateDependencies): Record<string, JobHandler> {
  // Answers known from a run of this process: another one may be of another release, which answers otherwise.
  const known = new Map<string, string>();
  return { [checkChangeJob]: (job: JobContext<{ changeId: string }>) => checkChange(deps, known, job) };
}

/** Publishing many documents and keeping hundreds of answers takes longer than Prisma's own 5 s allow on a busy machine. */
const limits = { timeout: 120_000, maxWait: 60_000 };

/** How often a check begins anew because what is live changed meanwhile. */
const mostRounds = 5;

/**
 * Checks a change and publishes it when nothing gets worse. Changes are checked one at a time, each against what is
 * live; if that changed when it comes to publishing, the check begins anew. Killed at any moment, the job comes back
 * and does it all again, since until the last transaction only the copy is touched.
 */
async function checkChange(
  deps: GateDependencies,
  known: Map<string, string>,
  job: JobContext<{ changeId: string }>,
): Promise<void> {
  const { db, replayer, log } = deps;
  const { changeId } = job.payload;
  const attempt = randomUUID();
  if (!(await db.$transaction((tx) => takeTurn(tx, changeId, attempt)))) return;
  await replayer.sweep(
    async (jobId) => jobId !== job.id && (await db.job.count({ where: { id: jobId, state: 'running' } })) > 0,
  );
  try {
    for (let round = 1; round <= mostRounds; round += 1) {
      if ((await checkOnce(deps, known, job, attempt)) === 'settled') return;
    }
    await settle(deps, changeId, attempt, emptyFinding(deps, 'failed', '知识内容一直在变动，请稍后重新核对'));
  } catch (error) {
    if (job.signal.aborted) throw error;
    log.error({ err: error, changeId }, 'the check of a change failed');
    await settle(deps, changeId, attempt, emptyFinding(deps, 'failed', '核对没有做完，请重新核对'));
  }
}

async function checkOnce(
  deps: GateDependencies,
  known: Map<string, string>,
  job: JobContext<{ changeId: string }>,
  attempt: string,
): Promise<'settled' | 'again'> {
  const { db, replayer, now } = deps;
  const startedAt = now();
  const change = await db.knowledgeChange.findUniqueOrThrow({ where: { id: job.payload.changeId } });
  const replayed = await replayer.replay(
    {
      jobId: job.id,
      change: { ...change, kind: change.kind as ChangeKind },
      knownFingerprints: [...known.keys()],
    },
    { signal: job.signal, onProgress: tellSeldom(job) },
  );
  job.signal.throwIfAborted();
  const tookMs = now().valueOf() - startedAt.valueOf();
  if (replayed.refusal !== undefined) {
    await settle(deps, change.id, attempt, emptyFinding(deps, 'refused', replayed.refusal, tookMs));
    return 'settled';
  }
  const before = await answersBefore(db, known, replayed);
  if (before === null) return 'again';
  const comparison = compareReplays(
    change.kind as ChangeKind,
    before,
    replayed.after ?? [],
    replayed.facts ?? { standsBefore: {}, standsAfter: {}, newDocumentIds: [] },
  );
  return conclude(deps, known, { change, attempt, replayed, comparison, tookMs });
}

/** The answers of what is live: asked now, or kept of an earlier run; null when that one was deleted meanwhile. */
async function answersBefore(
  db: Db,
  known: Map<string, string>,
  { before, fingerprint }: ReplayOutcome,
): Promise<JudgedAnswer[] | null> {
  if (before !== null) return before;
  const answers = await readRunAnswers(db, known.get(fingerprint) ?? '');
  if (answers.length === 0) known.delete(fingerprint);
  return answers.length === 0 ? null : answers;
}

interface Checked {
  change: StoredChange;
  attempt: string;
  replayed: ReplayOutcome;
  comparison: Comparison;
  tookMs: number;
}

/** One transaction: the runs are kept, and the change is published or waits for a person. */
async function conclude(
  deps: GateDependencies,
  known: Map<string, string>,
  checked: Checked,
): Promise<'settled' | 'again'> {
  const { db, now } = deps;
  const { change, attempt, replayed, comparison, tookMs } = checked;
  const { fingerprint } = replayed;
  try {
    return await db.$transaction(async (tx) => {
      if (!(await holdsTurn(tx, change.id, attempt))) return 'settled';
      const at = now();
      if ((await knowledgeFingerprint(tx, cityDate(at))) !== fingerprint) return 'again';
      const runs = await keepRuns(tx, known, checked, at);
      const finding: GateFinding = {
        ...comparison,
        ...runs,
        fingerprint,
        checkedAt: at.toISOString(),
        tookMs,
      };
      await writeFinding(tx, change.id, finding, at);
      if (comparison.outcome === 'no-worse')
        await publishChange(tx, change, { reader: systemReader, now: at });
      await callNext(tx);
      return 'settled';
    }, limits);
  } catch (error) {
    const refusal = refusalOf(error);
    await settle(deps, change.id, attempt, emptyFinding(deps, 'refused', refusal, tookMs));
    return 'settled';
  }
}

async function keepRuns(
  tx: Tx,
  known: Map<string, string>,
  { change, replayed }: Checked,
  finishedAt: Date,
): Promise<Pick<GateFinding, 'baselineRunId' | 'candidateRunId'>> {
  const { before, after, fingerprint, today, engine } = replayed;
  const common = { trigger: 'gate' as const, today, engine, startedById: null, finishedAt };
  if (before !== null) {
    known.set(fingerprint, await saveRun(tx, { ...common, role: 'baseline', fingerprint, answers: before }));
  }
  const candidateRunId = await saveRun(tx, {
    ...common,
    role: 'candidate',
    changeId: change.id,
    answers: after ?? [],
  });
  return { baselineRunId: known.get(fingerprint) ?? null, candidateRunId };
}

/** Ends the check without publishing. */
async function settle(
  { db, now }: GateDependencies,
  changeId: string,
  attempt: string,
  finding: GateFinding,
): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await holdsTurn(tx, changeId, attempt))) return;
    await writeFinding(tx, changeId, finding, now());
    await callNext(tx);
  });
}

async function writeFinding(tx: Tx, changeId: string, finding: GateFinding, at: Date): Promise<void> {
  const isFine = finding.outcome === 'no-worse';
  await tx.knowledgeChange.update({
    where: { id: changeId },
    data: {
      state: isFine ? 'passed' : 'failed',
      finding: JSON.parse(JSON.stringify(finding)) as Prisma.InputJsonValue,
      attempt: null,
    },
  });
  const { outcome, questions, rightBefore, rightAfter } = finding;
  await appendAuditEntry(
    tx,
    systemReader,
    {
      action: 'change.checked',
      subjectKind: 'knowledge-change',
      subjectId: changeId,
      detail: {
        outcome,
        questions,
        rightBefore,
        rightAfter,
        worse: finding.worse.map(({ questionId }) => questionId),
      },
    },
    at,
  );
}

function emptyFinding(
  { now }: GateDependencies,
  outcome: 'refused' | 'failed',
  refusal: string,
  tookMs = 0,
): GateFinding {
  return {
    ...{ outcome, refusal, tookMs, checkedAt: now().toISOString() },
    ...{ questions: 0, rightBefore: 0, rightAfter: 0, worse: [], explained: [], better: [] },
    ...{ baselineRunId: null, candidateRunId: null },
  };
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
