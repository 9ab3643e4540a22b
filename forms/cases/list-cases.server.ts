import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { caseStates, type CaseListItem, type CaseState } from './case-views';
import { reviewedBy } from './find-case.server';

/** `q` looks in number, title and the firm's name; `cursor` is the last case id of the page before. */
export interface CaseFilter {
  state?: CaseState;
  q?: string;
  overdue?: boolean;
  cursor?: string;
  limit?: number;
}

/** The queue of the departments in which the reader reviews, the most urgent first, with counts by state. */
export async function listCases(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  filter: CaseFilter = {},
): Promise<{
  cases: CaseListItem[];
  counts: Record<CaseState | 'overdue', number>;
  nextCursor: string | null;
}> {
  const { limit = 20, cursor } = filter;
  const today = cityDate(deps.now());
  const mine = reviewedBy(reader);
  const late: Prisma.CaseWhereInput = { state: 'submitted', dueOn: { lt: today } };
  const rows = await deps.db.case.findMany({
    where: {
      AND: [mine, filter.overdue ? late : {}, filter.state ? { state: filter.state } : {}, search(filter.q)],
    },
    orderBy: [{ dueOn: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
    ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }),
    include: {
      department: { select: { name: true } },
      enterprise: { select: { name: true } },
      submissions: { orderBy: { submittedAt: 'desc' }, select: { submittedAt: true } },
    },
  });
  const byState = await deps.db.case.groupBy({ by: ['state'], where: mine, _count: { _all: true } });
  const overdue = await deps.db.case.count({ where: { AND: [mine, late] } });
  const countOf = (state: CaseState) => byState.find((group) => group.state === state)?._count._all ?? 0;
  const counts = { ...Object.fromEntries(caseStates.map((state) => [state, countOf(state)])), overdue };
  const cases = rows.slice(0, limit).map((row) => ({
    caseId: row.id,
    number: row.number,
    title: row.title,
    state: row.state as CaseState,
    departmentId: row.departmentId,
    departmentName: row.department.name,
    enterpriseId: row.enterpriseId,
    enterpriseName: row.enterprise.name,
    dueOn: row.dueOn,
    overdue: row.state === 'submitted' && row.dueOn < today,
    submittedAt: row.submissions[0]?.submittedAt ?? row.createdAt,
    submissions: row.submissions.length,
    assigneeId: row.assigneeId,
  }));
  return {
    cases,
    counts: counts as Record<CaseState | 'overdue', number>,
    nextCursor: rows.length > limit ? (cases.at(-1)?.caseId ?? null) : null,
  };
}

function search(q: string | undefined): Prisma.CaseWhereInput {
  const text = q?.trim() ?? '';
  if (text === '') return {};
  return {
    OR: [
      { number: { contains: text } },
      { title: { contains: text } },
      { enterprise: { name: { contains: text } } },
    ],
  };
}
