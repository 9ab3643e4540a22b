import { cityDate } from '~/prisma/calendar/city-date';
import { lastCoveredYear, workDaysBetween } from '~/prisma/calendar/work-days';
import type { Db, Tx } from '~/prisma/database.server';

import { listPublishedPolicies } from '../list-published-policies.server';
import { isWorthTelling } from './compare-opportunity';

/** The queue's name of the work. */
export const remindOfDeadlinesJob = 'remind-of-deadlines';

/** Work days before the last day at which a firm is reminded. */
export const reminderSteps = [30, 7, 1] as const;

/** A deadline that comes near. */
export interface DeadlineReminder {
  opportunityId: string;
  enterpriseId: string;
  /** Whose policy it is. */
  departmentId: string;
  title: string;
  titleEn: string | null;
  closesOn: string;
  workDaysLeft: number;
  step: (typeof reminderSteps)[number];
}

/**
 * The reminder that is due on a day: the nearest step reached, so that a server that slept reminds once, of the step
 * that counts. Null when none is, or the day has passed.
 */
export function dueStep(today: string, closesOn: string): DeadlineReminder['step'] | null {
  if (closesOn < today) return null;
  // Beyond the years whose holidays are known a count of work days would be a guess; it is far enough away.
  if (Number(closesOn.slice(0, 4)) > lastCoveredYear + 1) return null;
  const left = workDaysBetween(today, closesOn);
  return [...reminderSteps].reverse().find((step) => left <= step) ?? null;
}

/** Reminds each firm of what it may have and hasn't applied for, once a step. */
export async function remindOfDeadlines({
  db,
  now,
  tell,
}: {
  db: Db;
  now: () => Date;
  tell: (tx: Tx, reminder: DeadlineReminder, options: { now: Date }) => Promise<number>;
}): Promise<void> {
  const at = now();
  const today = cityDate(at);
  const policies = new Map(
    (await listPublishedPolicies(db, { at: today })).map((policy) => [policy.id, policy]),
  );
  const rows = await db.opportunity.findMany({
    where: {
      state: { in: ['told', 'seen'] },
      shown: { in: ['eligible', 'one-step'] },
      closesOn: { gte: today },
    },
    select: { id: true, enterpriseId: true, policyId: true, closesOn: true, shown: true, missing: true },
  });
  for (const { id, enterpriseId, policyId, closesOn, shown, missing } of rows) {
    const policy = policies.get(policyId);
    const step = closesOn === null ? null : dueStep(today, closesOn);
    const worth = isWorthTelling({ shown: shown as 'eligible' | 'one-step', missing: missing as string[] });
    if (!policy || closesOn === null || step === null || !worth) continue;
    await db.$transaction(async (tx) => {
      const kind = `reminded-${step}`;
      const detail = { closesOn };
      const before = await tx.opportunityEvent.findMany({ where: { opportunityId: id, kind } });
      if (before.some((event) => (event.detail as { closesOn?: string }).closesOn === closesOn)) return;
      const workDaysLeft = workDaysBetween(today, closesOn);
      const { title, titleEn, departmentId } = policy;
      const heard = await tell(
        tx,
        { opportunityId: id, enterpriseId, departmentId, title, titleEn, closesOn, workDaysLeft, step },
        { now: at },
      );
      if (heard > 0) await tx.opportunityEvent.create({ data: { opportunityId: id, kind, detail, at } });
    });
  }
}
