import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { listPublishedPolicies } from '../list-published-policies.server';
import { windowState } from '../policy-window';
import type { PublishedPolicy } from '../published-policy';
import { periodOf } from './quota-period';
import { leaveLineFor, readLine } from './read-line.server';
import { placeInLine, placesFor } from './waiting-line';

interface Deps {
  db: Db;
  now: () => Date;
}
interface Wish {
  policyId: string;
  enterpriseId: string;
}

/**
 * What came of joining: the place in the line; a place is free, so that the firm can file; it holds one; or the policy
 * takes no applications, or has no quota.
 */
export type JoinOutcome =
  { kind: 'joined'; place: number } | { kind: 'free' } | { kind: 'held' } | { kind: 'not-open' };

/** 候补: puts a firm at the end of the line; one that stands in it keeps its place. Throws NotFoundError without the right. */
export async function joinLine({ db, now }: Deps, reader: Reader, wish: Wish): Promise<JoinOutcome> {
  const { policyId, enterpriseId } = wish;
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const at = now();
  const day = cityDate(at);
  return db.$transaction(async (tx): Promise<JoinOutcome> => {
    const [policy] = await listPublishedPolicies(tx, { at: day, ids: [policyId] });
    if (!policy) throw new NotFoundError('policy', policyId);
    if (!takesLine(policy, day)) return { kind: 'not-open' };
    const period = periodOf(policy, day);
    const slots = await tx.quotaSlot.findMany({ where: { policyId, period } });
    if (slots.some((slot) => slot.enterpriseId === enterpriseId)) return { kind: 'held' };
    const line = await readLine(tx, { policyId, period, day });
    const free = (policy.content.quota?.slots ?? 0) - slots.length;
    const place = placeInLine(line, enterpriseId);
    if (place !== null) return { kind: 'joined', place };
    if (placesFor(line, free, enterpriseId) > 0) return { kind: 'free' };
    await stand(tx, reader, { policyId, period, enterpriseId }, at);
    return { kind: 'joined', place: line.length + 1 };
  });
}

/** Whether a firm may wait for the policy: it has places, a form, and applications are taken. */
export function takesLine({ content, formId }: PublishedPolicy, day: string): boolean {
  const { state } = windowState(content.window, day);
  return content.quota !== undefined && formId !== null && (state === 'open' || state === 'always');
}

async function stand(tx: Tx, reader: Reader, where: Wish & { period: string }, at: Date): Promise<void> {
  const { policyId, period, enterpriseId } = where;
  const last = await tx.quotaWaiter.aggregate({ where: { policyId, period }, _max: { number: true } });
  const number = (last._max.number ?? 0) + 1;
  const fresh = {
    ...{ number, state: 'waiting', joinedAt: at, joinedById: reader.personId },
    ...{ offeredAt: null, offeredUntil: null, endedAt: null, endReason: null },
  };
  const { id } = await tx.quotaWaiter.upsert({
    where: { policyId_period_enterpriseId: where },
    create: { ...where, ...fresh },
    update: fresh,
  });
  const subject = { subjectKind: 'quota-waiter', subjectId: id, enterpriseId };
  await appendAuditEntry(
    tx,
    reader,
    { action: 'quota.joined', ...subject, detail: { policyId, period, number } },
    at,
  );
}

/** Takes the firm out of the line; its place goes to the next. Twice is once. Throws NotFoundError without the right. */
export async function leaveLine({ db, now }: Deps, reader: Reader, wish: Wish): Promise<void> {
  const { policyId, enterpriseId } = wish;
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const at = now();
  await db.$transaction(async (tx) => {
    const rows = await tx.quotaWaiter.findMany({
      where: { policyId, enterpriseId, state: { in: ['waiting', 'offered'] } },
      select: { period: true },
    });
    for (const { period } of rows) {
      const left = await leaveLineFor(tx, { policyId, period, enterpriseId, to: 'left', at });
      if (!left) continue;
      const subject = { subjectKind: 'quota-waiter', subjectId: left, enterpriseId };
      await appendAuditEntry(
        tx,
        reader,
        { action: 'quota.left', ...subject, detail: { policyId, period } },
        at,
      );
    }
  });
}
