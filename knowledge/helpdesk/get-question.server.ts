import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import { workDaysBetween } from '~/prisma/calendar/work-days';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { HandoverEventDetail, HandoverEventKind } from './handover-event';
import type { HandoverSummary } from './handover-summary';
import { dueState, readNames, readPeople, visibleQuestions, type DueState } from './list-questions.server';
import type { ReplyCitation } from './read-reply.server';

/** A line of a question's timeline, as the desk sees it. */
export interface TimelineItem {
  number: number;
  kind: HandoverEventKind;
  by: string | null;
  at: Date;
  detail: HandoverEventDetail;
  /** transferred: where to, by name. */
  to: string | null;
}

/** A reply as the desk sees it. */
export interface DeskReply {
  id: string;
  text: string;
  by: string | null;
  department: string | null;
  at: Date;
  rating: string | null;
  comment: string | null;
  citations: ReplyCitation[];
}

/** A question handed over with all that the desk sees of it. */
export interface QuestionView {
  id: string;
  number: string | null;
  question: string;
  enterprise: string | null;
  contactName: string | null;
  contactPhone: string | null;
  departmentId: string | null;
  department: string | null;
  state: string;
  claimedBy: string | null;
  claimedAt: Date | null;
  isMine: boolean;
  dueOn: string;
  due: DueState;
  workDaysLeft: number;
  createdAt: Date;
  closedReason: string | null;
  draft: { text: string; cited: number[]; at: string } | null;
  summary: HandoverSummary;
  replies: DeskReply[];
  timeline: TimelineItem[];
  /** The FAQ that it became, if it did. */
  faqId: string | null;
}

const parts = {
  replies: { orderBy: { number: 'asc' }, include: { citations: { orderBy: { n: 'asc' } } } },
  events: { orderBy: { number: 'asc' } },
  department: { select: { name: true } },
} as const satisfies Prisma.HandoverInclude;

/** A question handed over, or null when there is none for this reader. */
export async function getQuestion(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  id: string,
): Promise<QuestionView | null> {
  const { db } = deps;
  const row = await db.handover.findFirst({
    where: { AND: [{ id }, visibleQuestions(reader)] },
    include: parts,
  });
  if (!row) return null;
  const today = cityDate(deps.now());
  const details = row.events.map(({ detail }) => detail as HandoverEventDetail);
  const [firms, people, departments, faq] = await Promise.all([
    readNames(db, [row.enterpriseId]),
    readPeople(db, [
      row.claimedById,
      ...row.replies.map(({ repliedById }) => repliedById),
      ...row.events.filter(({ actorKind }) => actorKind === 'staff').map(({ actorId }) => actorId),
      ...details.map(({ toPersonId }) => toPersonId ?? null),
    ]),
    db.department.findMany({ select: { id: true, name: true } }),
    db.faq.findFirst({ where: { handoverId: id, state: { not: 'retired' } }, select: { id: true } }),
  ]);
  const departmentName = (of: string | null | undefined) =>
    departments.find((one) => one.id === of)?.name ?? null;
  const { question, number, contactName, contactPhone, departmentId, state, dueOn, createdAt } = row;
  return {
    ...{ id, question, number, contactName, contactPhone, departmentId, state, dueOn, createdAt },
    enterprise: firms.get(row.enterpriseId ?? '') ?? null,
    department: row.department?.name ?? null,
    claimedBy: people.get(row.claimedById ?? '') ?? null,
    claimedAt: row.claimedAt,
    isMine: row.claimedById !== null && row.claimedById === reader.personId,
    due: dueState(today, dueOn),
    workDaysLeft: workDaysBetween(today, dueOn),
    closedReason: row.closedReason,
    draft: row.draft as QuestionView['draft'],
    summary: row.summary as unknown as HandoverSummary,
    replies: row.replies.map(({ id: replyId, text, at, rating, comment, ...reply }) => ({
      ...{ id: replyId, text, at, rating, comment },
      by: people.get(reply.repliedById ?? '') ?? null,
      department: departmentName(reply.departmentId),
      citations: reply.citations.map(({ replyId: _replyId, ...citation }) => citation),
    })),
    timeline: row.events.map(({ number: place, kind, actorKind, actorId, at }, index) => {
      const detail = details[index] ?? {};
      return {
        ...{ number: place, at, detail },
        kind: kind as HandoverEventKind,
        by: actorKind === 'staff' ? (people.get(actorId ?? '') ?? null) : null,
        to: people.get(detail.toPersonId ?? '') ?? departmentName(detail.toDepartmentId),
      };
    }),
    faqId: faq?.id ?? null,
  };
}
