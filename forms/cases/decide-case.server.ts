import { advanceOpportunity } from '~/knowledge/policies/opportunities/follow-opportunity.server';
import { say, type FormLocale } from '~/forms/words/say';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import { keepBenefits, releaseBenefits } from '~/knowledge/policies/limits/take-benefits.server';
import { releaseQuotaSlots } from '~/knowledge/policies/quota/quota-slots.server';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { appendCaseEvent } from './append-case-event.server';
import { stopClock } from './case-clock';
import { readDecisionWords } from './decision-words.server';
import { requireReviewable } from './find-case.server';
import { notifyEnterprise, notifyReviewers } from './notify.server';
import { needsSecondPerson, type ReviewSetup } from './review-setup';
import { readReviewSetup } from './review-setup.server';

/** `lastEvent` is the number of the newest event that the reviewer saw. */
export interface CaseDecision {
  caseId: string;
  decision: 'approve' | 'return' | 'refuse';
  /** Required to refuse; to return, this or `fields`. */
  reason?: string;
  /** return: data path → what to correct. */
  fields?: Record<string, string>;
  lastEvent?: number;
  /** Which batch it was part of: sent again, it is known by it. */
  batch?: string;
}

/** `proposed`: it waits for a second person; the case is where it was. */
export interface DecisionOutcome {
  state: 'approved' | 'returned' | 'refused' | 'proposed';
}

const outcomes = { approve: 'approved', return: 'returned', refuse: 'refused' } as const;

/** The case's row as it was found. */
export type DecidedCase = Awaited<ReturnType<typeof requireReviewable>>;

/**
 * Decides a submitted case; the firm sees it at once. Where the form asks for two people, an approval or a refusal is
 * only proposed (`answerProposal` decides). A decision is never changed. Throws `NotFoundError` (another department's),
 * `ConflictError` (already decided, proposed, or changed since `lastEvent`), `InvalidInputError` (reason: none, or the
 * reader's own firm; fields; checklist: what isn't ticked yet).
 */
export async function decideCase(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  decision: CaseDecision,
): Promise<DecisionOutcome> {
  const found = await requireReviewable(deps, reader, decision.caseId);
  const { reason, fields } = await readDecisionWords(deps, decision);
  const at = deps.now();
  return deps.db.$transaction(async (tx) => {
    // What is proposed is answered by the second person, whatever the form asks for by now.
    const { proposal } = await tx.case.findUniqueOrThrow({ where: { id: found.id } });
    if (proposal !== null) throw new ConflictError('A decision is proposed', { state: 'proposed' });
    const setup = await readReviewSetup(tx, found.formId);
    if (decision.decision === 'approve') await requireTicks(tx, found.id, setup, deps.locale);
    const settled = {
      decision: decision.decision,
      reason,
      fields,
      ...(decision.lastEvent !== undefined && { lastEvent: decision.lastEvent }),
      detail: { ...(decision.batch !== undefined && { batch: decision.batch }) },
    };
    if (decision.decision !== 'return' && needsSecondPerson(setup, await newestData(tx, found.id))) {
      await proposeDecision(tx, reader, found, settled, at);
      return { state: 'proposed' };
    }
    return { state: await settleCase(tx, reader, found, settled, at) };
  });
}

/** What is written when a case is decided. */
export interface Settlement {
  decision: CaseDecision['decision'];
  reason: string;
  fields: Record<string, string>;
  lastEvent?: number;
  detail: Prisma.InputJsonObject;
}

/** Writes a decision with all that follows from it, in the transaction given. */
export async function settleCase(
  tx: Tx,
  reader: Reader,
  found: DecidedCase,
  { decision, reason, fields, lastEvent, detail }: Settlement,
  at: Date,
): Promise<'approved' | 'returned' | 'refused'> {
  const state = outcomes[decision];
  const { enterpriseId, policyId, departmentId } = found;
  const { number } = await appendCaseEvent(
    tx,
    reader,
    {
      ...{ caseId: found.id, enterpriseId, kind: state, from: ['submitted'], to: state },
      reason: reason || null,
      detail: { ...detail, fields },
      ...(lastEvent !== undefined && { lastEvent }),
    },
    at,
  );
  await tx.case.update({
    where: { id: found.id },
    data: {
      ...{ proposal: null, proposedById: null },
      ...(state === 'returned' && stopClock(found.dueOn, cityDate(at))),
    },
  });
  if (state === 'approved') await keepBenefits(tx, found.id);
  if (state === 'refused') {
    await releaseQuotaSlots(tx, found.id);
    await releaseBenefits(tx, found.id);
  }
  if (state === 'approved') await advanceOpportunity(tx, { enterpriseId, policyId, to: 'granted', at });
  await notifyEnterprise(tx, {
    kind: state,
    key: `case:${found.id}:${number}`,
    link: `/my/applications/${found.id}`,
    enterpriseId,
    departmentId,
    params: {
      title: found.title,
      number: found.number,
      reason: reason || Object.values(fields).join('；'),
    },
    now: at,
  });
  return state;
}

/** The first of two people: kept with its words, and told to the colleagues. */
async function proposeDecision(
  tx: Tx,
  reader: Reader,
  found: DecidedCase,
  { decision, reason, lastEvent, detail }: Settlement,
  at: Date,
): Promise<void> {
  const proposer = reader.personId ?? reader.keyId;
  const step = { caseId: found.id, enterpriseId: found.enterpriseId, kind: 'proposed' } as const;
  const { number } = await appendCaseEvent(
    tx,
    reader,
    {
      ...step,
      from: ['submitted'],
      unless: 'proposed',
      reason: reason || null,
      detail: { ...detail, decision },
      ...(lastEvent !== undefined && { lastEvent }),
    },
    at,
  );
  await tx.case.update({ where: { id: found.id }, data: { proposal: decision, proposedById: proposer } });
  await notifyReviewers(
    tx,
    found.departmentId,
    {
      kind: 'proposed',
      key: `case:${found.id}:${number}`,
      link: `/desk/cases/${found.id}`,
      enterpriseId: found.enterpriseId,
      params: {
        title: found.title,
        number: found.number,
        enterprise: found.enterprise.name,
        person: reader.name ?? '',
      },
      now: at,
    },
    { except: proposer },
  );
}

async function newestData(tx: Tx, caseId: string): Promise<Record<string, unknown>> {
  const newest = await tx.submission.findFirst({
    where: { caseId },
    orderBy: { submittedAt: 'desc' },
    select: { data: true },
  });
  return (newest?.data ?? {}) as Record<string, unknown>;
}

/** Throws `InvalidInputError` while something on the form's check list isn't ticked. */
async function requireTicks(tx: Tx, caseId: string, setup: ReviewSetup, locale: FormLocale = 'zh-CN') {
  if (setup.checklist.length === 0) return;
  const ticked = await tx.caseTick.findMany({ where: { caseId }, select: { item: true } });
  const done = new Set(ticked.map(({ item }) => item));
  const open = setup.checklist.filter((item) => !done.has(item));
  if (open.length === 0) return;
  throw new InvalidInputError({
    checklist: say(locale, 'forms.decide.checklist-open', { n: open.length, first: open[0] ?? '' }),
  });
}
