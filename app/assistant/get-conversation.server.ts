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

/** How many turns of a long conversation are shown at first. */
const newest = 30;

/**
 * A conversation with its turns (the newest 30, unless `all`) and the replies to what was handed over; `older` counts
 * those left out. Throws `NotFoundError` for anyone else's.
 */
export async function getConversation(db: Db, reader: Reader, id: string, { all = false } = {}) {
  const conversation = await db.conversation.findFirst({
    where: { id, ...readableConversations(reader) },
    select: {
      id: true,
      title: true,
      _count: { select: { turns: true } },
      turns: {
        orderBy: { number: 'desc' },
        ...(!all && { take: newest }),
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
  const { turns, _count, ...rest } = conversation;
  return {
    ...rest,
    older: _count.turns - turns.length,
    turns: turns.toReversed().map(({ answer, feedback, ...turn }) => ({
      ...turn,
      answer: answer as unknown as TurnAnswer,
      feedback: feedback[0]?.kind ?? null,
    })),
    replies: await listReplies(db, id),
  };
}
