import type { Db } from '~/prisma/database.server';
import { storedDaysBefore } from '~/prisma/stored-instant';

/** The fact whose absence keeps most of a firm's opportunities one step away. */
export interface MissingFact {
  enterpriseId: string;
  key: string;
  /** How many policies it keeps open. */
  policies: number;
  reminderKey: string;
}

/** Days since the firm was told: earlier it may just be answering, later the opportunity is old. */
export const missingWaitDays = { from: 7, to: 60 } as const;

/**
 * For each firm the fact that alone would decide most of what it was told of and didn't take up; none of which it was
 * reminded before, and none within a week of another reminder. At most so many firms.
 */
export async function listMissingFacts(db: Db, now: Date, most = 500): Promise<MissingFact[]> {
  const [from, to] = [missingWaitDays.from, missingWaitDays.to].map((days) => storedDaysBefore(now, days));
  const rows = await db.$queryRaw<{ enterpriseId: string; key: string; policies: bigint }[]>`
    WITH waiting AS (
      SELECT o.enterpriseId, m.value AS key, count(*) AS policies
        FROM "Opportunity" o, json_each(o.missing) m
       WHERE o.state IN ('told', 'seen') AND o.shown = 'one-step' AND json_array_length(o.missing) = 1
         AND o.toldAt < ${from} AND o.toldAt > ${to}
         AND NOT EXISTS (SELECT 1 FROM "Notice" n
               WHERE n.dedupeKey >= 'reminder-facts:' || o.enterpriseId || ':' || m.value || ':'
                 AND n.dedupeKey < 'reminder-facts:' || o.enterpriseId || ':' || m.value || ';')
       GROUP BY o.enterpriseId, m.value),
    ranked AS (
      SELECT *, row_number() OVER (PARTITION BY enterpriseId ORDER BY policies DESC, key) AS place FROM waiting)
    SELECT enterpriseId, key, policies FROM ranked
     WHERE place = 1
       AND NOT EXISTS (SELECT 1 FROM "Notice" n
             WHERE n.dedupeKey >= 'reminder-facts:' || enterpriseId || ':'
               AND n.dedupeKey < 'reminder-facts:' || enterpriseId || ';' AND n.createdAt > ${from})
     ORDER BY enterpriseId LIMIT ${most}`;
  return rows.map(({ enterpriseId, key, policies }) => ({
    ...{ enterpriseId, key, policies: Number(policies) },
    reminderKey: `reminder-facts:${enterpriseId}:${key}`,
  }));
}
