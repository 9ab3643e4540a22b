import { systemReader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import { addWorkDays, isWorkDay } from '~/prisma/calendar/work-days';
import type { Db, Tx } from '~/prisma/database.server';

import { appendCaseEvent } from './append-case-event.server';
import { soonWorkDays } from './case-clock';
import { notifyColleague, notifyReviewers } from './notify.server';

/** The queue's name for looking after what is due. */
export const watchCasesJob = 'watch-cases';

const batchSize = 200;

/**
 * Looks after the department's clock on work days: whoever has the case hears when it is due soon; once the day has
 * passed, that person and the head do (without an assignee or a head, the department's reviewers). Each is told once for
 * a due day, whichever process runs this and how often. Returns how many cases were told of.
 */
export async function watchCases(
  deps: { db: Db; now: () => Date },
  signal?: AbortSignal,
): Promise<{ soon: number; overdue: number }> {
  const at = deps.now();
  const today = cityDate(at);
  const told = { soon: 0, overdue: 0 };
  if (!isWorkDay(today)) return told;
  let after: string | undefined;
  for (;;) {
    const rows = await deps.db.case.findMany({
      where: {
        state: 'submitted',
        dueOn: { lte: addWorkDays(today, soonWorkDays) },
        ...(after !== undefined && { id: { gt: after } }),
      },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: batchSize,
    });
    for (const { id } of rows) {
      if (signal?.aborted) return told;
      const kind = await deps.db.$transaction((tx) => tellOf(tx, id, today, at));
      if (kind === 'due-soon') told.soon += 1;
      if (kind === 'overdue') told.overdue += 1;
    }
    if (rows.length < batchSize) return told;
    after = rows.at(-1)?.id;
  }
}

async function tellOf(tx: Tx, id: string, today: string, at: Date): Promise<'due-soon' | 'overdue' | null> {
  const found = await tx.case.findFirst({
    where: { id, state: 'submitted' },
    include: {
      enterprise: { select: { name: true } },
      events: { where: { kind: { in: ['due-soon', 'overdue'] } }, select: { kind: true, detail: true } },
    },
  });
  if (!found) return null;
  const { dueOn, assigneeId, departmentId, enterpriseId } = found;
  const kind = dueOn < today ? 'overdue' : 'due-soon';
  const isTold = found.events.some(
    (event) => event.kind === kind && (event.detail as { dueOn?: string }).dueOn === dueOn,
  );
  if (isTold) return null;
  const step = { caseId: id, enterpriseId, kind } as const;
  await appendCaseEvent(tx, systemReader, { ...step, from: ['submitted'], detail: { dueOn } }, at);
  const notification = {
    kind,
    key: `case.${kind}:${id}:${dueOn}`,
    link: `/desk/cases/${id}`,
    enterpriseId,
    params: { title: found.title, number: found.number, enterprise: found.enterprise.name, due: dueOn },
    now: at,
  } as const;
  const setup = await tx.formReview.findUnique({ where: { formId: found.formId }, select: { headId: true } });
  const head = kind === 'overdue' ? (setup?.headId ?? null) : null;
  const people = [...new Set([assigneeId, head].filter((one) => one !== null))];
  for (const personId of people) await notifyColleague(tx, personId, notification);
  const nobodyAbove = kind === 'overdue' && head === null;
  if (assigneeId === null || nobodyAbove)
    await notifyReviewers(tx, departmentId, notification, { except: assigneeId });
  return kind;
}
