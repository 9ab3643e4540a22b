import { randomUUID } from 'node:crypto';

import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import { storedInstant } from '~/prisma/stored-instant';

/** What someone looked at a firm's facts for: a department in its work, or a program by the API. */
export type AccessPurpose =
  'dispute' | 'conflict' | 'certificate' | 'case' | 'export' | 'webhook' | 'design' | 'payment' | 'api';

/**
 * Notes that someone of a department, or a program, saw a firm's facts: one line a day, reader and subject; what is seen
 * later that day is added to it.
 */
export async function noteAccess(
  db: Db,
  reader: Reader,
  seen: {
    enterpriseId: string;
    purpose: AccessPurpose;
    subjectId: string;
    keys: readonly string[];
    at: Date;
    /** For whom, where the reader works for several. */
    departmentId?: string;
  },
): Promise<void> {
  const { enterpriseId, purpose, subjectId, keys, at } = seen;
  const actorId = reader.personId ?? reader.keyId;
  const dedupeKey = [cityDate(at), actorId ?? '', purpose, subjectId, enterpriseId].join(' ');
  const known = await db.factAccess.findUnique({ where: { dedupeKey }, select: { keys: true } });
  const before = (known?.keys ?? []) as string[];
  const all = [...new Set([...before, ...keys])];
  if (known && all.length === before.length) return;
  await db.factAccess.upsert({
    where: { dedupeKey },
    create: {
      ...{ enterpriseId, purpose, subjectId, keys: all, at, dedupeKey, actorId },
      actorName: reader.name ?? reader.kind,
      departmentId: seen.departmentId ?? departmentsOf(reader)[0] ?? null,
    },
    update: { keys: all },
  });
}

/**
 * Notes in one statement what left with a department's export or message: for each firm the fact keys, joined with those
 * that the same day's line of the same actor and subject has already. Firms of which nothing left get no line.
 */
export async function noteAccessOfMany(
  db: Db,
  actor: { id: string; name: string; departmentId: string },
  { purpose, subjectId, at }: { purpose: AccessPurpose; subjectId: string; at: Date },
  seen: readonly { enterpriseId: string; keys: readonly string[] }[],
): Promise<void> {
  const byFirm = new Map<string, Set<string>>();
  for (const { enterpriseId, keys } of seen)
    if (keys.length > 0) byFirm.set(enterpriseId, new Set([...(byFirm.get(enterpriseId) ?? []), ...keys]));
  if (byFirm.size === 0) return;
  const begin = [cityDate(at), actor.id, purpose, subjectId].join(' ');
  const rows = [...byFirm].map(([enterpriseId, keys]) => ({
    ...{ id: randomUUID(), enterpriseId, keys: [...keys].sort(), dedupeKey: `${begin} ${enterpriseId}` },
  }));
  await db.$executeRawUnsafe(
    `INSERT INTO "FactAccess"
       ("id", "enterpriseId", "actorId", "actorName", "departmentId", "purpose", "subjectId", "keys", "at", "dedupeKey")
     SELECT value->>'id', value->>'enterpriseId', ?, ?, ?, ?, ?, value->'keys', ?, value->>'dedupeKey'
       FROM json_each(?) WHERE true
     ON CONFLICT ("dedupeKey") DO UPDATE SET "keys" = (
       SELECT json_group_array(key) FROM (
         SELECT value AS key FROM json_each("FactAccess"."keys")
         UNION SELECT value FROM json_each(excluded."keys")))`,
    ...[actor.id, actor.name, actor.departmentId, purpose, subjectId, storedInstant(at)],
    JSON.stringify(rows),
  );
}

/** Notes what a program read of a firm by its key; people look at their own firm's pages without a line. */
export async function noteProgramRead(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  read: { enterpriseId: string; subjectId: string; keys: Iterable<string> },
): Promise<void> {
  if (reader.kind !== 'key') return;
  const keys = [...new Set(read.keys)].sort();
  await noteAccess(db, reader, { ...read, keys, purpose: 'api', at: now() });
}

/** A line of the log as the firm reads it: which department or program, what for, which facts; people stay unnamed. */
export interface AccessLine {
  id: string;
  at: Date;
  /** The name of the key by which a program read; null for people. */
  program: string | null;
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
  return rows.map(({ id, at, departmentId, purpose, keys, actorName }) => ({
    ...{ id, at, purpose },
    program: purpose === 'api' ? actorName : null,
    department: names.get(departmentId ?? '') ?? null,
    keys: keys as string[],
  }));
}
