import { listReplies } from '~/knowledge/helpdesk/read-reply.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { TurnAnswer } from './turn-answer';
import { readableConversations } from './readable-conversations';

/** A person's conversations, the newest first. */
export async function listConversations(db: Db, reader: Reader) {
  if (reader.personId === null) return [];
  return db.conversation.findMany({
    where: { personId: reader.personId, turns: { some: {} } },
    orderBy: { updatedAt: 'desc' },
    take: 40,
    select: { id: true, title: true, updatedAt: true },
  });
}

/** A conversation with its turns and the replies to what was handed over. Throws `NotFoundError` for anyone else's. */
export async function getConversation(db: Db, reader: Reader, id: string) {
  const conversation = await db.conversation.findFirst({
    where: { id, ...readableConversations(reader) },
    select: {
      id: true,
      title: true,
      turns: {
        orderBy: { number: 'asc' },
        select: {
          id: true,
          message: true,
          answer: true,
          outcome: true,
          createdAt: true,
          feedback: { select: { kind: true }, orderBy: { createdAt: 'desc' }, take: 1 },
        },
      },
    },
  });
  if (!conversation) throw new NotFoundError('conversation', id);
  const { turns, ...rest } = conversation;
  return {
    ...rest,
    turns: turns.map(({ answer, feedback, ...turn }) => ({
      ...turn,
      answer: answer as unknown as TurnAnswer,
      feedback: feedback[0]?.kind ?? null,
    })),
    replies: await listReplies(db, id),
  };
}
