import type { QuestionView } from '~/knowledge/helpdesk/get-question.server';
import type { Db } from '~/prisma/database.server';

import { summarizeConversation } from './summarize-conversation.server';

/** A turn that found no basis or was rated badly, as the desk looks at it; null when there is none of the kind. */
export async function getTurnQuestion(db: Db, turnId: string): Promise<QuestionView | null> {
  const turn = await db.turn.findFirst({
    where: {
      id: turnId,
      OR: [{ outcome: 'not-found' }, { feedback: { some: { kind: { in: ['not-useful', 'wrong'] } } } }],
    },
    include: { feedback: { orderBy: { createdAt: 'desc' }, take: 1 } },
  });
  if (!turn) return null;
  const summary = await summarizeConversation(db, turn.conversationId);
  return {
    id: turn.id,
    kind: 'turn',
    question: turn.message,
    enterprise: null,
    contactName: null,
    contactPhone: null,
    state: turn.outcome,
    claimedBy: null,
    isMine: false,
    reply: turn.feedback[0]?.comment ?? null,
    repliedBy: null,
    repliedAt: null,
    dueOn: null,
    createdAt: turn.createdAt,
    summary,
  };
}
