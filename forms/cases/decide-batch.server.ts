import type { FormLocale } from '~/forms/words/say';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { answerProposal } from './answer-proposal.server';
import { mostInBatch, type BatchDecision, type BatchLine, type BatchResult } from './batch-line';
import { decideCase } from './decide-case.server';
import { requireCase, reviewedBy } from './find-case.server';
import { judgeCase } from './read-evidence.server';
import { needsSecondPerson } from './review-setup';
import { readReviewSetup } from './review-setup.server';

type Deps = { db: Db; now: () => Date; locale?: FormLocale };

/**
 * Says of each case what the batch would do, and changes nothing. A case whose automatic checks found something that
 * isn't met or differs can't be approved among others: somebody has to look. Throws `NotFoundError`.
 */
export async function previewBatch(
  deps: Deps,
  reader: Reader,
  { caseIds, decision }: { caseIds: readonly string[]; decision: BatchDecision },
): Promise<BatchLine[]> {
  const lines: BatchLine[] = [];
  for (const caseId of [...new Set(caseIds)].slice(0, mostInBatch))
    lines.push(await previewOne(deps, reader, caseId, decision));
  return lines;
}

async function previewOne(
  deps: Deps,
  reader: Reader,
  caseId: string,
  decision: BatchDecision,
): Promise<BatchLine> {
  const found = await requireCase(deps, reader, caseId, reviewedBy(reader));
  const line = {
    caseId,
    number: found.number,
    title: found.title,
    enterpriseName: found.enterprise.name,
    lastEvent: found.events.at(-1)?.number ?? 0,
  };
  const blocked = (code: string, n = 0, first = ''): BatchLine => ({
    ...line,
    outcome: 'blocked',
    why: { code, n, first },
  });
  if (canActFor(reader, found.enterpriseId)) return blocked('own-firm');
  if (found.state !== 'submitted') return blocked('state', 0, found.state);
  if (found.proposal !== null) {
    if (found.proposedById === (reader.personId ?? reader.keyId)) return blocked('own-proposal');
    if (found.proposal !== decision) return blocked('other-proposal');
  }
  const setup = await readReviewSetup(deps.db, found.formId);
  if (decision === 'approve') {
    const ticks = await deps.db.caseTick.findMany({ where: { caseId }, select: { item: true } });
    const open = setup.checklist.filter((item) => !ticks.some((tick) => tick.item === item));
    if (open.length > 0 && found.proposal === null) return blocked('checklist', open.length, open[0]);
    const evidence = await judgeCase(deps, found);
    const bad = (evidence?.checks ?? []).filter(({ group }) => group === 'differs' || group === 'not-met');
    if (bad.length > 0) return blocked('check', bad.length, bad[0]?.label);
  }
  if (found.proposal !== null) return { ...line, outcome: 'confirm', why: null };
  const newest = await deps.db.submission.findFirst({
    where: { caseId },
    orderBy: { submittedAt: 'desc' },
    select: { data: true },
  });
  const twice = needsSecondPerson(setup, (newest?.data ?? {}) as Record<string, unknown>);
  return { ...line, outcome: twice ? 'propose' : 'decide', why: null };
}

/**
 * Decides the cases, each in a transaction of its own: one that has changed since the preview, or that can't be decided,
 * keeps none of the others. Sent again with the same `batchId`, what was done is not done twice and is answered alike.
 */
export async function decideBatch(
  deps: Deps,
  reader: Reader,
  batch: {
    batchId: string;
    decision: BatchDecision;
    reason: string;
    cases: readonly { caseId: string; lastEvent: number }[];
  },
): Promise<BatchResult[]> {
  const results: BatchResult[] = [];
  for (const { caseId, lastEvent } of batch.cases.slice(0, mostInBatch)) {
    const before = await resultOf(deps.db, reader, batch.batchId, caseId);
    results.push(before ?? (await decideOne(deps, reader, { ...batch, caseId, lastEvent })));
  }
  return results;
}

async function decideOne(
  deps: Deps,
  reader: Reader,
  one: { batchId: string; decision: BatchDecision; reason: string; caseId: string; lastEvent: number },
): Promise<BatchResult> {
  const { caseId, lastEvent, decision, reason, batchId: batch } = one;
  const failed = (message: string): BatchResult => ({ caseId, outcome: 'failed', message });
  try {
    // The preview's findings may be old: what isn't fit for a batch now is left out of it now.
    const line = await previewOne(deps, reader, caseId, decision);
    if (line.lastEvent !== lastEvent) return { caseId, outcome: 'changed', message: null };
    if (line.outcome === 'blocked') return { caseId, outcome: 'changed', message: null };
    if (line.outcome === 'confirm') {
      const { state } = await answerProposal(deps, reader, { caseId, agrees: true, lastEvent, batch });
      return { caseId, outcome: state === 'refused' ? 'refused' : 'approved', message: null };
    }
    const { state } = await decideCase(deps, reader, { caseId, decision, reason, lastEvent, batch });
    return { caseId, outcome: state === 'returned' ? 'changed' : state, message: null };
  } catch (error) {
    if (error instanceof ConflictError) return { caseId, outcome: 'changed', message: null };
    if (error instanceof InvalidInputError) return failed(Object.values(error.fields).join('；'));
    if (error instanceof NotFoundError) return { caseId, outcome: 'changed', message: null };
    throw error;
  }
}

/** What this batch did to the case before, when it is sent again. */
async function resultOf(
  db: Db,
  reader: Reader,
  batchId: string,
  caseId: string,
): Promise<BatchResult | null> {
  const events = await db.caseEvent.findMany({
    where: {
      caseId,
      kind: { in: ['approved', 'refused', 'proposed'] },
      actorId: reader.personId ?? reader.keyId,
    },
    orderBy: { number: 'desc' },
  });
  const done = events.find(({ detail }) => (detail as { batch?: string }).batch === batchId);
  return done ? { caseId, outcome: done.kind as 'approved' | 'refused' | 'proposed', message: null } : null;
}
