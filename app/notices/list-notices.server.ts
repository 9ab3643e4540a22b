import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** The newest notices of the reader, unread ones marked; at most 100. */
export async function listNotices(db: Db, reader: Reader) {
  if (reader.personId === null) return [];
  return db.notice.findMany({
    where: { personId: reader.personId },
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
}

/** Marks all of the reader's notices as read. */
export async function markNoticesRead(db: Db, reader: Reader, now: Date): Promise<void> {
  if (reader.personId === null) return;
  await db.notice.updateMany({ where: { personId: reader.personId, readAt: null }, data: { readAt: now } });
}
