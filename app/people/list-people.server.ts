import { accountSubject, lockedUntil } from '~/app/session/count-attempts.server';
import type { Db } from '~/prisma/database.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { requireRight } from '~/prisma/access/rights';

const pageSize = 50;

/** Accounts by name, login name or mail address; staff first come first. `after` is the last id of the page before. */
export async function listPeople(
  db: Db,
  reader: Reader,
  query: { q: string; staff: boolean; after: string | null },
) {
  requireRight(reader, 'people:manage');
  const q = query.q.trim().toLowerCase();
  const found = await db.person.findMany({
    where: {
      ...(q !== '' && {
        OR: [{ name: { contains: q } }, { loginName: { contains: q } }, { email: { contains: q } }],
      }),
      ...(query.staff && { appointments: { some: {} } }),
    },
    select: {
      id: true,
      name: true,
      loginName: true,
      email: true,
      disabledAt: true,
      appointments: { select: { role: true, department: { select: { name: true } } } },
      memberships: { where: { state: 'active' }, select: { enterprise: { select: { name: true } } } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: pageSize + 1,
    ...(query.after && { cursor: { id: query.after }, skip: 1 }),
  });
  const people = found.slice(0, pageSize);
  return { people, next: found.length > pageSize ? (people.at(-1)?.id ?? null) : null };
}

/** Roles that wait for a second administrator, with who asked for them. */
export async function listAppointmentRequests(db: Db, reader: Reader) {
  requireRight(reader, 'people:manage');
  const requests = await db.appointmentRequest.findMany({
    where: { state: 'waiting' },
    include: { person: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
  });
  const ids = { in: requests.map(({ requestedById }) => requestedById) };
  const askers = await db.person.findMany({ where: { id: ids }, select: { id: true, name: true } });
  const departments = await db.department.findMany({
    where: { id: { in: requests.flatMap(({ departmentId }) => departmentId ?? []) } },
    select: { id: true, name: true },
  });
  return requests.map((request) => ({
    id: request.id,
    role: request.role,
    personName: request.person.name,
    department: departments.find(({ id }) => id === request.departmentId)?.name ?? null,
    requestedBy: askers.find(({ id }) => id === request.requestedById)?.name ?? request.requestedById,
    isMine: request.requestedById === reader.personId || request.personId === reader.personId,
  }));
}

/** One account as an administrator sees it: roles, firms, lock and sessions, nothing of what the person does. */
export async function getPerson(db: Db, reader: Reader, id: string, now: Date) {
  requireRight(reader, 'people:manage');
  const person = await db.person.findUnique({
    where: { id },
    select: {
      id: true,
      name: true,
      loginName: true,
      email: true,
      phone: true,
      disabledAt: true,
      createdAt: true,
      appointments: {
        select: { id: true, role: true, department: { select: { name: true } } },
        orderBy: { createdAt: 'asc' },
      },
      memberships: {
        where: { state: { in: ['active', 'pending'] } },
        select: { state: true, isManager: true, enterprise: { select: { name: true } } },
      },
      sessions: {
        where: { expiresAt: { gt: now } },
        select: { lastSeenAt: true },
        orderBy: { lastSeenAt: 'desc' },
      },
    },
  });
  if (!person) throw new NotFoundError('person', id);
  const lock = await lockedUntil(db, { purpose: 'sign-in:account', subject: accountSubject(id, '') }, now);
  const departments = await db.department.findMany({
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  const { sessions, ...rest } = person;
  return {
    person: {
      ...rest,
      sessions: sessions.length,
      lastSeenAt: sessions[0]?.lastSeenAt ?? null,
      lockedUntil: lock,
    },
    departments,
    isMyself: id === reader.personId,
  };
}
