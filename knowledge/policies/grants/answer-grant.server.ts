import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { ItemState, Objection } from './grant-batch';
import { noteGrantEvent } from './note-grant-event.server';

/** What a firm says to a grant: it wants it, doesn't, or something in it is wrong. */
export const grantAnswers = ['accepted', 'declined', 'objected'] as const;
export type GrantAnswer = (typeof grantAnswers)[number];

/**
 * The firm answers while the list is open to objections; it may change its mind until the last day. Saying nothing is
 * taken for a yes. Throws NotFoundError without the right to the firm, ConflictError when it is too late,
 * InvalidInputError for an objection without a reason.
 */
export async function answerGrant(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  input: { itemId: string; answer: GrantAnswer; reason: string },
): Promise<void> {
  const { answer } = input;
  const reason = input.reason.trim();
  if (answer === 'objected' && reason.length < 4)
    throw new InvalidInputError({ reason: '请写明哪里不对，至少 4 个字，部门会据此核对' });
  if (reason.length > 1000)
    throw new InvalidInputError({ reason: `说明最多 1000 字，现在是 ${reason.length} 字` });
  const at = now();
  await db.$transaction(async (tx) => {
    const item = await tx.grantItem.findFirst({
      where: { id: input.itemId, enterpriseId: { in: [...reader.enterpriseIds] } },
      include: { batch: { select: { id: true, state: true, closesOn: true, policyId: true } } },
    });
    if (!item) throw new NotFoundError('grant-item', input.itemId);
    const { batch } = item;
    const isOpen = batch.state === 'announced' && cityDate(at) <= (batch.closesOn ?? '');
    const answerable: ItemState[] = ['listed', 'declined', 'objected'];
    if (!isOpen || !answerable.some((state) => state === item.state))
      throw new ConflictError('The time for answers is over', { state: item.state });
    if (item.answer === answer && answer !== 'objected') return;
    await tx.grantItem.update({
      where: { id: item.id },
      data: answered(item, { answer, reason }, reader, at),
    });
    const detail = reason === '' ? {} : { reason };
    await note(tx, reader, { item, kind: answer, detail, at });
  });
}

function answered(
  item: { state: string; objection: unknown },
  { answer, reason }: { answer: GrantAnswer; reason: string },
  reader: Reader,
  at: Date,
): Prisma.GrantItemUpdateInput {
  const said = { answer, answeredById: reader.personId, answeredAt: at };
  if (answer === 'declined') return { ...said, state: 'declined' };
  if (answer === 'objected') {
    const objection: Objection = { by: 'firm', text: reason, byId: reader.personId, at: at.toISOString() };
    return { ...said, state: 'objected', objection: { ...objection }, isOverruled: false };
  }
  // What somebody else objected to is not the firm's to take back.
  const before = item.objection as Objection | null;
  const isAnothers = before !== null && before.by !== 'firm' && before.decision === undefined;
  return { ...said, state: isAnothers ? 'objected' : 'listed' };
}

async function note(
  tx: Tx,
  reader: Reader,
  deed: {
    item: { id: string; batchId: string; enterpriseId: string };
    kind: string;
    detail: Prisma.InputJsonObject;
    at: Date;
  },
): Promise<void> {
  const { item, kind, detail, at } = deed;
  await noteGrantEvent(tx, reader, { batchId: item.batchId, itemId: item.id, kind, detail, at });
  const { enterpriseId } = item;
  const subject = { subjectKind: 'grant-item', subjectId: item.id, enterpriseId, detail };
  await appendAuditEntry(tx, reader, { action: `grant.${kind}`, ...subject }, at);
}
