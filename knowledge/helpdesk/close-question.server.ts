import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import { appendEvent } from './append-event.server';
import { closeReasons } from './handover-event';
import { auditQuestion, refuseAsTaken, requireQuestion, type HelpdeskDeps } from './require-question.server';
import { tellPerson } from './tell-person.server';

/**
 * Closes a question with a reason, which the asker sees. Another `other` reason needs words. Throws `InvalidInputError`;
 * `ConflictError` when a colleague holds it or it is closed already.
 */
export async function closeQuestion(
  deps: HelpdeskDeps,
  reader: Reader,
  id: string,
  input: { reason: string; text: string },
): Promise<void> {
  const at = deps.now();
  const text = input.text.trim().slice(0, 500);
  const reason = closeReasons.find((one) => one === input.reason);
  if (!reason) throw new InvalidInputError({ reason: '请选择关闭的原因' });
  if (reason === 'other' && text === '')
    throw new InvalidInputError({ text: '请写明关闭的原因，提问人会看到' });
  await deps.db.$transaction(async (tx) => {
    const question = await requireQuestion(tx, reader, id);
    if (question.state === 'closed') throw new ConflictError('The question is closed already');
    const { count } = await tx.handover.updateMany({
      where: {
        id,
        OR: [
          { state: { in: ['waiting', 'replied'] } },
          { state: 'claimed', claimedById: reader.personId ?? '' },
        ],
      },
      data: { state: 'closed', closedReason: reason, closedAt: at },
    });
    if (count === 0) await refuseAsTaken(tx, id, 'A colleague holds the question');
    await appendEvent(tx, {
      ...{ handoverId: id, kind: 'closed', by: 'staff', reader, at },
      detail: { reason, ...(text && { text }) },
    });
    if (question.personId !== null && question.repliedAt === null) {
      const params = { question: question.question.slice(0, 60) };
      const link = question.conversationId
        ? `/assistant?c=${encodeURIComponent(question.conversationId)}`
        : '/replies';
      const message = { personId: question.personId, enterpriseId: question.enterpriseId, params, link };
      await tellPerson(
        tx,
        { ...message, kind: 'closed', dedupeKey: `question.closed:${id}:${at.valueOf()}` },
        at,
      );
    }
    await auditQuestion(tx, reader, 'question.closed', question, at);
  });
}
