import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { readImportJob } from './import-jobs';
import { ownRuns } from './import-rights';
import { retryableStates } from './import-state';

/**
 * Has the items read again that failed, were refused or cancelled, as far as their bytes are here. Returns how many.
 * Throws NotFoundError.
 */
export async function retryItems(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  runId: string,
  itemId?: string,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const run = await tx.importRun.findFirst({
      where: { AND: [{ id: runId }, ownRuns(reader)] },
      select: { id: true },
    });
    if (!run) throw new NotFoundError('import', runId);
    const items = await tx.importItem.findMany({
      where: {
        runId,
        ...(itemId !== undefined && { id: itemId }),
        state: { in: [...retryableStates] },
        OR: [{ fileId: { not: null } }, { cells: { not: Prisma.AnyNull } }],
      },
      select: { id: true, number: true },
      orderBy: { number: 'asc' },
    });
    if (items.length === 0) return 0;
    await tx.importItem.updateMany({
      where: { id: { in: items.map(({ id }) => id) } },
      data: { state: 'waiting', refusal: Prisma.DbNull, error: null, finishedAt: null },
    });
    await tx.importRun.update({ where: { id: runId }, data: { state: 'closed', settledAt: null } });
    for (const { number } of items)
      await enqueueJob(tx, {
        kind: readImportJob,
        payload: { runId, from: number, to: number },
        runAt: now(),
      });
    return items.length;
  });
}
