import { QuotaFullError, takeQuotaSlots } from '~/knowledge/policies/quota/quota-slots.server';
import { openDatabase } from '~/prisma/database.server';

/** A process in which so many firms apply at once; it prints how many got a place. */
const [file = '', name = '', firms = '0'] = process.argv.slice(2);
const db = openDatabase(file);
const outcomes = await Promise.allSettled(
  Array.from({ length: Number(firms) }, (_, firm) =>
    db.$transaction(
      (tx) =>
        takeQuotaSlots(
          tx,
          {
            policyId: null,
            formId: 'few-form',
            enterpriseId: `${name}${firm}`,
            caseId: `case-${name}${firm}`,
          },
          new Date('2026-11-21T17:00:00Z'),
        ),
      { maxWait: 30_000, timeout: 30_000 },
    ),
  ),
);
for (const outcome of outcomes) {
  if (outcome.status === 'rejected' && !(outcome.reason instanceof QuotaFullError)) throw outcome.reason;
}
process.stdout.write(String(outcomes.filter(({ status }) => status === 'fulfilled').length));
await db.$disconnect();
