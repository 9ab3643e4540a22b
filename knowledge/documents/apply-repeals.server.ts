import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';

import type { DocumentMetadata } from './metadata';
import { versionDate } from './order-versions';
import { isWithin } from './region';

/** Works out anew when the documents of these titles were repealed, and by which. */
export async function applyRepeals(tx: Tx, titleKeys: readonly string[]): Promise<void> {
  for (const titleKey of new Set(titleKeys)) {
    const targets = await tx.document.findMany({
      where: { titleKey, state: 'published' },
      select: {
        id: true,
        region: true,
        effectiveFrom: true,
        issuedOn: true,
        adoptedOn: true,
        createdAt: true,
        repealedOn: true,
        repealedBy: true,
        metadata: true,
      },
    });
    if (targets.length === 0) continue;
    const repeals = await repealsOf(tx, titleKey);
    for (const target of targets) {
      const corrected = (target.metadata as unknown as DocumentMetadata).fields.repealedOn;
      const counted = versionDate({ ...target, createdOn: cityDate(target.createdAt) });
      // A text that came out again after its repeal is a new one.
      const repeal = repeals.find(
        (one) => one.id !== target.id && one.on > counted && isWithin(target.region, one.region),
      );
      const repealedOn = corrected?.from === 'correction' ? corrected.value || null : (repeal?.on ?? null);
      const repealedBy = corrected?.from === 'correction' ? null : (repeal?.id ?? null);
      if (target.repealedOn === repealedOn && target.repealedBy === repealedBy) continue;
      await tx.document.update({ where: { id: target.id }, data: { repealedOn, repealedBy } });
    }
  }
}

/** Who repeals a title, the earliest first. */
async function repealsOf(tx: Tx, titleKey: string): Promise<{ id: string; on: string; region: string }[]> {
  const rows = await tx.documentRepeal.findMany({
    where: { titleKey, state: { not: 'dismissed' }, document: { state: 'published' } },
    select: {
      document: {
        select: {
          id: true,
          region: true,
          effectiveFrom: true,
          issuedOn: true,
          adoptedOn: true,
          createdAt: true,
        },
      },
    },
  });
  return rows
    .map(({ document }) => ({
      id: document.id,
      region: document.region,
      on: versionDate({ ...document, createdOn: cityDate(document.createdAt) }),
    }))
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}
