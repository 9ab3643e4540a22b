import { tellPerson } from '~/app/people/tell-person.server';
import type { DeadlineReminder } from '~/knowledge/policies/opportunities/remind-of-deadlines.server';
import type { Tx } from '~/prisma/database.server';

import { peopleToTell } from './tell-opportunity.server';

/** Reminds the firm's people that applications end soon. Returns how many heard. */
export async function tellReminder(
  tx: Tx,
  reminder: DeadlineReminder,
  options: { now: Date },
): Promise<number> {
  const people = await peopleToTell(tx, reminder.enterpriseId);
  let heard = 0;
  for (const { id, locale } of people) {
    const policy = locale === 'en' ? (reminder.titleEn ?? reminder.title) : reminder.title;
    const hears = await tellPerson(
      tx,
      {
        personId: id,
        enterpriseId: reminder.enterpriseId,
        kind: 'deadline',
        params: { policy, date: reminder.closesOn, days: String(reminder.workDaysLeft) },
        link: `/my/opportunities/${reminder.opportunityId}`,
        subject: `opportunity:${reminder.opportunityId}`,
        closesOn: reminder.closesOn,
        departmentId: reminder.departmentId,
        // One work day is left: the next morning may be too late.
        urgent: reminder.step === 1,
        dedupeKey: `deadline:${reminder.opportunityId}:${reminder.closesOn}:${reminder.step}:${id}`,
      },
      { now: options.now, byMail: true },
    );
    if (hears) heard += 1;
  }
  return heard;
}
