import { visibleQuestions } from '~/knowledge/helpdesk/list-questions.server';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import { cityDate, daysBetween } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

/** One thing to do, with the day it is due and where it is done. */
export interface DeskTask {
  kind: 'case' | 'question' | 'registration';
  title: string;
  dueOn: string | null;
  daysLeft: number | null;
  link: string;
}

export interface DeskHome {
  name: string;
  today: string;
  tasks: DeskTask[];
  dueToday: number;
  cases: { open: number; dueToday: number } | null;
  questions: { waiting: number } | null;
  notFound: number | null;
}

/** What waits for the reader at the desk, soonest first; each list within the reader's own departments and roles. */
export async function getDeskHome(db: Db, reader: Reader, now: Date): Promise<DeskHome> {
  const today = cityDate(now);
  const reviewing = departmentsOf(reader, 'reviewer');
  const answers = hasRole(reader, 'helpdesk');
  const confirms = hasRole(reader, 'administrator') || answers;

  const [cases, questions, registrations, notFound] = await Promise.all([
    db.case.findMany({
      where: { departmentId: { in: reviewing }, state: 'submitted' },
      select: { id: true, title: true, dueOn: true, enterprise: { select: { name: true } } },
      orderBy: { dueOn: 'asc' },
    }),
    answers
      ? db.handover.findMany({
          where: { AND: [visibleQuestions(reader), { state: { in: ['waiting', 'claimed'] } }] },
          select: { id: true, question: true, dueOn: true },
          orderBy: { dueOn: 'asc' },
        })
      : [],
    confirms
      ? db.membership.findMany({
          where: { state: 'pending', isManager: true },
          select: { id: true, enterprise: { select: { name: true } } },
        })
      : [],
    answers
      ? db.turn.count({
          where: { outcome: 'not-found', createdAt: { gte: new Date(now.valueOf() - 30 * 86_400_000) } },
        })
      : null,
  ]);

  const due = (dueOn: string) => ({ dueOn, daysLeft: daysBetween(today, dueOn) });
  const tasks: DeskTask[] = [
    ...cases.map((item) => ({
      kind: 'case' as const,
      title: `${item.enterprise.name}：${item.title}`,
      ...due(item.dueOn),
      link: `/desk/cases/${item.id}`,
    })),
    ...questions.map((item) => ({
      kind: 'question' as const,
      title: item.question,
      ...due(item.dueOn),
      link: `/desk/questions?id=${encodeURIComponent(item.id)}`,
    })),
    ...registrations.map((item) => ({
      kind: 'registration' as const,
      title: item.enterprise.name,
      dueOn: null,
      daysLeft: null,
      link: '/desk/enterprises',
    })),
  ].sort((a, b) => (a.daysLeft ?? 99) - (b.daysLeft ?? 99));

  return {
    name: reader.name ?? '',
    today,
    tasks: tasks.slice(0, 30),
    dueToday: tasks.filter(({ daysLeft }) => daysLeft !== null && daysLeft <= 0).length,
    cases:
      reviewing.length > 0
        ? { open: cases.length, dueToday: cases.filter(({ dueOn }) => dueOn <= today).length }
        : null,
    questions: answers ? { waiting: questions.length } : null,
    notFound,
  };
}
