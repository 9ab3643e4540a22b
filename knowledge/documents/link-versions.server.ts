import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';

import { orderVersions } from './order-versions';

/** A document's family: versions share the title in normal form and the region. */
export interface Family {
  titleKey: string;
  region: string;
}

/** Works out anew which published version of a document replaces which, and from when. Writes only what changed. */
export async function linkVersions(tx: Tx, { titleKey, region }: Family): Promise<void> {
  const rows = await tx.document.findMany({
    where: { titleKey, region, state: 'published' },
    select: {
      id: true,
      title: true,
      textKind: true,
      effectiveFrom: true,
      issuedOn: true,
      adoptedOn: true,
      createdAt: true,
      supersededOn: true,
      supersededById: true,
    },
  });
  const successions = orderVersions(
    rows.map((row) => ({ ...row, createdOn: cityDate(row.createdAt), createdAt: row.createdAt.valueOf() })),
  );
  for (const { id, supersededOn, supersededById } of successions) {
    const row = rows.find((candidate) => candidate.id === id);
    if (row?.supersededOn === supersededOn && row.supersededById === supersededById) continue;
    await tx.document.update({ where: { id }, data: { supersededOn, supersededById } });
  }
}
