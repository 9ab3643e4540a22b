import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { dismissReasons } from './dismiss-reason';

interface Dependencies {
  db: Db;
  now: () => Date;
}

/** The opportunity of one of the reader's firms. Throws NotFoundError for another's. */
export async function requireOwnOpportunity(tx: Tx | Db, reader: Reader, id: string) {
  const row = await tx.opportunity.findFirst({
    where: { id, enterpriseId: { in: [...reader.enterpriseIds] } },
  });
  if (!row) throw new NotFoundError('opportunity', id);
  return row;
}

async function noteEvent(
  tx: Tx,
  opportunityId: string,
  kind: string,
  detail: Prisma.InputJsonObject,
  at: Date,
) {
  await tx.opportunityEvent.create({ data: { opportunityId, kind, detail, at } });
}

/**
 * Someone of the firm has the page of it open before them. Noted once after each time that it was told, so that a later
 * push can tell who looked because of it. Throws NotFoundError without the right. Returns whose it is and of which policy.
 */
export async function seeOpportunity(
  { db, now }: Dependencies,
  reader: Reader,
  id: string,
): Promise<{ enterpriseId: string; policyId: string }> {
  const at = now();
  return db.$transaction(async (tx) => {
    const row = await requireOwnOpportunity(tx, reader, id);
    await tx.opportunity.updateMany({
      where: { id, state: { in: ['found', 'told'] } },
      data: { state: 'seen', seenAt: at },
    });
    const last = await tx.opportunityEvent.findFirst({
      where: { opportunityId: id, kind: { in: ['seen', 'told'] } },
      orderBy: [{ at: 'desc' }, { kind: 'asc' }],
      select: { kind: true },
    });
    if (last?.kind !== 'seen') await noteEvent(tx, id, 'seen', { personId: reader.personId }, at);
    return { enterpriseId: row.enterpriseId, policyId: row.policyId };
  });
}

/**
 * The firm sets it aside; the reason reaches the policy's department. Throws NotFoundError, InvalidInputError (no reason,
 * no words where the reason needs them), ConflictError (applied for already).
 */
export async function dismissOpportunity(
  { db, now }: Dependencies,
  reader: Reader,
  input: { id: string; reason: string; note: string; named?: boolean },
): Promise<void> {
  const reason = dismissReasons.find((one) => one === input.reason);
  const note = input.note.trim();
  if (!reason) throw new InvalidInputError({ reason: '请选择一个原因，部门据此改进推送' });
  if (reason === 'other' && note.length < 4)
    throw new InvalidInputError({ note: '请写几个字说明原因，至少 4 个字' });
  if (note.length > 500) throw new InvalidInputError({ note: `说明最多 500 字，现在是 ${note.length} 字` });
  const at = now();
  await db.$transaction(async (tx) => {
    const row = await requireOwnOpportunity(tx, reader, input.id);
    if (row.state === 'dismissed') return;
    if (['applied', 'granted'].includes(row.state)) throw new ConflictError('It was applied for already');
    await tx.opportunity.update({
      where: { id: row.id },
      data: {
        state: 'dismissed',
        dismissedAt: at,
        dismissReason: reason,
        dismissNote: note || null,
        dismissNamed: input.named === true,
        dismissedById: reader.personId,
      },
    });
    await noteEvent(tx, row.id, 'dismissed', { reason, note }, at);
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'opportunity.dismissed',
        subjectKind: 'opportunity',
        subjectId: row.id,
        enterpriseId: row.enterpriseId,
        detail: { policyId: row.policyId, reason },
      },
      at,
    );
  });
}

/** Takes the setting aside back. Throws NotFoundError. */
export async function reopenOpportunity(
  { db, now }: Dependencies,
  reader: Reader,
  id: string,
): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const row = await requireOwnOpportunity(tx, reader, id);
    if (row.state !== 'dismissed') return;
    await tx.opportunity.update({
      where: { id },
      data: {
        state: 'seen',
        dismissedAt: null,
        dismissReason: null,
        dismissNote: null,
        dismissNamed: false,
        dismissedById: null,
      },
    });
    await noteEvent(tx, id, 'reopened', {}, at);
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'opportunity.reopened',
        subjectKind: 'opportunity',
        subjectId: id,
        enterpriseId: row.enterpriseId,
        detail: { policyId: row.policyId },
      },
      at,
    );
  });
}

/** The firm applied for the policy, or got it: in the transaction that says so. Nothing where nothing was found. */
export async function advanceOpportunity(
  tx: Tx,
  input: { enterpriseId: string; policyId: string | null; to: 'applied' | 'granted'; at: Date },
): Promise<void> {
  const { enterpriseId, policyId, to, at } = input;
  if (policyId === null) return;
  const row = await tx.opportunity.findUnique({
    where: { enterpriseId_policyId: { enterpriseId, policyId } },
    select: { id: true, state: true },
  });
  if (!row || row.state === to || row.state === 'granted') return;
  await tx.opportunity.update({
    where: { id: row.id },
    data: { state: to, ...(to === 'applied' ? { appliedAt: at } : { grantedAt: at }) },
  });
  await noteEvent(tx, row.id, to, {}, at);
}
