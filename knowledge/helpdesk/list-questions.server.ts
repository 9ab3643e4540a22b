import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import { cityDate, daysBetween } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

export type QuestionTab = 'waiting' | 'claimed' | 'replied' | 'unanswered' | 'rated';
export const questionTabs: readonly QuestionTab[] = ['waiting', 'claimed', 'replied', 'unanswered', 'rated'];

/** A question in the queue: handed over, or a turn that found no basis or was rated badly. */
export interface QuestionItem {
  id: string;
  kind: 'handover' | 'turn';
  question: string;
  who: string | null;
  createdAt: Date;
  /** Work of the desk is due on this day; null for turns, which nobody waits for. */
  dueOn: string | null;
  /** Days left; negative when it is late. */
  daysLeft: number | null;
  reason: 'handed-over' | 'not-found' | 'not-useful' | 'wrong';
  comment: string | null;
}

/** The questions that the reader's departments answer: those of no department in particular, and their own. */
export function visibleQuestions(reader: Reader): Prisma.HandoverWhereInput {
  if (hasRole(reader, 'administrator')) return {};
  return { OR: [{ departmentId: null }, { departmentId: { in: departmentsOf(reader, 'helpdesk') } }] };
}

/** The queue of a tab with the most urgent first, and how many each tab holds. */
export async function listQuestions(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  filter: { tab: QuestionTab; mine?: boolean; limit?: number },
): Promise<{ items: QuestionItem[]; counts: Record<QuestionTab, number> }> {
  const { db } = deps;
  const today = cityDate(deps.now());
  const items =
    filter.tab === 'unanswered' || filter.tab === 'rated'
      ? await listTurns(db, filter.tab, filter.limit ?? 50)
      : await listHandovers(db, reader, { ...filter, tab: filter.tab }, today);
  return { items, counts: await countTabs(db, reader) };
}

const statesOf = { waiting: ['waiting'], claimed: ['claimed'], replied: ['replied', 'closed'] } as const;

async function listHandovers(
  db: Db,
  reader: Reader,
  filter: { tab: keyof typeof statesOf; mine?: boolean; limit?: number },
  today: string,
): Promise<QuestionItem[]> {
  const rows = await db.handover.findMany({
    where: {
      AND: [visibleQuestions(reader), { state: { in: [...statesOf[filter.tab]] } }],
      ...(filter.mine && { claimedById: reader.personId ?? '' }),
    },
    orderBy: filter.tab === 'replied' ? [{ repliedAt: 'desc' }] : [{ dueOn: 'asc' }, { createdAt: 'asc' }],
    take: filter.limit ?? 50,
  });
  const names = await readNames(
    db,
    rows.map(({ enterpriseId }) => enterpriseId),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: 'handover' as const,
    question: row.question,
    who: names.get(row.enterpriseId ?? '') ?? row.contactName,
    createdAt: row.createdAt,
    dueOn: row.dueOn,
    daysLeft: filter.tab === 'replied' ? null : daysBetween(today, row.dueOn),
    reason: 'handed-over' as const,
    comment: null,
  }));
}

/** Turns without a basis, or rated badly, that nobody handed over; the newest first. */
async function listTurns(db: Db, tab: 'unanswered' | 'rated', limit: number): Promise<QuestionItem[]> {
  const rows = await db.turn.findMany({
    where: whereTurns(tab),
    orderBy: { createdAt: 'desc' },
    take: limit,
    include: { feedback: { orderBy: { createdAt: 'desc' }, take: 1 } },
  });
  return rows.map((row) => ({
    id: row.id,
    kind: 'turn' as const,
    question: row.message,
    who: null,
    createdAt: row.createdAt,
    dueOn: null,
    daysLeft: null,
    reason:
      tab === 'unanswered'
        ? ('not-found' as const)
        : row.feedback[0]?.kind === 'wrong'
          ? ('wrong' as const)
          : ('not-useful' as const),
    comment: row.feedback[0]?.comment ?? null,
  }));
}

const whereTurns = (tab: 'unanswered' | 'rated'): Prisma.TurnWhereInput =>
  tab === 'unanswered'
    ? { outcome: 'not-found' }
    : { feedback: { some: { kind: { in: ['not-useful', 'wrong'] } } } };

async function countTabs(db: Db, reader: Reader): Promise<Record<QuestionTab, number>> {
  const groups = await db.handover.groupBy({
    by: ['state'],
    where: visibleQuestions(reader),
    _count: { _all: true },
  });
  const count = (...states: string[]) =>
    groups.filter(({ state }) => states.includes(state)).reduce((sum, { _count }) => sum + _count._all, 0);
  return {
    waiting: count('waiting'),
    claimed: count('claimed'),
    replied: count('replied', 'closed'),
    unanswered: await db.turn.count({ where: whereTurns('unanswered') }),
    rated: await db.turn.count({ where: whereTurns('rated') }),
  };
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
