import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { knowledgeFingerprint } from '../runs/knowledge-fingerprint.server';
import type { ReplayOutcome } from '../runs/replayer';
import { saveRun } from '../runs/save-run.server';
import type { GateDependencies } from './check-change.server';
import type { Comparison } from './compare-replays';
import { rememberAnswers } from './decide-change.server';
import { emptyFinding, mayPublishItself, type GateFinding } from './gate-finding';
import { publishChange, type StoredChange } from './publish-change.server';
import { refusalOf } from './refusal-of';
import { callNext, holdsTurn } from './take-turn.server';
import { tellOfCheck } from './tell-of-check.server';

type Deps = Pick<GateDependencies, 'db' | 'now' | 'tell'>;

/** The changes that one process checks together, and the name of its attempt. */
export interface Attempt {
  id: string;
  changeIds: readonly string[];
}

/** A replay that came to its end. */
export interface Checked {
  changes: StoredChange[];
  attempt: Attempt;
  replayed: ReplayOutcome;
  comparison: Comparison;
  tookMs: number;
}

/** Publishing many documents and keeping hundreds of answers takes longer than Prisma's own 5 s allow on a busy machine. */
const limits = { timeout: 120_000, maxWait: 60_000 };

/**
 * One transaction: the runs are kept, and the changes are published or wait for a person. `again`: what is live isn't
 * what was copied any more. `apart`: together they can't be carried out.
 */
export async function concludeCheck(deps: Deps, checked: Checked): Promise<'settled' | 'again' | 'apart'> {
  const { db, now } = deps;
  const { changes, attempt, replayed, comparison, tookMs } = checked;
  try {
    return await db.$transaction(async (tx) => {
      if (!(await holdsTurn(tx, attempt.changeIds, attempt.id))) return 'settled';
      const at = now();
      if (!(await stillStands(tx, changes, replayed, cityDate(at)))) return 'again';
      const finding: GateFinding = {
        ...comparison,
        ...(await keepRuns(tx, checked, at)),
        ...{ fingerprint: replayed.fingerprint, checkedAt: at.toISOString(), tookMs },
        ...{ askedAfter: replayed.askedAfter, together: changes.length },
      };
      for (const change of changes) await settleOne(deps, tx, change, finding, at);
      if (publishes(changes, finding)) await rememberAnswers(tx, finding.candidateRunId, replayed.days.after);
      await callNext(tx);
      return 'settled';
    }, limits);
  } catch (error) {
    const refusal = refusalOf(error);
    if (changes.length > 1) return 'apart';
    await settleCheck(deps, attempt, emptyFinding('refused', refusal, now(), tookMs));
    return 'settled';
  }
}

/** Ends a check that kept no answers: the changes are published when the finding allows it. */
export async function settleCheck(deps: Deps, attempt: Attempt, finding: GateFinding): Promise<void> {
  const { db, now } = deps;
  await db.$transaction(async (tx) => {
    if (!(await holdsTurn(tx, attempt.changeIds, attempt.id))) return;
    const at = now();
    const changes = await tx.knowledgeChange.findMany({ where: { id: { in: [...attempt.changeIds] } } });
    for (const change of changes) await settleOne(deps, tx, change, finding, at);
    await callNext(tx);
  }, limits);
}

/** The copy is still the city as it is. Of the calendar's day to come the city knows as much as it did. */
async function stillStands(
  tx: Tx,
  changes: readonly StoredChange[],
  { fingerprint, days }: ReplayOutcome,
  today: string,
): Promise<boolean> {
  const day = changes[0]?.kind === 'calendar' ? days.before : today;
  return (await knowledgeFingerprint(tx, day)) === fingerprint;
}

/** The calendar needs no leave: the finding is told, and the day comes. */
function publishes(changes: readonly StoredChange[], finding: GateFinding): boolean {
  return mayPublishItself(finding) || changes[0]?.kind === 'calendar';
}

async function settleOne(
  { tell }: Pick<Deps, 'tell'>,
  tx: Tx,
  change: StoredChange,
  finding: GateFinding,
  at: Date,
): Promise<void> {
  const isPublished = publishes([change], finding);
  await tx.knowledgeChange.update({
    where: { id: change.id },
    data: {
      state: isPublished ? 'passed' : 'failed',
      finding: JSON.parse(JSON.stringify(finding)) as Prisma.InputJsonValue,
      attempt: null,
    },
  });
  const { outcome, questions, rightBefore, rightAfter } = finding;
  const worse = finding.worse.map(({ questionId }) => questionId);
  await appendAuditEntry(
    tx,
    systemReader,
    {
      ...{ action: 'change.checked', subjectKind: 'knowledge-change', subjectId: change.id },
      detail: { outcome, questions, rightBefore, rightAfter, worse },
    },
    at,
  );
  await tellOfCheck(tx, tell, change, finding, at);
  if (isPublished) await publishChange(tx, change, { reader: systemReader, now: at });
}

async function keepRuns(
  tx: Tx,
  { changes, replayed }: Checked,
  finishedAt: Date,
): Promise<Pick<GateFinding, 'baselineRunId' | 'candidateRunId'>> {
  const { before, after, fingerprint, release, releaseAfter, knownRunId, days, askedAt, engine } = replayed;
  const common = { trigger: 'gate' as const, askedAt, engine, startedById: null, finishedAt };
  const baselineRunId =
    knownRunId ??
    (await saveRun(tx, {
      ...{ ...common, role: 'baseline', today: days.before, fingerprint, release, answers: before },
    }));
  const candidateRunId = await saveRun(tx, {
    ...{ ...common, role: 'candidate', today: days.after, release: releaseAfter, answers: after ?? [] },
    ...(changes[0] && { changeId: changes[0].id }),
  });
  return { baselineRunId, candidateRunId };
}
