import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { seenBy } from '../design/policy-rights';
import { fenOf, yuanOf } from '../limits/benefit-used';
import type { BatchState } from './grant-batch';

/** A batch as the desk lists it. */
export interface BatchLine {
  id: string;
  number: string;
  policyId: string;
  title: string;
  titleEn: string | null;
  state: BatchState;
  judgedOn: string;
  closesOn: string | null;
  /** Firms on the list or granted, and those with an objection that nobody has decided. */
  firms: number;
  objected: number;
  /** Yuan of those firms; null for a benefit that isn't money. */
  yuan: string | null;
}

const mostBatches = 200;

/** The batches of the reader's departments, the newest first; of one policy if it is named. */
export async function listBatches(
  db: Db,
  reader: Reader,
  { policyId, state }: { policyId?: string; state?: BatchState } = {},
): Promise<BatchLine[]> {
  const batches = await db.grantBatch.findMany({
    where: { ...seenBy(reader), ...(policyId && { policyId }), ...(state && { state }) },
    orderBy: [{ createdAt: 'desc' }, { number: 'desc' }],
    take: mostBatches,
  });
  const ids = batches.map(({ id }) => id);
  const [versions, groups] = await Promise.all([
    db.policyVersion.findMany({
      where: { id: { in: batches.map(({ versionId }) => versionId) } },
      select: { id: true, title: true, titleEn: true },
    }),
    db.grantItem.groupBy({
      by: ['batchId', 'state', 'yuan', 'grantedYuan'],
      where: { batchId: { in: ids }, state: { in: ['listed', 'objected', 'granted'] } },
      _count: true,
    }),
  ]);
  const titles = new Map(versions.map((version) => [version.id, version]));
  return batches.map((batch): BatchLine => {
    const own = groups.filter(({ batchId }) => batchId === batch.id);
    const standing = own.filter((group) => group.state !== 'objected');
    const fen = standing.reduce(
      (sum, group) =>
        sum +
        (fenOf(group.state === 'granted' ? group.grantedYuan : group.yuan) ?? 0n) * BigInt(group._count),
      0n,
    );
    const count = (some: typeof own) => some.reduce((sum, { _count }) => sum + _count, 0);
    const version = titles.get(batch.versionId);
    const { id, number, policyId: ofPolicy, judgedOn, closesOn } = batch;
    return {
      ...{ id, number, policyId: ofPolicy, judgedOn, closesOn, state: batch.state as BatchState },
      ...{ title: version?.title ?? '', titleEn: version?.titleEn ?? null },
      firms: count(standing),
      objected: count(own.filter((group) => group.state === 'objected')),
      yuan: own.some(({ yuan }) => yuan !== null) ? yuanOf(fen) : null,
    };
  });
}
