import { documentStatus } from '~/knowledge/documents/document-status';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import type { CitablePassage } from './check-reply';

/**
 * Passages that a reply may cite, in the order of the ids. Only public, published texts: the asker must be able to read
 * them. Ids of others, or that no longer exist, are left out.
 */
export async function readCitablePassages(
  db: Db | Tx,
  ids: readonly number[],
  now: Date,
): Promise<CitablePassage[]> {
  const wanted = [...new Set(ids)].slice(0, 20);
  const rows = await db.passage.findMany({
    where: { id: { in: wanted }, document: { state: 'published', audience: 'public' } },
    include: { document: { omit: { text: true, metadata: true } } },
  });
  const today = cityDate(now);
  return wanted.flatMap((id) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return [];
    const { title, documentNumber, textKind } = row.document;
    return [
      {
        passageId: id,
        documentId: row.documentId,
        ...{ title, documentNumber, textKind },
        path: row.path,
        text: row.text,
        ...(row.correctedAt !== null && { corrected: true }),
        status: documentStatus(row.document, today),
      },
    ];
  });
}
