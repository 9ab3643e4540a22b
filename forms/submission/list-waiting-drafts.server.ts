import type { Db } from '~/prisma/database.server';
import { storedDaysBefore } from '~/prisma/stored-instant';

/** A draft that nobody touched for some days, with who has it now. */
export interface WaitingDraft {
  draftId: string;
  enterpriseId: string;
  personId: string;
  title: string;
  titleEn: string | null;
  /** What a reminder of it is known by until it is touched again. */
  reminderKey: string;
  updatedAt: Date;
}

/** Days: earlier it is being worked on, later it was given up. */
export const draftsWaitDays = { from: 3, to: 60 } as const;

/**
 * Drafts of which nobody was reminded since they were touched last: not filed, no correction of a case (that is told by
 * the case), of a form that can still be filed, held by somebody who still acts for the firm. At most so many.
 */
export async function listWaitingDrafts(db: Db, now: Date, most = 500): Promise<WaitingDraft[]> {
  const [from, to] = [draftsWaitDays.from, draftsWaitDays.to].map((days) => storedDaysBefore(now, days));
  const rows = await db.$queryRaw<(Omit<WaitingDraft, 'updatedAt'> & { updatedAt: string })[]>`
    SELECT d.id AS draftId, d.enterpriseId, holder.personId, v.title, v.titleEn, d.updatedAt,
           'reminder-draft:' || d.id || ':' || substr(d.updatedAt, 1, 19) AS reminderKey
      FROM "Draft" d
      JOIN (SELECT id, coalesce((SELECT toId FROM "DraftHandover" h WHERE h.draftId = "Draft".id
                                  ORDER BY h.at DESC LIMIT 1), personId) AS personId FROM "Draft") holder
        ON holder.id = d.id
      JOIN "FormVersion" v ON v.id = d.formVersionId
      JOIN "Form" f ON f.id = v.formId AND f.withdrawnAt IS NULL
      JOIN "Membership" m
        ON m.personId = holder.personId AND m.enterpriseId = d.enterpriseId AND m.state = 'active'
     WHERE d.submittedAt IS NULL AND d.caseId IS NULL AND d.updatedAt < ${from} AND d.updatedAt > ${to}
       AND NOT EXISTS (SELECT 1 FROM "FormVersion" live
             WHERE live.formId = f.id AND live.state = 'published'
               AND julianday(json_extract(live.terms, '$.closesAt')) <= julianday(${now.toISOString()}))
       AND NOT EXISTS (SELECT 1 FROM "Notice" n
             WHERE n.dedupeKey >= 'reminder-draft:' || d.id || ':' || substr(d.updatedAt, 1, 19) || ':'
               AND n.dedupeKey < 'reminder-draft:' || d.id || ':' || substr(d.updatedAt, 1, 19) || ';')
     ORDER BY d.updatedAt LIMIT ${most}`;
  return rows.map((row) => ({ ...row, updatedAt: new Date(row.updatedAt) }));
}
