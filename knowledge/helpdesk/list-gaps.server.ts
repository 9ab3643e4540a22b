import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import type { HelpdeskDeps } from './require-question.server';

export const gapTabs = ['open', 'resolved', 'closed'] as const;
export type GapTab = (typeof gapTabs)[number];
export const gapPeriods = [7, 30, 90] as const;
/** Which questions: all, those without a basis, or those whose answer was rated badly. */
export const gapCauses = ['all', 'not-found', 'rated'] as const;
export type GapCause = (typeof gapCauses)[number];
/** Why a group is closed without anything new to answer from. */
export const gapReasons = ['out-of-scope', 'answered', 'unclear', 'other'] as const;
export type GapReason = (typeof gapReasons)[number];

/** A group of questions that ask the same and found no good answer; masked. */
export interface Gap {
  id: string;
  label: string;
  state: string;
  questions: number;
  askers: number;
  firstAskedAt: Date;
  lastAskedAt: Date;
  resolution: string | null;
  reason: string | null;
  note: string | null;
  reopenedAt: Date | null;
  causes: Record<string, number>;
  samples: { text: string; cause: string; comment: string | null; askedAt: Date }[];
}

/** The groups of a tab that were asked within the period, those that most askers asked first. */
export async function listGaps(
  deps: { db: Db; now: () => Date },
  filter: { tab: GapTab; days: number; cause?: GapCause; limit?: number },
): Promise<{
  items: Gap[];
  total: number;
  counts: Record<GapTab, number>;
  asked: number;
  /** Questions of the last day that are in no group yet: that takes a minute. */
  waiting: number;
}> {
  const { db } = deps;
  const since = new Date(deps.now().valueOf() - filter.days * 86_400_000);
  const where = {
    ...{ state: filter.tab, joinedToId: null, lastAskedAt: { gte: since } },
    ...(filter.cause === 'not-found' && { members: { some: { cause: 'not-found' } } }),
    ...(filter.cause === 'rated' && { members: { some: { cause: { in: ['not-useful', 'wrong'] } } } }),
  };
  const rows = await db.questionCluster.findMany({
    where,
    orderBy: [{ askers: 'desc' }, { questions: 'desc' }, { lastAskedAt: 'desc' }, { id: 'asc' }],
    take: filter.limit ?? 50,
    include: { members: { orderBy: [{ askedAt: 'desc' }, { turnId: 'asc' }], take: 20 } },
  });
  const counts = await Promise.all(
    gapTabs.map((state) => db.questionCluster.count({ where: { ...where, state } })),
  );
  const { _sum } = await db.questionCluster.aggregate({ where, _sum: { questions: true } });
  return {
    items: rows.map(({ members, ...row }) => ({
      ...row,
      causes: countBy(members.map(({ cause }) => cause)),
      samples: distinctSamples(members),
    })),
    total: counts[gapTabs.indexOf(filter.tab)] ?? 0,
    counts: Object.fromEntries(gapTabs.map((tab, at) => [tab, counts[at] ?? 0])) as Record<GapTab, number>,
    asked: _sum.questions ?? 0,
    waiting: await countWaiting(db, deps.now()),
  };
}

async function countWaiting(db: Db, now: Date): Promise<number> {
  const since = new Date(now.valueOf() - 86_400_000);
  const [row] = await db.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM "Turn" t
     WHERE (t.outcome = 'not-found' OR (t.outcome = 'handed-over' AND t.answer->>'outcome' = 'not-found'))
       AND t.createdAt >= ${since} AND NOT EXISTS (SELECT 1 FROM "ClusteredQuestion" c WHERE c.turnId = t.id)`;
  return Number(row?.n ?? 0);
}

/**
 * Says what became of a group: a document or a synonym was added, or it is closed with a reason; `open` takes that back.
 * An FAQ resolves its group by itself when it is published. Throws `InvalidInputError`, `NotFoundError`.
 */
export async function resolveGap(
  deps: HelpdeskDeps,
  reader: Reader,
  id: string,
  input: { resolution: string; reason: string; note: string },
): Promise<void> {
  const at = deps.now();
  const note = input.note.trim().slice(0, 300) || null;
  const reason = gapReasons.find((one) => one === input.reason) ?? null;
  const { resolution } = input;
  if (!['document', 'synonym', 'closed', 'open'].includes(resolution))
    throw new InvalidInputError({ resolution: '请选择处理方式' });
  if (resolution === 'closed' && reason === null) throw new InvalidInputError({ reason: '请选择关闭的原因' });
  if (reason === 'other' && note === null) throw new InvalidInputError({ note: '请写明关闭的原因' });
  const back = {
    state: 'open',
    resolution: null,
    reason: null,
    note: null,
    resolvedAt: null,
    resolvedById: null,
  };
  const done = {
    ...{ state: resolution === 'closed' ? 'closed' : 'resolved', resolution, note },
    ...{ reason: resolution === 'closed' ? reason : null, resolvedAt: at, resolvedById: reader.personId },
  };
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.questionCluster.updateMany({
      where: { id, joinedToId: null },
      data: resolution === 'open' ? back : done,
    });
    if (count === 0) throw new NotFoundError('gap', id);
    await appendAuditEntry(
      tx,
      reader,
      {
        ...{ action: 'gap.decided', subjectKind: 'question-cluster', subjectId: id },
        detail: { resolution, reason, note },
      },
      at,
    );
  });
}

function countBy(causes: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const cause of causes) counts[cause] = (counts[cause] ?? 0) + 1;
  return counts;
}

/** At most four that differ in words, the newest first. */
function distinctSamples<Member extends { text: string }>(members: Member[]): Member[] {
  return members
    .filter(({ text }, at) => members.findIndex((other) => other.text === text) === at)
    .slice(0, 4);
}
