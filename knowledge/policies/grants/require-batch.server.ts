import { ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { seenBy } from '../design/policy-rights';
import type { BatchState } from './grant-batch';

/** A batch as the person saw it. */
export interface BatchDeed {
  batchId: string;
  revision: number;
}

export type BatchRow = Prisma.GrantBatchGetPayload<object>;
export type ItemRow = Prisma.GrantItemGetPayload<{ include: { batch: true } }>;

/** The batch in one of the states, as it was seen. Throws NotFoundError without the right, ConflictError when it moved on. */
export async function requireBatch(
  tx: Tx | Db,
  reader: Reader,
  { batchId, revision }: BatchDeed,
  ...states: BatchState[]
): Promise<BatchRow> {
  const batch = await tx.grantBatch.findFirst({ where: { id: batchId, ...seenBy(reader) } });
  if (!batch) throw new NotFoundError('grant-batch', batchId);
  const { state } = batch;
  if (!states.some((one) => one === state) || batch.revision !== revision)
    throw new ConflictError('The batch has changed since', { state, revision: batch.revision });
  return batch;
}

/** A firm of a batch, for the desk. Throws NotFoundError without the right, ConflictError in another state. */
export async function requireItem(
  tx: Tx | Db,
  reader: Reader,
  itemId: string,
  ...states: BatchState[]
): Promise<ItemRow> {
  const item = await tx.grantItem.findFirst({
    where: { id: itemId, batch: seenBy(reader) },
    include: { batch: true },
  });
  if (!item) throw new NotFoundError('grant-item', itemId);
  const { state } = item.batch;
  if (!states.some((one) => one === state)) throw new ConflictError('The batch has changed since', { state });
  return item;
}
