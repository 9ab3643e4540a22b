import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

/** What a department looked at a firm's facts for. */
export type AccessPurpose = 'dispute' | 'conflict' | 'certificate' | 'case';

/** Notes that someone of a department saw a firm's facts: one line a day, person and subject. */
export async function noteAccess(
  db: Db,
  reader: Reader,
  seen: {
    enterpriseId: string;
    purpose: AccessPurpose;
    subjectId: string;
    keys: readonly string[];
    at: Date;
  },
): Promise<void> {
  const { enterpriseId, purpose, subjectId, keys, at } = seen;
  const actorId = reader.personId ?? reader.keyId;
  const dedupeKey = [cityDate(at), actorId ?? '', purpose, subjectId, enterpriseId].join(' ');
  await db.factAccess.upsert({
    where: { dedupeKey },
    create: {
      ...{ enterpriseId, purpose, subjectId, keys: [...keys], at, dedupeKey, actorId },
      actorName: reader.name ?? reader.kind,
      departmentId: departmentsOf(reader)[0] ?? null,
    },
    update: {},
  });
}

/** A line of the log as the firm reads it: which department, what for, which facts; people stay unnamed. */
export interface AccessLine {
  id: string;
  at: Date;
  department: string | null;
  purpose: string;
  keys: string[];
}

/** The latest accesses to a firm's facts. Throws NotFoundError without the right to it. */
export async function listAccess(db: Db, reader: Reader, enterpriseId: string): Promise<AccessLine[]> {
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const rows = await db.factAccess.findMany({ where: { enterpriseId }, orderBy: { at: 'desc' }, take: 100 });
  const departments = await db.department.findMany({ select: { id: true, name: true } });
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  return rows.map(({ id, at, departmentId, purpose, keys }) => ({
    ...{ id, at, purpose },
    department: names.get(departmentId ?? '') ?? null,
    keys: keys as string[],
  }));
}
