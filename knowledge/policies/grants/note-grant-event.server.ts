import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

/** Adds to a batch's history, in the transaction of the deed. */
export async function noteGrantEvent(
  tx: Tx,
  reader: Reader,
  event: { batchId: string; itemId?: string; kind: string; detail?: Prisma.InputJsonObject; at: Date },
): Promise<void> {
  const { batchId, itemId = null, kind, detail = {}, at } = event;
  const actorName = reader.kind === 'system' ? '' : (reader.name ?? '');
  await tx.grantEvent.create({
    data: { batchId, itemId, kind, detail, at, actorId: reader.personId ?? reader.keyId, actorName },
  });
}
