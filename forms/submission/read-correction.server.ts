import type { Db, Tx } from '~/prisma/database.server';

import type { Correction } from './keep-closed';

/** What a draft that corrects a returned case may change; null for any other draft. */
export async function readCorrection(db: Db | Tx, caseId: string | null): Promise<Correction | null> {
  if (caseId === null) return null;
  const [event, newest] = await Promise.all([
    db.caseEvent.findFirst({ where: { caseId, kind: 'returned' }, orderBy: { number: 'desc' } }),
    db.submission.findFirst({
      where: { caseId },
      orderBy: { submittedAt: 'desc' },
      select: { data: true },
    }),
  ]);
  if (!event || !newest) return null;
  const { fields = {} } = event.detail as { fields?: Record<string, string> };
  return { open: Object.keys(fields), before: newest.data as Record<string, unknown> };
}
