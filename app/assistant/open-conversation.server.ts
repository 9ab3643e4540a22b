import { randomBytes } from 'node:crypto';

import { AccessDeniedError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { TurnAnswer } from './turn-answer';
import { readableConversations } from './readable-conversations';

/** What a conversation remembers besides its turns. */
export interface ConversationMemory {
  /** Facts stated by someone who is not signed in for a firm: key → value, or period → value. */
  facts: Record<string, unknown>;
  /** Facts that the asker could not tell: not asked again here. */
  skipped: string[];
}

/** A conversation that the reader may go on with. */
export interface OpenConversation {
  id: string;
  enterpriseId: string | null;
  memory: ConversationMemory;
  isNew: boolean;
  turns: number;
  lastAnswer: TurnAnswer | null;
  lastMessage: string | null;
}

export const longestMessage = 1_000;

/**
 * Opens a conversation, or begins one. An anonymous one belongs to whoever knows its id; a person's only to the
 * person: for anyone else it does not exist (`NotFoundError`). Throws `AccessDeniedError` for a firm that the reader
 * does not act for, `InvalidInputError` for an empty or overlong message.
 */
export async function openConversation(
  deps: { db: Db; newId?: () => string },
  request: { reader: Reader; message: string; conversationId?: string; enterpriseId?: string },
): Promise<OpenConversation> {
  const { reader, message } = request;
  checkMessage(message);
  if (request.enterpriseId !== undefined && !canActFor(reader, request.enterpriseId)) {
    throw new AccessDeniedError('ask-for-enterprise');
  }
  const enterpriseId = request.enterpriseId ?? reader.enterpriseId;
  if (request.conversationId === undefined) {
    const id = (deps.newId ?? newConversationId)();
    const title = message.trim().slice(0, 60);
    await deps.db.conversation.create({
      data: { id, personId: reader.personId, enterpriseId, title, statedFacts: { facts: {}, skipped: [] } },
    });
    const memory = { facts: {}, skipped: [] };
    return { id, enterpriseId, memory, isNew: true, turns: 0, lastAnswer: null, lastMessage: null };
  }
  return continueConversation(deps.db, reader, request.conversationId, enterpriseId);
}

async function continueConversation(
  db: Db,
  reader: Reader,
  id: string,
  enterpriseId: string | null,
): Promise<OpenConversation> {
  const conversation = await db.conversation.findFirst({
    where: { id, ...readableConversations(reader) },
    include: { turns: { orderBy: { number: 'desc' }, take: 1 } },
  });
  if (!conversation) throw new NotFoundError('conversation', id);
  if (conversation.personId === null) await takeOver(db, reader, conversation, enterpriseId);
  const last = conversation.turns[0];
  return {
    id,
    enterpriseId,
    memory: asMemory(conversation.statedFacts),
    isNew: false,
    turns: last?.number ?? 0,
    lastAnswer: last ? (last.answer as unknown as TurnAnswer) : null,
    lastMessage: last?.message ?? null,
  };
}

/**
 * From now on the answers may tell of the reader's firm, so nobody's conversation becomes the reader's: whoever sent
 * the address of a begun conversation doesn't read on in it.
 */
async function takeOver(
  db: Db,
  reader: Reader,
  conversation: { id: string; enterpriseId: string | null },
  enterpriseId: string | null,
): Promise<void> {
  const { id } = conversation;
  const owner = { personId: reader.personId, enterpriseId: enterpriseId ?? conversation.enterpriseId };
  if (owner.personId === null && owner.enterpriseId === conversation.enterpriseId) return;
  const taken = await db.conversation.updateMany({
    where: { id, ...readableConversations(reader) },
    data: owner,
  });
  if (taken.count === 0) throw new NotFoundError('conversation', id);
}

function checkMessage(message: string): void {
  if (message.trim() === '') throw new InvalidInputError({ message: '请写下您的问题' });
  if (message.length > longestMessage) {
    throw new InvalidInputError({
      message: `问题最多 ${longestMessage} 个字，现在是 ${message.length} 个字`,
    });
  }
}

/** 192 random bits: who knows the id may read an anonymous conversation. */
const newConversationId = () => randomBytes(24).toString('base64url');

function asMemory(stored: unknown): ConversationMemory {
  const memory = (stored ?? {}) as Partial<ConversationMemory>;
  return { facts: memory.facts ?? {}, skipped: memory.skipped ?? [] };
}
