import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { hashQueryCode } from './hand-over.server';
import type { HandoverEventDetail } from './handover-event';
import { readQueryCode } from './query-code';

/** A clause that a reply cites. */
export interface ReplyCitation {
  n: number;
  passageId: number;
  documentId: string;
  title: string;
  documentNumber: string | null;
  path: string;
  quote: string;
  textKind: string;
}

/** One reply as the asker sees it: who answered is the department, never a person. */
export interface SentReply {
  id: string;
  text: string;
  department: string | null;
  at: Date;
  rating: string | null;
  citations: ReplyCitation[];
}

/** What the asker sees of a question handed over. */
export interface ReplyView {
  id: string;
  number: string | null;
  turnId: string | null;
  question: string;
  state: 'waiting' | 'claimed' | 'replied' | 'closed';
  /** The last reply's words. */
  reply: string | null;
  repliedAt: Date | null;
  dueOn: string;
  createdAt: Date;
  closedReason: string | null;
  /** Replies and what the asker added, in order of time. */
  exchange: ({ kind: 'reply'; reply: SentReply } | { kind: 'follow-up'; text: string; at: Date })[];
}

const face = {
  id: true,
  number: true,
  turnId: true,
  question: true,
  state: true,
  reply: true,
  repliedAt: true,
  dueOn: true,
  createdAt: true,
  closedReason: true,
  replies: { orderBy: { number: 'asc' }, include: { citations: { orderBy: { n: 'asc' } } } },
  events: { where: { kind: { in: ['replied', 'follow-up'] } }, orderBy: { number: 'asc' } },
} as const satisfies Prisma.HandoverSelect;

type Row = Prisma.HandoverGetPayload<{ select: typeof face }>;

/** The question behind a query code, or null: the same for a code that is none and one that nobody has. */
export async function readReply(db: Db, typedCode: string): Promise<ReplyView | null> {
  const code = readQueryCode(typedCode);
  const row =
    code && (await db.handover.findUnique({ where: { queryCodeHash: hashQueryCode(code) }, select: face }));
  return row ? ((await asViews(db, [row]))[0] ?? null) : null;
}

/** The questions that a conversation handed over, for the page of the conversation. */
export async function listReplies(db: Db, conversationId: string): Promise<ReplyView[]> {
  const rows = await db.handover.findMany({
    where: { conversationId },
    orderBy: { createdAt: 'asc' },
    select: face,
  });
  return asViews(db, rows);
}

async function asViews(db: Db, rows: Row[]): Promise<ReplyView[]> {
  const ids = rows.flatMap(({ replies }) => replies.flatMap(({ departmentId }) => departmentId ?? []));
  const departments = await db.department.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  const nameOf = (id: string | null) => departments.find((one) => one.id === id)?.name ?? null;
  return rows.map(({ replies, events, state, ...row }) => {
    const sent = new Map(
      replies.map((reply) => [
        reply.id,
        {
          ...{ id: reply.id, text: reply.text, at: reply.at, rating: reply.rating },
          department: nameOf(reply.departmentId),
          citations: reply.citations.map(({ replyId: _replyId, ...citation }) => citation),
        },
      ]),
    );
    const exchange = events.flatMap(({ kind, at, detail }): ReplyView['exchange'] => {
      const { text = '', replyId = '' } = detail as HandoverEventDetail;
      if (kind === 'follow-up') return [{ kind, text, at }];
      const reply = sent.get(replyId);
      return reply ? [{ kind: 'reply', reply }] : [];
    });
    return { ...row, state: state as ReplyView['state'], exchange };
  });
}
