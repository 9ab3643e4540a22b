import type { Db } from '~/prisma/database.server';
import type { Reader } from '~/prisma/access/reader';
import { requireRight } from '~/prisma/access/rights';
import { addDays, isIsoDate } from '~/prisma/calendar/city-date';

const pageSize = 100;

/** Filters as typed; what is empty or no date counts for nothing. Dates are days of the city, both included. */
export interface AuditFilter {
  from: string;
  to: string;
  /** The beginning of an action's name, such as `role.` */
  action: string;
  /** A person's login name or name, a key's id, or an actor's id. */
  actor: string;
  /** The id of what was acted upon. */
  subject: string;
  /** Entries before this number: the next page. */
  before: number | null;
}

/** The log, newest first, for auditors; reading it changes nothing of it. */
export async function listAuditEntries(db: Db, reader: Reader, filter: AuditFilter) {
  requireRight(reader, 'audit:read');
  const actorIds = filter.actor === '' ? null : await findActors(db, filter.actor);
  const found = await db.auditEntry.findMany({
    where: {
      at: {
        ...(isIsoDate(filter.from) && { gte: startOfCityDay(filter.from) }),
        ...(isIsoDate(filter.to) && { lt: startOfCityDay(addDays(filter.to, 1)) }),
      },
      ...(filter.action !== '' && { action: { startsWith: filter.action } }),
      ...(actorIds && { actorId: { in: actorIds } }),
      ...(filter.subject !== '' && { subjectId: filter.subject }),
      ...(filter.before !== null && { seq: { lt: filter.before } }),
    },
    orderBy: { seq: 'desc' },
    take: pageSize + 1,
  });
  const entries = found.slice(0, pageSize);
  const people = await db.person.findMany({
    where: { id: { in: [...new Set(entries.flatMap(({ actorId }) => actorId ?? []))] } },
    select: { id: true, name: true, loginName: true },
  });
  const nameOf = new Map(people.map(({ id, name, loginName }) => [id, `${name} (${loginName})`]));
  return {
    entries: entries.map(({ previousHash: _, ...entry }) => ({
      ...entry,
      actorName: entry.actorId === null ? null : (nameOf.get(entry.actorId) ?? entry.actorId),
    })),
    next: found.length > pageSize ? (entries.at(-1)?.seq ?? null) : null,
  };
}

async function findActors(db: Db, actor: string): Promise<string[]> {
  const people = await db.person.findMany({
    where: { OR: [{ loginName: actor.toLowerCase() }, { name: actor }] },
    select: { id: true },
  });
  return [actor, ...people.map(({ id }) => id)];
}

/** Midnight in Asia/Shanghai, which has had no summer time since 1991. */
function startOfCityDay(date: string): Date {
  return new Date(`${date}T00:00:00+08:00`);
}
