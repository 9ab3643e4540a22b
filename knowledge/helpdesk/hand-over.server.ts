import { createHash, randomBytes } from 'node:crypto';

import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import { addWorkDays } from '~/prisma/calendar/work-days';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { appendEvent } from './append-event.server';
import type { HandoverSummary } from './handover-summary';
import { nextQuestionNumber } from './question-number.server';
import { makeQueryCode, showQueryCode } from './query-code';

/** Within how many work days the desk promises to reply. */
export const replyWorkDays = 2;

export interface NewHandover {
  reader: Reader;
  question: string;
  turnId?: string | null;
  conversationId?: string | null;
  enterpriseId?: string | null;
  departmentId?: string | null;
  contactName?: string | null;
  contactPhone?: string | null;
  summary: HandoverSummary;
}

/**
 * Hands a question over to the help desk 转人工. The query code is returned once and only its SHA-256 is kept: with it an
 * anonymous asker reads the reply. Throws `InvalidInputError` for an empty question or a phone that is none.
 */
export async function handOver(
  deps: { db: Db; now: () => Date },
  input: NewHandover,
): Promise<{ id: string; number: string; queryCode: string; dueOn: string }> {
  checkHandover(input);
  const { reader, summary, ...rest } = input;
  const now = deps.now();
  const code = makeQueryCode(randomBytes);
  const dueOn = addWorkDays(cityDate(now), replyWorkDays);
  const handover = await deps.db.$transaction(async (tx) => {
    const created = await tx.handover.create({
      data: {
        number: await nextQuestionNumber(tx, now),
        queryCodeHash: hashQueryCode(code),
        turnId: rest.turnId ?? null,
        conversationId: rest.conversationId ?? null,
        personId: reader.personId,
        enterpriseId: rest.enterpriseId ?? null,
        departmentId: rest.departmentId ?? null,
        question: rest.question.trim(),
        contactName: rest.contactName?.trim() || null,
        contactPhone: rest.contactPhone?.trim() || null,
        summary: JSON.parse(JSON.stringify(summary)) as Prisma.InputJsonObject,
        dueOn,
        createdAt: now,
      },
    });
    await appendEvent(tx, {
      ...{ handoverId: created.id, kind: 'handed-over', by: 'asker', reader, at: now },
      // What the firm agreed to share, by label: the proof of its consent.
      detail: { facts: summary.facts.map(({ label }) => label) },
    });
    if (rest.turnId)
      await tx.turn.updateMany({ where: { id: rest.turnId }, data: { outcome: 'handed-over' } });
    const event = {
      action: 'question.handed-over',
      subjectKind: 'handover',
      subjectId: created.id,
      enterpriseId: rest.enterpriseId ?? null,
    };
    await appendAuditEntry(tx, reader, event, now);
    return created;
  });
  const { id, number } = handover;
  return { id, number: number ?? '', queryCode: showQueryCode(code), dueOn };
}

/** What the database keeps of a query code. */
export function hashQueryCode(code: string): string {
  return createHash('sha256').update(code.replace(/-/g, '')).digest('hex');
}

function checkHandover({ question, contactPhone, contactName }: NewHandover): void {
  const fields: Record<string, string> = {};
  if (question.trim() === '') fields.question = '请写下您的问题';
  if (question.length > 1_000) fields.question = `问题最多 1000 个字，现在是 ${question.length} 个字`;
  const phone = contactPhone?.trim() ?? '';
  if (phone !== '' && !/^(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(phone)) {
    fields.contactPhone = `手机号应为 11 位数字，固定电话应带区号，现在是“${phone}”`;
  }
  if ((contactName ?? '').length > 40) fields.contactName = '姓名最多 40 个字';
  if (Object.keys(fields).length > 0) throw new InvalidInputError(fields);
}
