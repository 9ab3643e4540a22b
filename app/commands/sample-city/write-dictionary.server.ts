import { readLibraryDictionary } from '~/knowledge/library/read-library.server';
import { termKey } from '~/knowledge/search/understanding/term-key';

import { sampleId, type StageContext } from './city-stage';

/** The dictionary that ships with the platform; the invented city's places are marked as samples. */
export async function writeDictionary({ db, now, step }: StageContext): Promise<void> {
  const entries = readLibraryDictionary();
  const at = now();
  const known = await db.dictionaryEntry.findMany({ select: { kind: true, termKey: true } });
  const standing = new Set(known.map(({ kind, termKey: key }) => `${kind} ${key}`));
  const rows = entries
    .map((entry) => ({ ...entry, termKey: termKey(entry.term), createdAt: at, updatedAt: at }))
    .filter(({ kind, termKey: key }) => !standing.has(`${kind} ${key}`))
    .map((row) => ({ ...row, id: sampleId('word', row.kind, row.termKey) }));
  await db.dictionaryEntry.createMany({ data: rows });
  step(entries.length, entries.length);
}
