import type { Db } from '~/prisma/database.server';
import { storedDaysBefore } from '~/prisma/stored-instant';

/** A case that was returned to its firm and waits there. */
export interface WaitingReturn {
  caseId: string;
  enterpriseId: string;
  departmentId: string;
  title: string;
  returnedAt: Date;
  /** What a reminder of it is known by; another return is another one. */
  reminderKey: string;
}

/** Days since it was returned: earlier the firm has just heard, later it doesn't mean to. */
export const returnsWaitDays = { from: 3, to: 60 } as const;

/** Returned cases that wait for their firm and of which nobody was reminded since. At most so many. */
export async function listWaitingReturns(db: Db, now: Date, most = 500): Promise<WaitingReturn[]> {
  const [from, to] = [returnsWaitDays.from, returnsWaitDays.to].map((days) => storedDaysBefore(now, days));
  const rows = await db.$queryRaw<(Omit<WaitingReturn, 'returnedAt'> & { returnedAt: string })[]>`
    SELECT c.id AS caseId, c.enterpriseId, c.departmentId, c.title, e.at AS returnedAt,
           'reminder-returned:' || c.id || ':' || e.number AS reminderKey
      FROM "Case" c
      JOIN "CaseEvent" e ON e.caseId = c.id AND e.kind = 'returned'
       AND e.number = (SELECT max(number) FROM "CaseEvent" WHERE caseId = c.id AND kind = 'returned')
     WHERE c.state = 'returned' AND e.at < ${from} AND e.at > ${to}
       AND NOT EXISTS (SELECT 1 FROM "Notice" n
             WHERE n.dedupeKey >= 'reminder-returned:' || c.id || ':' || e.number || ':'
               AND n.dedupeKey < 'reminder-returned:' || c.id || ':' || e.number || ';')
     ORDER BY e.at LIMIT ${most}`;
  return rows.map((row) => ({ ...row, returnedAt: new Date(row.returnedAt) }));
}
