import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

/**
 * Writes down that somebody asked for what belongs to others; the answer is 404 all the same. Ids that don't exist and
 * people who aren't signed in are not noted: that would let anybody fill the log.
 */
export async function noteForeignAccess(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  subject: { kind: string; id: string; enterpriseId: string | undefined },
): Promise<void> {
  if (subject.enterpriseId === undefined || reader.kind === 'anonymous') return;
  const { kind, id, enterpriseId } = subject;
  await db.$transaction((tx) =>
    appendAuditEntry(
      tx,
      reader,
      { action: 'access.refused', subjectKind: kind, subjectId: id, enterpriseId },
      now(),
    ),
  );
}
