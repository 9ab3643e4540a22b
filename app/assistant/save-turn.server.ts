import type { DroppedSentence } from '~/knowledge/answers/verify-answer';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { ConversationMemory } from './open-conversation.server';
import type { TurnAnswer } from './turn-answer';

/** A finished or stopped turn as it is kept. */
export interface TurnRecord {
  answer: TurnAnswer;
  message: string;
  memory: ConversationMemory;
  dropped: DroppedSentence[];
  stopped: boolean;
  tookMs: number;
}

/** Keeps the turn, its citations and what the conversation remembers, in one transaction. */
export async function saveTurn(db: Db, record: TurnRecord): Promise<void> {
  const { answer, message, memory, dropped, stopped, tookMs } = record;
  const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
  await db.$transaction(async (tx) => {
    const last = await tx.turn.findFirst({
      where: { conversationId: answer.conversationId },
      orderBy: { number: 'desc' },
      select: { number: true },
    });
    await tx.turn.create({
      data: {
        id: answer.turnId,
        conversationId: answer.conversationId,
        number: (last?.number ?? 0) + 1,
        message,
        intent: answer.intent,
        mode: answer.mode,
        model: answer.model ?? null,
        // The query code opens the reply; only its hash is kept, with the handover.
        answer: json({ ...answer, handover: undefined }),
        outcome: stopped ? 'stopped' : answer.outcome,
        ...(dropped.length > 0 && { droppedSentences: json(dropped) }),
        tookMs,
        policyId: answer.policyId ?? answer.verdicts[0]?.policyId ?? null,
        citations: {
          create: answer.citations.map(({ n, passageId, documentId, quote }) => ({
            n,
            passageId,
            documentId,
            quote,
          })),
        },
      },
    });
    await tx.conversation.update({
      where: { id: answer.conversationId },
      data: { statedFacts: json(memory) },
    });
  });
}
