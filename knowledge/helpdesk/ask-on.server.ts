import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import { addWorkDays } from '~/prisma/calendar/work-days';
import type { Tx } from '~/prisma/database.server';

import { appendEvent } from './append-event.server';
import { hashQueryCode, replyWorkDays } from './hand-over.server';
import { readQueryCode } from './query-code';
import { auditQuestion, type HelpdeskDeps } from './require-question.server';
import { helpdeskPeople, tellPerson } from './tell-person.server';

/** How an asker shows the right to a question: its conversation (checked by the caller) or its query code. */
export type AskerRight = { id: string; conversationId: string } | { code: string };

/**
 * The asker goes on: a question replied to or closed is opened again with a new term, one still waiting gets the words
 * besides. The same words twice are one follow-up. Throws `NotFoundError`, `InvalidInputError`.
 */
export async function askOn(
  deps: HelpdeskDeps,
  reader: Reader,
  right: AskerRight,
  words: string,
): Promise<{ reopened: boolean }> {
  const at = deps.now();
  const text = words.trim();
  if (text === '') throw new InvalidInputError({ followUp: '请写下要补充或追问的内容' });
  if (text.length > 1_000)
    throw new InvalidInputError({ followUp: `追问最多 1000 个字，现在是 ${text.length} 个字` });
  return deps.db.$transaction(async (tx) => {
    const question = await requireOwn(tx, right);
    const { id } = question;
    const last = await tx.handoverEvent.findFirst({
      where: { handoverId: id, kind: 'follow-up' },
      orderBy: { number: 'desc' },
    });
    const isDone = question.state === 'replied' || question.state === 'closed';
    if (!isDone && (last?.detail as { text?: string } | undefined)?.text === text) return { reopened: false };
    await appendEvent(tx, { handoverId: id, kind: 'follow-up', by: 'asker', reader, at, detail: { text } });
    if (isDone) {
      const dueOn = addWorkDays(cityDate(at), replyWorkDays);
      const again = {
        state: 'waiting',
        claimedById: null,
        claimedAt: null,
        closedAt: null,
        closedReason: null,
      };
      await tx.handover.update({ where: { id }, data: { ...again, dueOn } });
      await appendEvent(tx, { handoverId: id, kind: 'reopened', by: 'asker', reader, at, detail: { dueOn } });
    }
    const holder = isDone ? question.repliedById : question.claimedById;
    const people = holder ? [{ id: holder }] : await helpdeskPeople(tx, question.departmentId);
    for (const { id: personId } of people) {
      const params = { number: question.number ?? '', text: text.slice(0, 300) };
      const message = { personId, params, kind: 'asked-on', link: `/desk/questions?id=${id}` };
      await tellPerson(
        tx,
        { ...message, dedupeKey: `question.asked-on:${id}:${at.valueOf()}:${personId}` },
        at,
      );
    }
    await auditQuestion(tx, reader, isDone ? 'question.reopened' : 'question.asked-on', question, at);
    return { reopened: isDone };
  });
}

/** What the asker thinks of a reply; the last word counts. Throws `NotFoundError`, `InvalidInputError`. */
export async function rateReply(
  deps: HelpdeskDeps,
  reader: Reader,
  right: AskerRight,
  input: { replyId: string; rating: string; comment?: string },
): Promise<void> {
  const at = deps.now();
  const { rating } = input;
  if (rating !== 'useful' && rating !== 'not-useful')
    throw new InvalidInputError({ rating: '应为有用或没用' });
  const comment = input.comment?.trim().slice(0, 500) || null;
  await deps.db.$transaction(async (tx) => {
    const question = await requireOwn(tx, right);
    const reply = await tx.handoverReply.findFirst({ where: { id: input.replyId, handoverId: question.id } });
    if (!reply) throw new NotFoundError('reply', input.replyId);
    if (reply.rating === rating && comment === null) return;
    await tx.handoverReply.update({ where: { id: reply.id }, data: { rating, comment, ratedAt: at } });
    const detail = { rating, replyId: reply.id, ...(comment && { text: comment }) };
    await appendEvent(tx, { handoverId: question.id, kind: 'rated', by: 'asker', reader, at, detail });
    await auditQuestion(tx, reader, 'question.rated', question, at);
  });
}

async function requireOwn(tx: Tx, right: AskerRight) {
  const code = 'code' in right ? readQueryCode(right.code) : null;
  const where =
    'code' in right
      ? { queryCodeHash: code === null ? '' : hashQueryCode(code) }
      : { id: right.id, conversationId: right.conversationId };
  const question = await tx.handover.findFirst({ where });
  if (!question) throw new NotFoundError('question', 'id' in right ? right.id : '');
  return question;
}
