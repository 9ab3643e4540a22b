import { maskPrivate } from '~/knowledge/helpdesk/mask-private';
import type { Reader } from '~/prisma/access/reader';
import { hasRole } from '~/prisma/access/reader';
import { Prisma } from '~/prisma/generated/client';
import type { Db } from '~/prisma/database.server';

import type { DroppedSentence } from './verify-answer';

/** A turn with sentences that were not shown: a model's, or those of a document that are meant for a machine. */
export interface DroppedTurn {
  turnId: string;
  question: string;
  /** The model that wrote them; null when the quotations were shown in its place. */
  model: string | null;
  createdAt: Date;
  sentences: DroppedSentence[];
}

const pageSize = 30;

/**
 * The sentences that citation checks kept from being shown, the newest first, 30 turns a page. Only for the help desk:
 * for others there are none, since they say what people asked. Names neither the asker nor the firm: what a question
 * says of either is masked.
 */
export async function listDroppedSentences(
  db: Db,
  reader: Reader,
  { before }: { before?: Date } = {},
): Promise<{ turns: DroppedTurn[]; next: Date | null }> {
  if (!hasRole(reader, 'helpdesk')) return { turns: [], next: null };
  const rows = await db.turn.findMany({
    where: { droppedSentences: { not: Prisma.DbNull }, ...(before && { createdAt: { lt: before } }) },
    orderBy: { createdAt: 'desc' },
    take: pageSize + 1,
    select: { id: true, message: true, model: true, createdAt: true, droppedSentences: true },
  });
  const turns = rows.slice(0, pageSize).map(({ id, message, model, createdAt, droppedSentences }) => ({
    turnId: id,
    question: maskPrivate(message).text,
    model,
    createdAt,
    sentences: (droppedSentences as unknown as DroppedSentence[]).map(masked),
  }));
  return { turns, next: rows.length > pageSize ? (turns.at(-1)?.createdAt ?? null) : null };
}

function masked(sentence: DroppedSentence): DroppedSentence {
  const { text, figures } = sentence;
  return {
    ...sentence,
    text: maskPrivate(text).text,
    ...(figures && { figures: figures.map((words) => maskPrivate(words).text) }),
  };
}
