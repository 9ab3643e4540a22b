import { AccessDeniedError, ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { Objection } from './grant-batch';
import type { TellGrant } from './grant-news';
import { newsOf } from './news-of-item.server';
import { noteGrantEvent } from './note-grant-event.server';
import { requireItem, type ItemRow } from './require-batch.server';

interface Deps {
  db: Db;
  now: () => Date;
  tell: TellGrant;
}

/** Notes an objection that somebody brought to the department: it stops this firm, and no other. */
export async function noteObjection(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  reader: Reader,
  input: { itemId: string; text: string },
): Promise<void> {
  const text = requireWords(input.text, '请写明异议的内容和来源');
  const at = now();
  await db.$transaction(async (tx) => {
    const item = await requireItem(tx, reader, input.itemId, 'announced');
    if (item.state !== 'listed' || cityDate(at) > (item.batch.closesOn ?? ''))
      throw new ConflictError('The time for objections is over', { state: item.state });
    const objection: Objection = { by: 'desk', text, byId: reader.personId, at: at.toISOString() };
    await tx.grantItem.update({
      where: { id: item.id },
      data: { state: 'objected', objection: { ...objection } },
    });
    await note(tx, reader, item, 'objected', { text }, at);
  });
}

/**
 * Decides an objection: upheld, the firm gets nothing of this batch; dismissed, it is back on the list and granted when
 * the period is over, or at once if it is. The firm is told. Throws AccessDeniedError for who noted it.
 */
export async function decideObjection(
  { db, now, tell }: Deps,
  reader: Reader,
  input: { itemId: string; decision: 'upheld' | 'dismissed'; note: string },
): Promise<void> {
  const words = requireWords(input.note, '请写明处理理由，企业会看到');
  const at = now();
  await db.$transaction(async (tx) => {
    const item = await requireItem(tx, reader, input.itemId, 'announced', 'final');
    if (item.state !== 'objected') throw new ConflictError('It was decided already', { state: item.state });
    const before = item.objection as unknown as Objection;
    if (before.byId !== null && before.byId === reader.personId)
      throw new AccessDeniedError('decide-own-objection');
    const isUpheld = input.decision === 'upheld';
    const decided = { decision: input.decision, note: words, decidedById: reader.personId };
    const objection: Objection = { ...before, ...decided, decidedAt: at.toISOString() };
    await tx.grantItem.update({
      where: { id: item.id },
      data: {
        state: isUpheld ? 'removed' : 'listed',
        isOverruled: !isUpheld,
        objection: { ...objection },
      },
    });
    await note(tx, reader, item, input.decision, { note: words }, at);
    await tell(tx, await newsOf(tx, item, isUpheld ? 'upheld' : 'dismissed', { words }), { now: at });
  });
}

function requireWords(text: string, problem: string): string {
  const words = text.trim();
  if (words.length < 4) throw new InvalidInputError({ note: `${problem}，至少 4 个字` });
  if (words.length > 1000) throw new InvalidInputError({ note: `最多 1000 字，现在是 ${words.length} 字` });
  return words;
}

async function note(
  tx: Tx,
  reader: Reader,
  item: ItemRow,
  kind: string,
  detail: Prisma.InputJsonObject,
  at: Date,
): Promise<void> {
  const { id, batchId, enterpriseId } = item;
  await noteGrantEvent(tx, reader, { batchId, itemId: id, kind, detail, at });
  const subject = { subjectKind: 'grant-item', subjectId: id, enterpriseId, detail };
  await appendAuditEntry(tx, reader, { action: `grant.objection-${kind}`, ...subject }, at);
}
