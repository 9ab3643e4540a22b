import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { readableConversations } from './readable-conversations';

export const feedbackKinds = ['useful', 'not-useful', 'wrong'] as const;

/** Keeps what the reader thinks of an answer. Throws `NotFoundError` for a turn of somebody else's conversation. */
export async function giveFeedback(
  db: Db,
  reader: Reader,
  input: { turnId: string; kind: string; comment: string },
): Promise<{ conversationId: string }> {
  if (!feedbackKinds.some((kind) => kind === input.kind))
    throw new InvalidInputError({ kind: '应为有用、没用或报告错误' });
  const turn = await db.turn.findFirst({
    where: {
      id: input.turnId,
      conversation: readableConversations(reader),
    },
    select: { conversationId: true },
  });
  if (!turn) throw new NotFoundError('turn', input.turnId);
  const comment = input.comment.trim().slice(0, 1_000);
  await db.feedback.create({
    data: { turnId: input.turnId, personId: reader.personId, kind: input.kind, comment: comment || null },
  });
  return turn;
}
