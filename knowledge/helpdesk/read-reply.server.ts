import type { Db } from '~/prisma/database.server';

import { hashQueryCode } from './hand-over.server';
import { readQueryCode } from './query-code';

/** What the asker sees of a question handed over. */
export interface ReplyView {
  id: string;
  turnId: string | null;
  question: string;
  state: 'waiting' | 'claimed' | 'replied' | 'closed';
  reply: string | null;
  repliedAt: Date | null;
  dueOn: string;
  createdAt: Date;
}

const face = {
  id: true,
  turnId: true,
  question: true,
  state: true,
  reply: true,
  repliedAt: true,
  dueOn: true,
  createdAt: true,
} as const;
const asView = (row: Omit<ReplyView, 'state'> & { state: string }) => row as ReplyView;

/** The question behind a query code, or null: the same for a code that is none and one that nobody has. */
export async function readReply(db: Db, typedCode: string): Promise<ReplyView | null> {
  const code = readQueryCode(typedCode);
  const row =
    code && (await db.handover.findUnique({ where: { queryCodeHash: hashQueryCode(code) }, select: face }));
  return row ? asView(row) : null;
}

/** The questions that a conversation handed over, for the page of the conversation. */
export async function listReplies(db: Db, conversationId: string): Promise<ReplyView[]> {
  const rows = await db.handover.findMany({
    where: { conversationId },
    orderBy: { createdAt: 'asc' },
    select: face,
  });
  return rows.map(asView);
}
