import { AccessDeniedError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';

/** Whether the draft lies with this person to be sealed: then the rest of it is not theirs to change. */
export async function isAskedToSeal(db: Db | Tx, reader: Reader, draftId: string): Promise<boolean> {
  if (reader.personId === null) return false;
  const last = await db.draftHandover.findFirst({
    where: { draftId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { toId: true, purpose: true },
  });
  return last?.toId === reader.personId && last.purpose === 'seal';
}

/** Throws `AccessDeniedError` for whoever was only asked to seal. */
export async function requireFiller(db: Db | Tx, reader: Reader, draftId: string): Promise<void> {
  if (await isAskedToSeal(db, reader, draftId)) throw new AccessDeniedError('draft.seal-only');
}
