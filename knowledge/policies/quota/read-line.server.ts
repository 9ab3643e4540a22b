import type { Db, Tx } from '~/prisma/database.server';

import { lineOn, type LineMember } from './waiting-line';

/** A firm in line. */
export interface Waiter extends LineMember {
  id: string;
}

/** Who stands in the line of a policy's period on a day, the first first. */
export async function readLine(
  db: Db | Tx,
  { policyId, period, day }: { policyId: string; period: string; day: string },
): Promise<Waiter[]> {
  const rows = await db.quotaWaiter.findMany({
    where: { policyId, period, state: { in: ['waiting', 'offered'] } },
    select: { id: true, enterpriseId: true, number: true, state: true, offeredUntil: true },
  });
  return lineOn(rows, day);
}

/** Takes a firm out of the line, if it stands in it; returns the id of the row that it stood by. */
export async function leaveLineFor(
  tx: Tx,
  deed: { policyId: string; period: string; enterpriseId: string; to: 'filed' | 'left'; at: Date },
): Promise<string | null> {
  const { policyId, period, enterpriseId, to, at } = deed;
  const row = await tx.quotaWaiter.findFirst({
    where: { policyId, period, enterpriseId, state: { in: ['waiting', 'offered'] } },
    select: { id: true },
  });
  if (!row) return null;
  await tx.quotaWaiter.update({ where: { id: row.id }, data: { state: to, endedAt: at } });
  return row.id;
}
