import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';

import type { HandoverEventDetail, HandoverEventKind } from './handover-event';

/** Writes the next line of a question's timeline, in the transaction of the deed itself. */
export async function appendEvent(
  tx: Tx,
  event: {
    handoverId: string;
    kind: HandoverEventKind;
    /** asker: whoever asked, known or not; system: a job. */
    by: 'staff' | 'asker' | 'system';
    reader: Pick<Reader, 'personId' | 'keyId'>;
    at: Date;
    detail?: HandoverEventDetail;
  },
): Promise<void> {
  const { handoverId, kind, by, reader, at, detail = {} } = event;
  const last = await tx.handoverEvent.findFirst({
    where: { handoverId },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  await tx.handoverEvent.create({
    data: {
      handoverId,
      number: (last?.number ?? 0) + 1,
      kind,
      actorId: reader.personId ?? reader.keyId,
      actorKind: by,
      detail: { ...detail },
      at,
    },
  });
}
