import { noteAccess } from '~/knowledge/enterprises/note-access.server';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** The firm can read that the department saw the facts (catalogue keys) which stand in its application. */
export async function noteReview(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  { id, enterpriseId, departmentId }: { id: string; enterpriseId: string; departmentId: string },
  facts: readonly string[],
): Promise<void> {
  const keys = [...new Set(facts)].sort();
  if (keys.length === 0) return;
  await noteAccess(db, reader, {
    enterpriseId,
    departmentId,
    keys,
    purpose: 'case',
    subjectId: id,
    at: now(),
  });
}
