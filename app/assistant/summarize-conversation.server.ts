import type { HandoverSummary } from '~/knowledge/helpdesk/handover-summary';
import type { Db } from '~/prisma/database.server';

import type { TurnAnswer } from './turn-answer';

/** What the help desk needs to know of a conversation: what was asked, what was answered, which sources were tried. */
export async function summarizeConversation(db: Db, conversationId: string): Promise<HandoverSummary> {
  const turns = await db.turn.findMany({ where: { conversationId }, orderBy: { number: 'desc' }, take: 6 });
  const answers = turns.map((turn) => ({ turn, answer: turn.answer as unknown as TurnAnswer }));
  const sources = answers.flatMap(({ answer }) => [
    ...answer.citations.map(({ documentId, title, documentNumber, status, path }) => ({
      documentId,
      title,
      documentNumber,
      status,
      path,
      quoted: true,
    })),
    ...answer.considered.map((document) => ({ ...document, path: '', quoted: false })),
  ]);
  return {
    turns: answers.reverse().map(({ turn, answer }) => ({
      at: turn.createdAt.toISOString(),
      message: turn.message,
      answer: answer.text,
      outcome: turn.outcome,
    })),
    sources: sources
      .filter(
        (source, at) =>
          sources.findIndex(
            (other) => other.documentId === source.documentId && other.path === source.path,
          ) === at,
      )
      .slice(0, 8),
    facts: [],
  };
}
