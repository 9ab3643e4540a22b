import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { KnowledgeChange } from '~/prisma/generated/client';

import { readCheckProgress, type CheckProgress } from './check-progress.server';
import type { ChangeKind, ChangeState } from './change-kinds';
import { managedChanges } from './change-rights';
import { visibleQuestions } from '../questions/question-rights.server';
import { mayPublish } from './decide-change.server';
import { readFinding, type GateFinding } from './gate-finding';

/** A change as the gate's pages show it. */
export interface ChangeView {
  id: string;
  kind: ChangeKind;
  state: ChangeState;
  title: string;
  department: string | null;
  proposedBy: string | null;
  proposedByMe: boolean;
  createdAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
  publishedAt: string | null;
  rollsBackId: string | null;
  /** The change that took this one back. */
  rolledBackById: string | null;
  /** Without the questions that are another department's own: `hidden` counts those that get worse. */
  finding: GateFinding | null;
  hidden: number;
  /** Until it is checked: its place in line, how far it is, and how long it may take. */
  progress: CheckProgress | null;
}

/** The newest changes that the reader may decide; of one state, or all. */
export async function listChanges(
  db: Db,
  reader: Reader,
  filter: { state?: ChangeState; most?: number } = {},
): Promise<ChangeView[]> {
  const { state, most = 100 } = filter;
  const rows = await db.knowledgeChange.findMany({
    where: { ...managedChanges(reader), ...(state && { state }) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
  });
  return asViews(db, reader, rows);
}

/** How many changes the reader sees of each state. */
export async function countChanges(db: Db, reader: Reader): Promise<Partial<Record<ChangeState, number>>> {
  const counts = await db.knowledgeChange.groupBy({
    by: ['state'],
    where: managedChanges(reader),
    _count: { _all: true },
  });
  return Object.fromEntries(counts.map((row) => [row.state, row._count._all]));
}

/** One change, and whether the reader may publish it against the finding. Throws `NotFoundError`. */
export async function requireChangeView(
  db: Db,
  reader: Reader,
  id: string,
): Promise<ChangeView & { mayPublish: boolean }> {
  const row = await db.knowledgeChange.findFirst({ where: { id, ...managedChanges(reader) } });
  const [view] = row ? await asViews(db, reader, [row]) : [];
  if (!row || !view) throw new NotFoundError('knowledge-change', id);
  return { ...view, mayPublish: await mayPublish(db, reader, row) };
}

async function asViews(db: Db, reader: Reader, rows: KnowledgeChange[]): Promise<ChangeView[]> {
  const present = <T>(values: (T | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const ids = rows.map(({ id }) => id);
  const [people, departments, rollbacks, progress] = await Promise.all([
    db.person.findMany({
      where: { id: { in: present(rows.flatMap((row) => [row.proposedById, row.decidedById])) } },
      select: { id: true, name: true },
    }),
    db.department.findMany({ where: { id: { in: present(rows.map((row) => row.departmentId)) } } }),
    db.knowledgeChange.findMany({
      where: { rollsBackId: { in: ids } },
      select: { id: true, rollsBackId: true },
    }),
    readCheckProgress(db),
  ]);
  const isVisible = await visibleQuestions(db, reader);
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const departmentOf = new Map(departments.map(({ id, name }) => [id, name]));
  const rollbackOf = new Map(rollbacks.map(({ id, rollsBackId }) => [rollsBackId, id]));
  return rows.map((row) => {
    return {
      ...{ id: row.id, title: row.title, reason: row.reason, rollsBackId: row.rollsBackId },
      kind: row.kind as ChangeKind,
      state: row.state as ChangeState,
      department: departmentOf.get(row.departmentId ?? '') ?? null,
      proposedBy: nameOf.get(row.proposedById ?? '') ?? null,
      proposedByMe: row.proposedById !== null && row.proposedById === reader.personId,
      decidedBy: nameOf.get(row.decidedById ?? '') ?? null,
      createdAt: row.createdAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      publishedAt: row.publishedAt?.toISOString() ?? null,
      rolledBackById: rollbackOf.get(row.id) ?? null,
      ...withoutForeign(readFinding(row.finding), isVisible),
      progress: progress.get(row.id) ?? null,
    };
  });
}

function withoutForeign(
  finding: GateFinding | null,
  isVisible: (questionId: string) => boolean,
): Pick<ChangeView, 'finding' | 'hidden'> {
  if (finding === null) return { finding, hidden: 0 };
  const mine = (questions: GateFinding['worse']) =>
    questions.filter(({ questionId }) => isVisible(questionId));
  const { worse, explained, better } = finding;
  return {
    finding: { ...finding, worse: mine(worse), explained: mine(explained), better: mine(better) },
    hidden: worse.length - mine(worse).length,
  };
}
