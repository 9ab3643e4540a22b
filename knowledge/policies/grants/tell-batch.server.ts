import type { Db } from '~/prisma/database.server';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';

import type { TellGrant } from './grant-news';
import { newsOf } from './news-of-item.server';

interface Deps {
  db: Db;
  now: () => Date;
  tell: TellGrant;
}

const firmsATransaction = 25;

/**
 * Tells the firms of a batch that it is announced, or called off. Killed halfway it goes on, and tells nobody twice: each
 * message has its key, and whom it told is noted with it.
 */
export async function tellGrantBatch(
  { db, now, tell }: Deps,
  { payload, signal }: Pick<JobContext<{ batchId: string }>, 'payload' | 'signal'>,
): Promise<void> {
  const { batchId } = payload;
  const batch = await db.grantBatch.findUnique({ where: { id: batchId } });
  if (batch?.state !== 'announced' && batch?.state !== 'cancelled') return;
  const isCancelled = batch.state === 'cancelled';
  // Who heard that it was announced hears that it is called off; the others never heard of it.
  const whom = isCancelled
    ? { toldAt: { not: null }, state: { in: ['listed', 'objected', 'declined'] } }
    : { toldAt: null, state: 'listed' };
  let after = 0;
  for (;;) {
    signal.throwIfAborted();
    const items = await db.grantItem.findMany({
      where: { batchId, number: { gt: after }, ...whom },
      orderBy: { number: 'asc' },
      take: firmsATransaction,
      select: { id: true, batchId: true, enterpriseId: true, yuan: true, number: true },
    });
    const last = items.at(-1);
    if (!last) return;
    after = last.number;
    const at = now();
    await db.$transaction(async (tx) => {
      for (const item of items) {
        const words = isCancelled ? (batch.reason ?? '') : '';
        await tell(tx, await newsOf(tx, item, isCancelled ? 'cancelled' : 'announced', { words }), {
          now: at,
        });
        if (!isCancelled) await tx.grantItem.update({ where: { id: item.id }, data: { toldAt: at } });
      }
    });
  }
}
