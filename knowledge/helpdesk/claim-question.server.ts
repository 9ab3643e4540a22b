import type { Reader } from '~/prisma/access/reader';

import { appendEvent } from './append-event.server';
import { auditQuestion, refuseAsTaken, requireQuestion, type HelpdeskDeps } from './require-question.server';

/**
 * Takes a question from the queue. Claiming what one holds already changes nothing. Throws `ConflictError` with the
 * `Holder` when a colleague was faster, `NotFoundError` for another department's.
 */
export async function claimQuestion(deps: HelpdeskDeps, reader: Reader, id: string): Promise<void> {
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const question = await requireQuestion(tx, reader, id);
    if (question.state === 'claimed' && question.claimedById === reader.personId) return;
    const { count } = await tx.handover.updateMany({
      where: { id, state: 'waiting' },
      data: { state: 'claimed', claimedById: reader.personId, claimedAt: at },
    });
    if (count === 0) await refuseAsTaken(tx, id, 'The question was claimed already');
    await appendEvent(tx, { handoverId: id, kind: 'claimed', by: 'staff', reader, at });
    await auditQuestion(tx, reader, 'question.claimed', question, at);
  });
}

/** Puts a claimed question back into the queue. Throws `ConflictError` unless the reader holds it. */
export async function releaseQuestion(deps: HelpdeskDeps, reader: Reader, id: string): Promise<void> {
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const question = await requireQuestion(tx, reader, id);
    const { count } = await tx.handover.updateMany({
      where: { id, state: 'claimed', claimedById: reader.personId ?? '' },
      data: { state: 'waiting', claimedById: null, claimedAt: null },
    });
    if (count === 0) await refuseAsTaken(tx, id, 'Only the one who claimed a question can give it back');
    await appendEvent(tx, { handoverId: id, kind: 'released', by: 'staff', reader, at });
    await auditQuestion(tx, reader, 'question.released', question, at);
  });
}
