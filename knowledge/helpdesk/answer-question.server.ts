import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';

import { visibleQuestions } from './list-questions.server';

type Deps = { db: Db; now: () => Date };

/** Takes a question from the queue. Throws `ConflictError` when a colleague was faster, `NotFoundError` for another department's. */
export async function claimQuestion(deps: Deps, reader: Reader, id: string): Promise<void> {
  const now = deps.now();
  await deps.db.$transaction(async (tx) => {
    const { enterpriseId } = await requireQuestion(tx, reader, id);
    const { count } = await tx.handover.updateMany({
      where: { id, state: 'waiting' },
      data: { state: 'claimed', claimedById: reader.personId },
    });
    if (count === 0) throw new ConflictError('The question was claimed already');
    await audit(tx, reader, 'question.claimed', id, enterpriseId, now);
  });
}

/** Puts a claimed question back into the queue. */
export async function releaseQuestion(deps: Deps, reader: Reader, id: string): Promise<void> {
  const now = deps.now();
  await deps.db.$transaction(async (tx) => {
    const { enterpriseId } = await requireQuestion(tx, reader, id);
    const { count } = await tx.handover.updateMany({
      where: { id, state: 'claimed', claimedById: reader.personId },
      data: { state: 'waiting', claimedById: null },
    });
    if (count === 0) throw new ConflictError('Only the one who claimed a question can give it back');
    await audit(tx, reader, 'question.released', id, enterpriseId, now);
  });
}

/**
 * Sends the reply: the asker sees it by the query code and in the conversation; a person gets a notice too, in the same
 * transaction. A question is replied to once (`ConflictError`); an empty or overlong reply is `InvalidInputError`.
 */
export async function replyToQuestion(
  deps: Deps,
  reader: Reader,
  id: string,
  reply: string,
  noticeTitle: string,
): Promise<void> {
  const text = reply.trim();
  if (text === '') throw new InvalidInputError({ reply: '请写下回复' });
  if (text.length > 4_000)
    throw new InvalidInputError({ reply: `回复最多 4000 个字，现在是 ${text.length} 个字` });
  const now = deps.now();
  await deps.db.$transaction(async (tx) => {
    const question = await requireQuestion(tx, reader, id);
    const { count } = await tx.handover.updateMany({
      where: { id, OR: [{ state: 'waiting' }, { state: 'claimed', claimedById: reader.personId }] },
      data: {
        state: 'replied',
        reply: text,
        repliedById: reader.personId,
        claimedById: reader.personId,
        repliedAt: now,
      },
    });
    if (count === 0) throw new ConflictError('The question was answered, or a colleague has claimed it');
    if (question.personId !== null)
      await notify(tx, { ...question, personId: question.personId }, noticeTitle, text);
    await audit(tx, reader, 'question.replied', id, question.enterpriseId, now);
  });
}

/** Closes a question without a reply, or after one. */
export async function closeQuestion(deps: Deps, reader: Reader, id: string): Promise<void> {
  const now = deps.now();
  await deps.db.$transaction(async (tx) => {
    const { enterpriseId } = await requireQuestion(tx, reader, id);
    await tx.handover.updateMany({ where: { id, state: { not: 'closed' } }, data: { state: 'closed' } });
    await audit(tx, reader, 'question.closed', id, enterpriseId, now);
  });
}

async function requireQuestion(tx: Tx, reader: Reader, id: string) {
  const question = await tx.handover.findFirst({
    where: { AND: [{ id }, visibleQuestions(reader)] },
    select: { id: true, personId: true, enterpriseId: true, conversationId: true, question: true },
  });
  if (!question) throw new NotFoundError('question', id);
  return question;
}

async function notify(
  tx: Tx,
  question: {
    id: string;
    personId: string;
    enterpriseId: string | null;
    conversationId: string | null;
    question: string;
  },
  title: string,
  reply: string,
): Promise<void> {
  const notice = {
    personId: question.personId,
    enterpriseId: question.enterpriseId,
    kind: 'question.replied',
    title: `${title}：${question.question.slice(0, 60)}`,
    body: reply.slice(0, 500),
    link: question.conversationId
      ? `/assistant?c=${encodeURIComponent(question.conversationId)}`
      : '/replies',
    dedupeKey: `question.replied:${question.id}`,
  };
  await tx.notice.upsert({ where: { dedupeKey: notice.dedupeKey }, create: notice, update: {} });
}

function audit(
  tx: Tx,
  reader: Reader,
  action: string,
  subjectId: string,
  enterpriseId: string | null,
  at: Date,
): Promise<void> {
  return appendAuditEntry(tx, reader, { action, subjectKind: 'handover', subjectId, enterpriseId }, at);
}
