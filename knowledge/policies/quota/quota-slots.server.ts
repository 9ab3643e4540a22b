import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { listPublishedPolicies } from '../list-published-policies.server';
import type { PublishedPolicy } from '../published-policy';

/** All places of a policy are taken: the application can't be handed in now. */
export class QuotaFullError extends Error {
  readonly code: 'quota-full' | 'quota-full-year';
  /** How many there are, and from when on there are new ones. */
  readonly current: { slots: number; next?: string };
  constructor(
    readonly policyId: string,
    readonly slots: number,
    next: string | null = null,
  ) {
    super(`all ${String(slots)} places of ${policyId} are taken`);
    this.code = next === null ? 'quota-full' : 'quota-full-year';
    this.current = { slots, ...(next !== null && { next }) };
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

/** How many places a policy has, and how many of them are free. */
export interface QuotaState {
  slots: number;
  free: number;
  per: 'year' | 'version';
}

/**
 * Takes a place in each quota that the application falls under; a case that holds one keeps it. Call it in the
 * transaction that writes the case: writers queue, and no two hold the same number, so that exactly the quota wins.
 * Throws QuotaFullError, or QuotaHeldError for a firm's second case; the whole transaction is undone.
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
  const period = periodOf(policy, cityDate(at));
  const taken = await tx.quotaSlot.findMany({
    where: { policyId: policy.id, period },
    orderBy: { number: 'asc' },
    select: { number: true, caseId: true, enterpriseId: true },
  });
  if (taken.some((slot) => slot.caseId === caseId)) return;
  if (taken.some((slot) => slot.enterpriseId === enterpriseId)) throw new QuotaHeldError(policy.id);
  const number = firstFree(taken.map((slot) => slot.number));
  if (number > quota.slots) {
    const next = quota.per === 'year' ? `${Number(period) + 1}-01-01` : null;
    throw new QuotaFullError(policy.id, quota.slots, next);
  }
  await tx.quotaSlot.create({
    data: { policyId: policy.id, period, number, enterpriseId, caseId, takenAt: at },
  });
}

/** Gives the places of a case back, when it was withdrawn or refused. */
export async function releaseQuotaSlots(tx: Tx, caseId: string): Promise<void> {
  await tx.quotaSlot.deleteMany({ where: { caseId } });
}

/** The places of a policy on a day; null when it has no quota. */
export async function readQuota(
  db: Db | Tx,
  policy: PublishedPolicy,
  day: string,
): Promise<QuotaState | null> {
  const { quota } = policy.content;
  if (!quota) return null;
  const taken = await db.quotaSlot.count({ where: { policyId: policy.id, period: periodOf(policy, day) } });
  return { slots: quota.slots, free: Math.max(0, quota.slots - taken), per: quota.per };
}

/** The year of the application, or the version that it is judged by. */
function periodOf(policy: PublishedPolicy, day: string): string {
  return policy.content.quota?.per === 'version' ? policy.versionId : day.slice(0, 4);
}

function firstFree(taken: readonly number[]): number {
  const numbers = new Set(taken);
  let number = 1;
  while (numbers.has(number)) number += 1;
  return number;
}
