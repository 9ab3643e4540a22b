import type { Reader } from '~/prisma/access/reader';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { documentStatus } from '../document-status';
import { normalNumber } from '../find-document-number';
import { managedDocuments, readableDocuments } from '../readable-documents';
import { titleKey } from '../title-key';

import type { RelatedDocument } from './read-relations.server';

/** Documents that the reader may see whose title or number holds the words, at most eight; none for blank words. */
export async function searchTargets(
  db: Db,
  reader: Reader,
  q: string,
  asOf: IsoDate,
): Promise<RelatedDocument[]> {
  if (q.trim() === '') return [];
  const rows = await db.document.findMany({
    where: {
      AND: [
        { OR: [managedDocuments(reader), readableDocuments(reader)] },
        {
          OR: [
            { titleKey: { contains: titleKey(q) } },
            { title: { contains: q.trim() } },
            { documentNumber: { contains: normalNumber(q) } },
          ],
        },
      ],
    },
    orderBy: [{ effectiveFrom: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
    take: 8,
    select: {
      id: true,
      title: true,
      documentNumber: true,
      state: true,
      effectiveFrom: true,
      expiresOn: true,
      repealedOn: true,
      supersededOn: true,
    },
  });
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    documentNumber: row.documentNumber,
    state: row.state,
    status: documentStatus(row, asOf),
  }));
}
