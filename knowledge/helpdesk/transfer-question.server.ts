import { InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';

import { appendEvent } from './append-event.server';
import { auditQuestion, refuseAsTaken, requireQuestion, type HelpdeskDeps } from './require-question.server';
import { helpdeskPeople, tellPerson } from './tell-person.server';

/** Where a question can go: colleagues of the same queue, and departments that have help desk people. */
export interface TransferTargets {
  colleagues: { id: string; name: string }[];
  departments: { id: string; name: string; people: number }[];
}

/** Whom a reader can pass a question of a department (null: the common queue) on to. */
export async function listTransferTargets(
  db: Db | Tx,
  reader: Reader,
  departmentId: string | null,
): Promise<TransferTargets> {
  const people = await helpdeskPeople(db, null);
  const own = departmentsOf(reader, 'helpdesk');
  const colleagues = people.filter(({ id, departmentId: of }) =>
    id === reader.personId ? false : departmentId === null ? own.includes(of) : of === departmentId,
  );
  const departments = await db.department.findMany({
    where: { id: { in: people.map(({ departmentId: of }) => of), not: departmentId ?? '' } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  return {
    colleagues: [...new Map(colleagues.map(({ id, name }) => [id, { id, name }])).values()],
    departments: departments.map((department) => ({
      ...department,
      people: people.filter(({ departmentId: of }) => of === department.id).length,
    })),
  };
}

/**
 * Passes a question on: to a colleague, who then holds it, or to another department's queue. The note goes with it, the
 * day it is due stays. Throws `InvalidInputError` (no such target, no note), `ConflictError` when a colleague holds it.
 */
export async function transferQuestion(
  deps: HelpdeskDeps,
  reader: Reader,
  id: string,
  input: { to: string; note: string },
): Promise<void> {
  const at = deps.now();
  const note = input.note.trim();
  if (note === '') throw new InvalidInputError({ note: '请写明转办原因，接办人据此处理' });
  if (note.length > 500)
    throw new InvalidInputError({ note: `说明最多 500 个字，现在是 ${note.length} 个字` });
  const [kind, target] = input.to.split(':', 2) as [string, string | undefined];
  await deps.db.$transaction(async (tx) => {
    const question = await requireQuestion(tx, reader, id);
    const targets = await listTransferTargets(tx, reader, question.departmentId);
    const person = kind === 'person' ? targets.colleagues.find((one) => one.id === target) : undefined;
    const department =
      kind === 'department' ? targets.departments.find((one) => one.id === target) : undefined;
    if (!person && !department) throw new InvalidInputError({ to: '请选择接办的同事或部门' });
    const { count } = await tx.handover.updateMany({
      where: { id, OR: [{ state: 'waiting' }, { state: 'claimed', claimedById: reader.personId ?? '' }] },
      data: person
        ? { state: 'claimed', claimedById: person.id, claimedAt: at }
        : { state: 'waiting', claimedById: null, claimedAt: null, departmentId: department?.id ?? null },
    });
    if (count === 0) await refuseAsTaken(tx, id, 'A colleague holds the question');
    await appendEvent(tx, {
      ...{ handoverId: id, kind: 'transferred', by: 'staff', reader, at },
      detail: {
        text: note,
        fromDepartmentId: question.departmentId,
        toPersonId: person?.id ?? null,
        toDepartmentId: department?.id ?? null,
      },
    });
    const told = person ? [person] : await helpdeskPeople(tx, department?.id ?? null);
    for (const { id: personId } of told) {
      const params = { number: question.number ?? '', question: question.question.slice(0, 60), note };
      const message = { personId, params, kind: 'transferred', link: `/desk/questions?id=${id}` };
      await tellPerson(
        tx,
        { ...message, dedupeKey: `question.transferred:${id}:${at.valueOf()}:${personId}` },
        at,
      );
    }
    await auditQuestion(tx, reader, 'question.transferred', question, at);
  });
}
