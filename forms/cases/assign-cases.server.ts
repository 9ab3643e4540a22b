import { NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';

import { appendCaseEvent } from './append-case-event.server';
import { requireCase, reviewedBy } from './find-case.server';
import { notifyColleague } from './notify.server';
import { shareOut } from './share-out';

/** A reviewer with what lies on the desk: open cases in the reader's departments, and those of them that are late. */
export interface ReviewerLoad {
  personId: string;
  name: string;
  departmentIds: string[];
  open: number;
  late: number;
}

/** The reviewers of the reader's departments, each with the open cases; and how many nobody has. */
export async function listLoads(
  { db }: { db: Db },
  reader: Reader,
  today: string,
): Promise<{ reviewers: ReviewerLoad[]; unassigned: number }> {
  const departmentId = { in: departmentsOf(reader, 'reviewer') };
  const open = { departmentId, state: 'submitted' };
  const [people, loads, late] = await Promise.all([
    db.appointment.findMany({
      where: { departmentId, role: 'reviewer', person: { disabledAt: null } },
      select: { departmentId: true, person: { select: { id: true, name: true } } },
      orderBy: { person: { name: 'asc' } },
    }),
    db.case.groupBy({ by: ['assigneeId'], where: open, _count: { _all: true } }),
    db.case.groupBy({
      by: ['assigneeId'],
      where: { ...open, dueOn: { lt: today } },
      _count: { _all: true },
    }),
  ]);
  const count = (rows: typeof loads, personId: string | null) =>
    rows.find(({ assigneeId }) => assigneeId === personId)?._count._all ?? 0;
  const ids = [...new Set(people.map(({ person }) => person.id))];
  return {
    reviewers: ids.map((personId) => {
      const held = people.filter(({ person }) => person.id === personId);
      return {
        personId,
        name: held[0]?.person.name ?? '',
        departmentIds: held.flatMap(({ departmentId: id }) => id ?? []),
        open: count(loads, personId),
        late: count(late, personId),
      };
    }),
    unassigned: count(loads, null),
  };
}

/**
 * Gives open cases to a reviewer of their department, or (null) back to all; each in a transaction of its own. Cases
 * that are the person's already, or that are decided, are left as they are. Throws `NotFoundError` for a case or person
 * that isn't the department's. Returns how many changed hands.
 */
export async function assignCases(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  { caseIds, personId }: { caseIds: readonly string[]; personId: string | null },
): Promise<{ assigned: number }> {
  let assigned = 0;
  for (const caseId of [...new Set(caseIds)]) {
    const found = await requireCase(deps, reader, caseId, reviewedBy(reader));
    const done = await deps.db.$transaction((tx) => assignOne(tx, reader, found, personId, deps.now()));
    if (done) assigned += 1;
  }
  return { assigned };
}

/** Shares out what nobody has, each case to the reviewer of its department with the least on the desk. */
export async function balanceCases(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  today: string,
): Promise<{ assigned: number }> {
  const { reviewers } = await listLoads(deps, reader, today);
  const waiting = await deps.db.case.findMany({
    where: { ...reviewedBy(reader), state: 'submitted', assigneeId: null },
    select: { id: true, departmentId: true },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    take: 200,
  });
  let assigned = 0;
  for (const { caseId, personId } of shareOut(waiting, reviewers))
    assigned += (await assignCases(deps, reader, { caseIds: [caseId], personId })).assigned;
  return { assigned };
}

async function assignOne(
  tx: Tx,
  reader: Reader,
  found: Awaited<ReturnType<typeof requireCase>>,
  personId: string | null,
  at: Date,
): Promise<boolean> {
  const { id: caseId, enterpriseId, departmentId } = found;
  const now = await tx.case.findUniqueOrThrow({ where: { id: caseId } });
  if (now.assigneeId === personId || !['submitted', 'returned'].includes(now.state)) return false;
  if (personId !== null) {
    const right = { personId, departmentId, role: 'reviewer', person: { disabledAt: null } };
    if ((await tx.appointment.count({ where: right })) === 0) throw new NotFoundError('person', personId);
  }
  const step = { caseId, enterpriseId, kind: 'assigned' } as const;
  const { number } = await appendCaseEvent(
    tx,
    reader,
    { ...step, from: ['submitted', 'returned'], detail: { to: personId } },
    at,
  );
  await tx.case.update({ where: { id: caseId }, data: { assigneeId: personId } });
  if (personId !== null && personId !== reader.personId) {
    await notifyColleague(tx, personId, {
      kind: 'assigned',
      key: `case:${caseId}:${number}`,
      link: `/desk/cases/${caseId}`,
      enterpriseId,
      params: {
        title: found.title,
        number: found.number,
        enterprise: found.enterprise.name,
        due: now.dueOn,
        person: reader.name ?? '',
      },
      now: at,
    });
  }
  return true;
}
