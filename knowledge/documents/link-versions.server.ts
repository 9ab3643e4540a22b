import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';

import { orderVersions } from './order-versions';
import { endedColumns, readEndings } from './relations/endings.server';

/** A document's family: versions share the title in normal form and the region. */
export interface Family {
  titleKey: string;
  region: string;
}

/**
 * Works out anew which published version of a document replaces which, and from when; a confirmed 代替 by a document of
 * another title counts where it comes first. Writes only what changed.
 */
export async function linkVersions(tx: Tx, { titleKey, region }: Family): Promise<void> {
  const rows = await tx.document.findMany({
    where: { titleKey, region, state: 'published' },
    select: { ...endedColumns, title: true, textKind: true, supersededOn: true, supersededById: true },
  });
  if (rows.length === 0) return;
  const endingOf = await readEndings(tx, 'replaces', rows);
  const successions = orderVersions(
    rows.map((row) => ({ ...row, createdOn: cityDate(row.createdAt), createdAt: row.createdAt.valueOf() })),
  );
  for (const succession of successions) {
    const row = rows.find((candidate) => candidate.id === succession.id);
    if (!row) continue;
    const ending = endingOf(row);
    const isEarlier =
      ending !== null && (succession.supersededOn === null || ending.on < succession.supersededOn);
    const supersededOn = isEarlier ? ending.on : succession.supersededOn;
    const supersededById = isEarlier ? ending.id : succession.supersededById;
    if (row.supersededOn === supersededOn && row.supersededById === supersededById) continue;
    await tx.document.update({ where: { id: row.id }, data: { supersededOn, supersededById } });
  }
}
