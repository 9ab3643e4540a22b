import type { Db } from '~/prisma/database.server';

import type { EntryKind } from '../understanding/dictionary-entry';
import { formatEntriesCsv } from './entries-csv';

/** The whole dictionary as CSV, by kind and term, as it can be imported again. */
export async function exportEntries(db: Db): Promise<string> {
  const rows = await db.dictionaryEntry.findMany({ orderBy: [{ kind: 'asc' }, { term: 'asc' }] });
  return formatEntriesCsv(
    rows.map(({ kind, term, targets, weight, note, isSample }) => ({
      ...{ term, weight, note, isSample },
      kind: kind as EntryKind,
      targets: targets as string[],
    })),
  );
}
