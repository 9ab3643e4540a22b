import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { budgetOf, fenOf, yuanOf } from '../limits/benefit-used';
import { judgeLimits } from '../limits/judge-limits';
import { budgetSpent } from '../limits/list-uses.server';
import type { PublishedPolicy } from '../published-policy';
import { readQuota } from '../quota/quota-slots.server';
import type { ItemState } from './grant-batch';

/** Firms and money of a batch, and what bounds them. */
export interface BatchSums {
  counts: Partial<Record<ItemState, number>>;
  /** Yuan of those listed; null when the benefit isn't money. */
  listedYuan: string | null;
  grantedYuan: string | null;
  /** Places that are free; null without a quota. */
  places: number | null;
  /** Yuan left of the department's budget; null without one. */
  budgetYuan: string | null;
  /** What keeps it from being announced, each a code. */
  problems: ('empty' | 'places' | 'budget')[];
}

/** Adds a batch up, exactly. */
export async function sumBatch(
  db: Db | Tx,
  batch: { id: string },
  policy: PublishedPolicy | null,
  now: Date,
): Promise<BatchSums> {
  const groups = await db.grantItem.groupBy({
    by: ['state', 'yuan', 'grantedYuan'],
    where: { batchId: batch.id },
    _count: true,
  });
  const counts: BatchSums['counts'] = {};
  let [listed, granted] = [0n, 0n];
  let isMoney = false;
  for (const { state, yuan, grantedYuan, _count } of groups) {
    counts[state as ItemState] = (counts[state as ItemState] ?? 0) + _count;
    isMoney ||= yuan !== null;
    if (state === 'listed') listed += (fenOf(yuan) ?? 0n) * BigInt(_count);
    if (state === 'granted') granted += (fenOf(grantedYuan) ?? 0n) * BigInt(_count);
  }
  const day = cityDate(now);
  const places = policy ? ((await readQuota(db, policy, day))?.free ?? null) : null;
  const left = policy ? await budgetLeft(db, policy, day) : null;
  const problems: BatchSums['problems'] = [];
  if ((counts.listed ?? 0) === 0) problems.push('empty');
  if (places !== null && (counts.listed ?? 0) > places) problems.push('places');
  if (left !== null && listed > left) problems.push('budget');
  return {
    counts,
    listedYuan: isMoney ? yuanOf(listed) : null,
    grantedYuan: isMoney ? yuanOf(granted) : null,
    places,
    budgetYuan: left === null ? null : yuanOf(left),
    problems,
  };
}

async function budgetLeft(db: Db | Tx, policy: PublishedPolicy, day: string): Promise<bigint | null> {
  const budget = budgetOf(policy);
  if (budget === null) return null;
  const { departmentId } = policy;
  const spent = await budgetSpent(db, { departmentId, budget, year: day.slice(0, 4) });
  return judgeLimits(policy, [], spent).find(({ kind }) => kind === 'budget')?.leftFen ?? null;
}
