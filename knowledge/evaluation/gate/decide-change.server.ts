import {
  AccessDeniedError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
} from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate, type IsoDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { KnowledgeChange } from '~/prisma/generated/client';

import { knowledgeFingerprint } from '../runs/knowledge-fingerprint.server';
import { managedChanges, otherDeciders } from './change-rights';
import { readFinding } from './gate-finding';
import { publishChange } from './publish-change.server';
import { queueCheck } from './take-turn.server';

export interface DecisionDependencies {
  db: Db;
  now: () => Date;
}

const limits = { timeout: 120_000, maxWait: 60_000 };
const longestReason = 500;

/** What became of a decision: `checked-again`: what is live had changed since the check, so it is checked anew first. */
export type Decision = 'published' | 'rejected' | 'checked-again';

/**
 * Publishes a change against the gate's finding, by a person's decision with a reason. Not by whoever proposed it while
 * somebody else could decide (`AccessDeniedError`). Throws what the applier throws when it can't be carried out.
 */
export async function publishByDecision(
  { db, now }: DecisionDependencies,
  reader: Reader,
  changeId: string,
  reason: string,
): Promise<Decision> {
  const given = requireReason(reason);
  return db.$transaction(async (tx): Promise<Decision> => {
    const change = await requireChange(tx, reader, changeId);
    if (change.state === 'published') return 'published';
    requireState(change, ['failed']);
    if (!(await mayPublish(tx, reader, change))) throw new AccessDeniedError('publish-own-change');
    const at = now();
    const finding = readFinding(change.finding);
    const isStale =
      finding?.fingerprint !== undefined &&
      finding.fingerprint !== (await knowledgeFingerprint(tx, cityDate(at)));
    if (isStale || finding?.outcome === 'refused' || finding?.outcome === 'failed') {
      await checkAgain(tx, changeId);
      return 'checked-again';
    }
    await publishChange(tx, change, { reader, now: at, reason: given });
    await rememberAnswers(tx, finding?.candidateRunId ?? null, cityDate(at));
    return 'published';
  }, limits);
}

/** What was asked on the copy is what the city answers now: the next check begins with it. */
export async function rememberAnswers(tx: Tx, candidateRunId: string | null, day: IsoDate): Promise<void> {
  if (candidateRunId === null) return;
  await tx.evaluationRun.updateMany({
    where: { id: candidateRunId },
    data: { fingerprint: await knowledgeFingerprint(tx, day) },
  });
}

/** Turns a change down, with a reason. */
export async function rejectChange(
  { db, now }: DecisionDependencies,
  reader: Reader,
  changeId: string,
  reason: string,
): Promise<Decision> {
  const given = requireReason(reason);
  return db.$transaction(async (tx): Promise<Decision> => {
    const change = await requireChange(tx, reader, changeId);
    if (change.state === 'rejected') return 'rejected';
    requireState(change, ['waiting', 'failed']);
    const at = now();
    await tx.knowledgeChange.update({
      where: { id: changeId },
      data: { state: 'rejected', reason: given, decidedById: reader.personId, decidedAt: at },
    });
    await note(tx, reader, 'change.rejected', changeId, { reason: given }, at);
    return 'rejected';
  }, limits);
}

/** Puts a change that failed back into the queue. */
export async function recheckChange(
  { db }: DecisionDependencies,
  reader: Reader,
  changeId: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const change = await requireChange(tx, reader, changeId);
    if (change.state === 'waiting' || change.state === 'running') return;
    requireState(change, ['failed']);
    await checkAgain(tx, changeId);
  }, limits);
}

async function checkAgain(tx: Tx, changeId: string): Promise<void> {
  await tx.knowledgeChange.update({ where: { id: changeId }, data: { state: 'waiting' } });
  await queueCheck(tx, changeId);
}

/**
 * Whether the reader may publish against the finding: four eyes, unless nobody else in the city could. The reader sees
 * the change already.
 */
export async function mayPublish(
  db: Db | Tx,
  reader: Reader,
  change: { departmentId: string | null; proposedById: string | null },
): Promise<boolean> {
  if (change.proposedById === null || change.proposedById !== reader.personId) return true;
  return (await db.appointment.count({ where: otherDeciders(change) })) === 0;
}

/** The change, if the reader may decide it; for anyone else it doesn't exist. */
export async function requireChange(tx: Db | Tx, reader: Reader, changeId: string): Promise<KnowledgeChange> {
  const change = await tx.knowledgeChange.findFirst({ where: { id: changeId, ...managedChanges(reader) } });
  if (!change) throw new NotFoundError('knowledge-change', changeId);
  return change;
}

export function requireState(change: Pick<KnowledgeChange, 'state'>, states: string[]): void {
  if (!states.includes(change.state))
    throw new ConflictError('变更的状态已经变了，请刷新后再看', change.state);
}

export function requireReason(reason: string): string {
  const given = reason.trim();
  if (given.length < 4) throw new InvalidInputError({ reason: '请写明理由，至少 4 个字' });
  if (given.length > longestReason) throw new InvalidInputError({ reason: `理由不超过 ${longestReason} 字` });
  return given;
}

async function note(
  tx: Tx,
  reader: Reader,
  action: string,
  changeId: string,
  detail: Record<string, string>,
  at: Date,
): Promise<void> {
  await appendAuditEntry(
    tx,
    reader,
    { action, subjectKind: 'knowledge-change', subjectId: changeId, detail },
    at,
  );
}
