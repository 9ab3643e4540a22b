import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import { addWorkDays } from '~/prisma/calendar/work-days';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { clockOf, soonWorkDays } from './case-clock';
import type { CaseFilter } from './case-filter';
import { caseStates, type CaseListItem, type CaseState } from './case-views';
import { reviewedBy } from './find-case.server';

/** A page of the queue with what its filters offer. */
export interface CaseQueue {
  cases: CaseListItem[];
  counts: Record<CaseState | 'overdue', number>;
  nextCursor: string | null;
}

const orders = {
  due: [{ dueOn: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  newest: [{ createdAt: 'desc' }, { id: 'desc' }],
  oldest: [{ createdAt: 'asc' }, { id: 'asc' }],
} satisfies Record<string, Prisma.CaseOrderByWithRelationInput[]>;

/**
 * The queue of the departments in which the reader reviews, with counts by state; the most urgent first unless sorted
 * otherwise. `cursor` is the last case id of the page before.
 */
export async function listCases(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  filter: CaseFilter & { cursor?: string; limit?: number } = {},
): Promise<CaseQueue> {
  const { limit = 20, cursor } = filter;
  const today = cityDate(deps.now());
  const mine = reviewedBy(reader);
  const rows = await deps.db.case.findMany({
    where: { AND: [mine, ...casesLike(filter, reader, today)] },
    orderBy: orders[filter.sort ?? 'due'],
    take: limit + 1,
    ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }),
    include: {
      department: { select: { name: true } },
      enterprise: { select: { name: true } },
      submissions: { orderBy: { submittedAt: 'desc' }, select: { submittedAt: true } },
      events: { orderBy: { number: 'desc' }, take: 1, select: { number: true } },
    },
  });
  const names = await namesOf(
    deps.db,
    rows.map(({ assigneeId }) => assigneeId),
  );
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
    clock: clockOf(row, today),
    submittedAt: row.submissions[0]?.submittedAt ?? row.createdAt,
    submissions: row.submissions.length,
    assigneeId: row.assigneeId,
    assigneeName: row.assigneeId === null ? null : (names.get(row.assigneeId) ?? null),
    proposal: row.proposal as CaseListItem['proposal'],
    lastEvent: row.events[0]?.number ?? 0,
  }));
  return {
    cases,
    counts: await countStates(deps.db, mine, today),
    nextCursor: rows.length > limit ? (cases.at(-1)?.caseId ?? null) : null,
  };
}

/** The forms of the reader's departments, and the districts of the firms with cases there, to filter by. */
export async function listQueueChoices({ db }: { db: Db }, reader: Reader) {
  const departmentId = { in: departmentsOf(reader, 'reviewer') };
  const [forms, regions] = await Promise.all([
    db.form.findMany({
      where: { departmentId, versions: { some: { state: { not: 'draft' } } } },
      select: { id: true, versions: { orderBy: { number: 'desc' }, take: 1, select: { title: true } } },
    }),
    db.enterprise.groupBy({
      by: ['region'],
      where: { cases: { some: { departmentId } }, region: { not: null } },
    }),
  ]);
  return {
    forms: forms.map(({ id, versions }) => ({ id, title: versions[0]?.title ?? '' })),
    regions: regions.flatMap(({ region }) => region ?? []).sort(),
  };
}

async function countStates(db: Db, mine: Prisma.CaseWhereInput, today: string) {
  const [byState, overdue] = await Promise.all([
    db.case.groupBy({ by: ['state'], where: mine, _count: { _all: true } }),
    db.case.count({ where: { AND: [mine, { state: 'submitted', dueOn: { lt: today } }] } }),
  ]);
  const countOf = (state: CaseState) => byState.find((group) => group.state === state)?._count._all ?? 0;
  const counts = { ...Object.fromEntries(caseStates.map((state) => [state, countOf(state)])), overdue };
  return counts as CaseQueue['counts'];
}

function casesLike(filter: CaseFilter, reader: Reader, today: string): Prisma.CaseWhereInput[] {
  const { state, form, region, clock, assignee } = filter;
  return [
    filter.overdue ? { state: 'submitted', dueOn: { lt: today } } : {},
    state ? { state } : {},
    form ? { formId: form } : {},
    region ? { enterprise: { region } } : {},
    clock === undefined ? {} : withClock(clock, today),
    assignee === undefined
      ? {}
      : { assigneeId: assignee === 'none' ? null : assignee === 'me' ? (reader.personId ?? '') : assignee },
    filter.second ? { proposal: { not: null }, NOT: { proposedById: reader.personId ?? '' } } : {},
    search(filter.q),
  ];
}

function withClock(clock: NonNullable<CaseFilter['clock']>, today: string): Prisma.CaseWhereInput {
  const soon = addWorkDays(today, soonWorkDays);
  switch (clock) {
    case 'late':
      return { state: 'submitted', dueOn: { lt: today } };
    case 'soon':
      return { state: 'submitted', dueOn: { gte: today, lte: soon } };
    case 'running':
      return { state: 'submitted', dueOn: { gt: soon } };
    case 'stopped':
      return { state: 'returned' };
  }
}

function search(q: string | undefined): Prisma.CaseWhereInput {
  const text = q?.trim() ?? '';
  if (text === '') return {};
  return {
    OR: [
      { number: { contains: text } },
      { title: { contains: text } },
      { enterprise: { name: { contains: text } } },
      { enterprise: { creditCode: text } },
    ],
  };
}

async function namesOf(db: Db, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const people = await db.person.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}
