import { alertDesk } from '~/knowledge/policies/push/alert-desk.server';
import { systemReader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import { isWorkDay } from '~/prisma/calendar/work-days';
import type { Db, Tx } from '~/prisma/database.server';

import { appendEvent } from './append-event.server';
import { helpdeskPeople, tellPerson } from './tell-person.server';

/** The queue's name for looking after what is due. */
export const escalateQuestionsJob = 'escalate-questions';

/**
 * Looks after the clock: on the day a reply is due, whoever holds the question (or the queue's people) is told; once the
 * day has passed, the department's other people and the administrators are. Each is told once for a due day, whichever
 * process runs this and how often; nobody is told on days off. Returns how many questions were told of.
 */
export async function escalateQuestions(deps: {
  db: Db;
  now: () => Date;
}): Promise<{ due: number; overdue: number }> {
  const at = deps.now();
  const today = cityDate(at);
  if (!isWorkDay(today)) return { due: 0, overdue: 0 };
  const rows = await deps.db.handover.findMany({
    where: { state: { in: ['waiting', 'claimed'] }, dueOn: { lte: today } },
    select: { id: true },
    orderBy: { dueOn: 'asc' },
  });
  const told = { due: 0, overdue: 0 };
  for (const { id } of rows) {
    const kind = await deps.db.$transaction((tx) => tellOf(tx, id, today, at));
    if (kind) told[kind] += 1;
  }
  return told;
}

async function tellOf(tx: Tx, id: string, today: string, at: Date): Promise<'due' | 'overdue' | null> {
  const question = await tx.handover.findFirst({
    where: { id, state: { in: ['waiting', 'claimed'] }, dueOn: { lte: today } },
    include: { department: { select: { name: true } } },
  });
  if (!question) return null;
  const { dueOn, claimedById, departmentId } = question;
  const kind = dueOn < today ? 'overdue' : 'due';
  const known = await tx.handoverEvent.findMany({
    where: { handoverId: id, kind },
    select: { detail: true },
  });
  if (known.some(({ detail }) => (detail as { dueOn?: string }).dueOn === dueOn)) return null;
  const queue = await helpdeskPeople(tx, departmentId);
  const link = `/desk/questions?id=${id}`;
  const params = {
    number: question.number ?? '',
    date: dueOn,
    department: question.department?.name ?? '',
    question: question.question.slice(0, 60),
  };
  const tell = (personId: string, words: string, to = link) =>
    tellPerson(
      tx,
      { personId, params, link: to, kind: words, dedupeKey: `question.${words}:${id}:${dueOn}:${personId}` },
      at,
    );
  if (kind === 'due') {
    const people = claimedById === null ? queue.map((person) => person.id) : [claimedById];
    for (const personId of new Set(people)) await tell(personId, 'due');
  } else {
    for (const personId of new Set([
      ...queue.map((person) => person.id),
      ...(claimedById ? [claimedById] : []),
    ]))
      await tell(personId, 'overdue');
    const administrators = await tx.appointment.findMany({
      where: { role: 'administrator', person: { disabledAt: null } },
      select: { personId: true },
    });
    // Administrators look after people, not after firms' questions: number and department only, and the figures.
    for (const { personId } of administrators)
      await tell(personId, 'overdue-administrator', '/desk/insights');
    await alertDesk(
      tx,
      { kind: 'escalated', number: params.number, department: params.department, date: dueOn },
      { dedupeKey: `${id}:${dueOn}`, now: at },
    );
    await tx.handover.update({ where: { id }, data: { escalatedFor: dueOn } });
  }
  await appendEvent(tx, { handoverId: id, kind, by: 'system', reader: systemReader, at, detail: { dueOn } });
  return kind;
}
