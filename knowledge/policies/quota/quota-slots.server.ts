import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { listPublishedPolicies } from '../list-published-policies.server';
import type { PublishedPolicy } from '../published-policy';
import { nextPeriodOn, periodOf } from './quota-period';
import { leaveLineFor, readLine } from './read-line.server';
import { placesFor } from './waiting-line';

/** All places of a policy are taken, or kept for firms in line: the application can't be handed in now. */
export class QuotaFullError extends Error {
  readonly code: 'quota-full' | 'quota-full-year' | 'quota-kept';
  /** How many there are, of which policy, and from when on there are new ones. */
  readonly current: { slots: number; policy: string; next?: string };
  constructor(
    readonly policyId: string,
    readonly slots: number,
    next: string | null = null,
    /** Some are free, but firms wait for them. */
    isKept = false,
  ) {
    super(`all ${String(slots)} places of ${policyId} are taken`);
    this.code = isKept ? 'quota-kept' : next === null ? 'quota-full' : 'quota-full-year';
    this.current = { slots, policy: policyId, ...(next !== null && { next }) };
  }
}

/** The firm has a place already, by another application: it can't take a second one from the others. */
export class QuotaHeldError extends Error {
  readonly code = 'quota-held';
  constructor(readonly policyId: string) {
    super(`the firm holds a place of ${policyId} already`);
  }
}

/** What an application is for. */
export interface QuotaApplication {
  /** The policy that the applicant came from, if any. */
  policyId: string | null;
  formId: string;
  enterpriseId: string;
  caseId: string;
}

/** How many places a policy has, and how many of them are free for whoever asks. */
export interface QuotaState {
  slots: number;
  /** Those kept for firms in line left out. */
  free: number;
  per: 'year' | 'version';
}

/**
 * Takes a place in each quota that the application falls under; a case that holds one keeps it. Call it in the
 * transaction that writes the case: writers queue, and no two hold the same number, so that exactly the quota wins.
 * Firms in line come first; one of them that takes its place leaves the line. Throws QuotaFullError, or QuotaHeldError for
 * a firm's second case; the whole transaction is undone.
 */
export async function takeQuotaSlots(tx: Tx, application: QuotaApplication, at: Date): Promise<void> {
  const { policyId, formId, enterpriseId, caseId } = application;
  const day = cityDate(at);
  const applied = (await listPublishedPolicies(tx, { at: day })).filter(
    (policy) => policy.content.quota && (policy.id === policyId || policy.formId === formId),
  );
  for (const policy of applied) await takeQuotaSlot(tx, policy, { enterpriseId, caseId }, at);
}

/** Takes a place of one policy, if it has a quota; as `takeQuotaSlots`. `caseId` is what holds it. */
export async function takeQuotaSlot(
  tx: Tx,
  policy: PublishedPolicy,
  { enterpriseId, caseId }: { enterpriseId: string; caseId: string },
  at: Date,
): Promise<void> {
  const { quota } = policy.content;
  if (!quota) return;
  const day = cityDate(at);
  const period = periodOf(policy, day);
  const taken = await tx.quotaSlot.findMany({
    where: { policyId: policy.id, period },
    orderBy: { number: 'asc' },
    select: { number: true, caseId: true, enterpriseId: true },
  });
  if (taken.some((slot) => slot.caseId === caseId)) return;
  if (taken.some((slot) => slot.enterpriseId === enterpriseId)) throw new QuotaHeldError(policy.id);
  const free = quota.slots - taken.length;
  const line = await readLine(tx, { policyId: policy.id, period, day });
  if (placesFor(line, free, enterpriseId) === 0)
    throw new QuotaFullError(policy.id, quota.slots, nextPeriodOn(policy, day), free > 0);
  const number = firstFree(taken.map((slot) => slot.number));
  await tx.quotaSlot.create({
    data: { policyId: policy.id, period, number, enterpriseId, caseId, takenAt: at },
  });
  await leaveLineFor(tx, { policyId: policy.id, period, enterpriseId, to: 'filed', at });
}

/** Gives the places of a case back, when it was withdrawn or refused. */
export async function releaseQuotaSlots(tx: Tx, caseId: string): Promise<void> {
  await tx.quotaSlot.deleteMany({ where: { caseId } });
}

/** The places of a policy on a day, for a firm or for anyone; null when it has no quota. */
export async function readQuota(
  db: Db | Tx,
  policy: PublishedPolicy,
  day: string,
  enterpriseId: string | null = null,
): Promise<QuotaState | null> {
  const { quota } = policy.content;
  if (!quota) return null;
  const [policyId, period] = [policy.id, periodOf(policy, day)];
  const taken = await db.quotaSlot.count({ where: { policyId, period } });
  const line = await readLine(db, { policyId, period, day });
  return { slots: quota.slots, free: placesFor(line, quota.slots - taken, enterpriseId), per: quota.per };
}

function firstFree(taken: readonly number[]): number {
  const numbers = new Set(taken);
  let number = 1;
  while (numbers.has(number)) number += 1;
  return number;
}
