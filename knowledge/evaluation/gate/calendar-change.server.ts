import { createHash } from 'node:crypto';

import { z } from 'zod';

import { ConflictError } from '~/prisma/access/access-denied';
import { systemReader } from '~/prisma/access/reader';
import { addDays, cityDate, isIsoDate, type IsoDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import type { ChangeApplier } from './change-applier';
import { proposeChange } from './propose-change.server';

const date = z.string().refine(isIsoDate);
const turningPoints = z.object({
  /** The questions are asked as on the day before, and as on the day itself. */
  days: z.object({ before: date, after: date }),
  documents: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      departmentId: z.string().nullable(),
      turn: z.enum(['begins', 'ends']),
    }),
  ),
});
export type TurningPoints = z.infer<typeof turningPoints>;

/** What turns on a day of the calendar, as the change holds it. */
export const readTurningPoints = (payload: unknown): TurningPoints => turningPoints.parse(payload);

/** The law decides what turns on a day, and the dates carry it out: there is nothing to apply, nor to take back. */
export const calendarChange: ChangeApplier = {
  apply: () => Promise.resolve({}),
  revert: () =>
    Promise.reject(new ConflictError('日历到期不能退回：请更改文件的有效期，或上传新的文件', 'calendar')),
};

const namedInTitle = 2;

/**
 * Puts what turns tomorrow, and what turned today while nobody looked, before the gate: the questions are replayed as
 * on that day, and the desk is told which lose their answer. Looked at every hour, proposed once.
 */
export async function proposeTurningPoints({ db, now }: { db: Db; now: () => Date }): Promise<number> {
  const at = now();
  const today = cityDate(at);
  let proposed = 0;
  for (const day of [today, addDays(today, 1)]) {
    const documents = await findTurns(db, day);
    if (documents.length === 0) continue;
    const named = documents.map(({ id, turn }) => `${id} ${turn}`).join('\n');
    const id = `calendar-${day}-${createHash('sha256').update(named).digest('hex').slice(0, 12)}`;
    await db.$transaction(async (tx: Tx) => {
      if ((await tx.knowledgeChange.count({ where: { id } })) > 0) return;
      const payload: TurningPoints = { days: { before: addDays(day, -1), after: day }, documents };
      await proposeChange(tx, {
        ...{ id, kind: 'calendar', title: titleOf(day, documents), payload },
        ...{ departmentId: null, reader: systemReader, now: at },
      });
      proposed += 1;
    });
  }
  return proposed;
}

/** What everyone could find and counts from the day on, or no longer; what was published that day was replayed then. */
async function findTurns(db: Db, day: IsoDate): Promise<TurningPoints['documents']> {
  const dayBefore = addDays(day, -1);
  const rows = await db.document.findMany({
    where: {
      ...{ state: 'published', audience: 'public' },
      OR: [{ effectiveFrom: day }, { expiresOn: dayBefore }, { repealedOn: day }, { supersededOn: day }],
    },
    orderBy: { id: 'asc' },
    select: { id: true, title: true, departmentId: true, effectiveFrom: true, publishedAt: true },
  });
  return rows
    .filter(({ publishedAt }) => publishedAt === null || cityDate(publishedAt) < day)
    .map(({ id, title, departmentId, effectiveFrom }) => ({
      ...{ id, title, departmentId },
      turn: effectiveFrom === day ? ('begins' as const) : ('ends' as const),
    }));
}

function titleOf(day: IsoDate, documents: TurningPoints['documents']): string {
  const named = documents
    .slice(0, namedInTitle)
    .map(({ title, turn }) => `《${title}》${turn === 'begins' ? '施行' : '失效'}`)
    .join('，');
  return `${day} 起${named}${documents.length > namedInTitle ? `等 ${documents.length} 份文件` : ''}`;
}
