import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';
import { Prisma } from '~/prisma/generated/client';

import { appendEvent } from './append-event.server';
import { checkReply, markedNumbers, quoteFor, type CitablePassage, type PointedOut } from './check-reply';
import { readCitablePassages } from './citable-passages.server';
import {
  actingDepartment,
  auditQuestion,
  refuseAsTaken,
  requireQuestion,
  type HelpdeskDeps,
} from './require-question.server';
import { tellPerson } from './tell-person.server';

/** A reply as the person edited it. */
export interface ReplyInput {
  text: string;
  /** Passages by number: `[1]` in the text is the first. */
  cited: readonly number[];
  /** Sent though sentences were pointed out. */
  confirmed?: boolean;
}

export type ReplyOutcome = { sent: true; replyId: string } | { sent: false; pointedOut: PointedOut[] };

export const longestReply = 4_000;

/**
 * Sends the reply with its citations: the asker sees it in the conversation and by the query code; a person gets a
 * notice, and a mail where there is an address, in the same transaction. Nothing is sent while sentences are pointed
 * out and not confirmed. Throws `InvalidInputError` (empty, overlong), `ConflictError` with the `Holder` when a
 * colleague holds or answered it.
 */
export async function replyToQuestion(
  deps: HelpdeskDeps,
  reader: Reader,
  id: string,
  input: ReplyInput,
): Promise<ReplyOutcome> {
  const text = input.text.trim();
  if (text === '') throw new InvalidInputError({ reply: '请写下回复' });
  if (text.length > longestReply)
    throw new InvalidInputError({ reply: `回复最多 ${longestReply} 个字，现在是 ${text.length} 个字` });
  const at = deps.now();
  return deps.db.$transaction(async (tx): Promise<ReplyOutcome> => {
    const question = await requireQuestion(tx, reader, id);
    const passages = await readCitablePassages(tx, input.cited, at);
    if (passages.length < new Set(input.cited).size)
      throw new InvalidInputError({ reply: '有引用的条款已下架或不公开，请删去后再发送' });
    const pointedOut = checkReply(text, passages);
    const isFree = question.state === 'waiting';
    const isMine = question.state === 'claimed' && question.claimedById === reader.personId;
    if (!isFree && !isMine)
      await refuseAsTaken(tx, id, 'The question was answered, or a colleague has claimed it');
    if (pointedOut.length > 0 && input.confirmed !== true) {
      // Nothing is lost while the person looks again.
      const draft = { text, cited: [...input.cited], byId: reader.personId, at: at.toISOString() };
      await tx.handover.update({ where: { id }, data: { draft } });
      return { sent: false, pointedOut };
    }
    const departmentId = actingDepartment(reader, question.departmentId);
    const replyId = await writeReply(tx, { id, text, passages, pointedOut, departmentId, reader, at });
    await tx.handover.update({
      where: { id },
      data: {
        ...{ state: 'replied', reply: text, repliedById: reader.personId, repliedAt: at },
        ...{ claimedById: reader.personId, departmentId, draft: Prisma.DbNull },
      },
    });
    await appendEvent(tx, { handoverId: id, kind: 'replied', by: 'staff', reader, at, detail: { replyId } });
    await tellAsker(tx, question, replyId, text, at);
    await auditQuestion(tx, reader, 'question.replied', question, at);
    return { sent: true, replyId };
  });
}

async function writeReply(
  tx: Tx,
  reply: {
    id: string;
    text: string;
    passages: CitablePassage[];
    pointedOut: PointedOut[];
    departmentId: string | null;
    reader: Reader;
    at: Date;
  },
): Promise<string> {
  const { id, text, passages, pointedOut, departmentId, reader, at } = reply;
  const number = (await tx.handoverReply.count({ where: { handoverId: id } })) + 1;
  const citations = markedNumbers(text, passages.length).flatMap((n) => {
    const passage = passages[n - 1];
    if (!passage) return [];
    const { text: _text, status: _status, ...face } = passage;
    return [{ n, ...face, quote: quoteFor(text, n, passages) }];
  });
  const created = await tx.handoverReply.create({
    data: {
      ...{ handoverId: id, number, text, repliedById: reader.personId, departmentId, at },
      pointedOut: pointedOut.map((one) => ({ ...one })),
      citations: { create: citations },
    },
    select: { id: true },
  });
  return created.id;
}

async function tellAsker(
  tx: Tx,
  question: {
    id: string;
    personId: string | null;
    enterpriseId: string | null;
    conversationId: string | null;
    question: string;
  },
  replyId: string,
  text: string,
  at: Date,
): Promise<void> {
  if (question.personId === null) return;
  const params = { question: question.question.slice(0, 60), reply: text.slice(0, 500) };
  const link = question.conversationId
    ? `/assistant?c=${encodeURIComponent(question.conversationId)}`
    : '/replies';
  const { personId, enterpriseId } = question;
  const message = { personId, enterpriseId, params, link, kind: 'replied' };
  await tellPerson(tx, { ...message, dedupeKey: `question.replied:${question.id}:${replyId}` }, at);
}

/** Keeps a reply begun, for the one who goes on with it. Throws like `replyToQuestion`. */
export async function saveDraft(
  deps: HelpdeskDeps,
  reader: Reader,
  id: string,
  input: Pick<ReplyInput, 'text' | 'cited'>,
): Promise<void> {
  const at = deps.now();
  const text = input.text.slice(0, longestReply);
  await deps.db.$transaction(async (tx) => {
    await requireQuestion(tx, reader, id);
    const draft = { text, cited: [...input.cited], byId: reader.personId, at: at.toISOString() };
    const { count } = await tx.handover.updateMany({
      where: { id, OR: [{ state: 'waiting' }, { state: 'claimed', claimedById: reader.personId ?? '' }] },
      data: { draft },
    });
    if (count === 0) await refuseAsTaken(tx, id, 'A colleague holds the question');
  });
}
