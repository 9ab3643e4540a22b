import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import { workDaysBetween } from '~/prisma/calendar/work-days';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

export type QuestionTab = 'waiting' | 'claimed' | 'replied';
export const questionTabs: readonly QuestionTab[] = ['waiting', 'claimed', 'replied'];

/** How near the day is on which a reply is due, in work days of the city. */
export type DueState = 'overdue' | 'today' | 'soon' | 'later';

/** A question in the queue. */
export interface QuestionItem {
  id: string;
  number: string | null;
  question: string;
  who: string | null;
  state: string;
  createdAt: Date;
  claimedBy: string | null;
  /** The reply is due on this day. */
  dueOn: string;
  due: DueState | null;
  /** Work days left; negative when it is late. */
  workDaysLeft: number | null;
  /** Why it came: nothing was found, or the asker wanted a person; or it was asked on. */
  reason: 'handed-over' | 'not-found' | 'asked-on';
}

/**
 * The questions that the reader's departments answer: those of no department in particular, and their own. For
 * administrators and auditors there are none: they look after accounts and the log, not after firms' words (三员分立).
 */
export function visibleQuestions(reader: Reader): Prisma.HandoverWhereInput {
  const departments = departmentsOf(reader, 'helpdesk');
  if (departments.length === 0) return { id: { in: [] } };
  return { OR: [{ departmentId: null }, { departmentId: { in: departments } }] };
}

/** How near a due day is: today or past it, within one work day, or later. */
export function dueState(today: string, dueOn: string): DueState {
  if (dueOn < today) return 'overdue';
  if (dueOn === today) return 'today';
  return workDaysBetween(today, dueOn) <= 1 ? 'soon' : 'later';
}

/** The queue of a tab with the least time left first, and how many each tab holds. */
export async function listQuestions(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  filter: { tab: QuestionTab; mine?: boolean; limit?: number },
): Promise<{ items: QuestionItem[]; total: number; counts: Record<QuestionTab, number> }> {
  const { db } = deps;
  const today = cityDate(deps.now());
  const { tab, mine = false, limit = 50 } = filter;
  const own =
    tab === 'replied' ? { repliedById: reader.personId ?? '' } : { claimedById: reader.personId ?? '' };
  const where: Prisma.HandoverWhereInput = {
    AND: [visibleQuestions(reader), { state: { in: [...statesOf[tab]] } }, ...(mine ? [own] : [])],
  };
  const rows = await db.handover.findMany({
    where,
    orderBy: tab === 'replied' ? [{ repliedAt: 'desc' }] : [{ dueOn: 'asc' }, { createdAt: 'asc' }],
    take: limit,
    select: {
      ...{ id: true, number: true, question: true, state: true, createdAt: true, dueOn: true },
      ...{ enterpriseId: true, contactName: true, claimedById: true, reply: true, summary: true },
    },
  });
  const names = await readNames(
    db,
    rows.map(({ enterpriseId }) => enterpriseId),
  );
  const people = await readPeople(
    db,
    rows.map(({ claimedById }) => claimedById),
  );
  const isOpen = tab !== 'replied';
  const items = rows.map(({ enterpriseId, contactName, claimedById, reply, summary, ...row }) => ({
    ...row,
    who: names.get(enterpriseId ?? '') ?? contactName,
    claimedBy: people.get(claimedById ?? '') ?? null,
    due: isOpen ? dueState(today, row.dueOn) : null,
    workDaysLeft: isOpen ? workDaysBetween(today, row.dueOn) : null,
    reason: reasonOf(reply, summary),
  }));
  return { items, total: await db.handover.count({ where }), counts: await countTabs(db, reader) };
}

const statesOf = { waiting: ['waiting'], claimed: ['claimed'], replied: ['replied', 'closed'] } as const;

function reasonOf(reply: string | null, summary: unknown): QuestionItem['reason'] {
  if (reply !== null) return 'asked-on';
  const { turns = [] } = summary as { turns?: { outcome: string }[] };
  return turns.at(-1)?.outcome === 'not-found' ? 'not-found' : 'handed-over';
}

async function countTabs(db: Db, reader: Reader): Promise<Record<QuestionTab, number>> {
  const groups = await db.handover.groupBy({
    by: ['state'],
    where: visibleQuestions(reader),
    _count: { _all: true },
  });
  const count = (...states: string[]) =>
    groups.filter(({ state }) => states.includes(state)).reduce((sum, { _count }) => sum + _count._all, 0);
  return { waiting: count('waiting'), claimed: count('claimed'), replied: count('replied', 'closed') };
}

/** The names of firms by id, for those that are named. */
export async function readNames(db: Db, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const rows = await db.enterprise.findMany({
    where: { id: { in: known } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The names of people by id, for those that are named. */
export async function readPeople(db: Db, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const rows = await db.person.findMany({ where: { id: { in: known } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
