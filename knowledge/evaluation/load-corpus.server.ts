import { indexPassages } from '~/knowledge/search/keyword-index.server';
import { passageTextHash } from '~/knowledge/search/passage-text-hash.server';
import type { Db } from '~/prisma/database.server';

import type { CorpusEntry } from './read-beir';

const entriesPerTransaction = 500;

/**
 * Writes a corpus into an empty database of its own: a public document without dates and one passage for each entry.
 * Returns the entry's id by passage.
 */
export async function loadCorpus(
  db: Db,
  corpus: readonly CorpusEntry[],
  onProgress: (done: number) => void = () => undefined,
): Promise<Map<number, string>> {
  const entryOf = new Map<number, string>();
  for (let from = 0; from < corpus.length; from += entriesPerTransaction) {
    const rows = corpus.slice(from, from + entriesPerTransaction).map((entry, at) => ({
      id: from + at + 1,
      documentId: `entry-${String(from + at + 1)}`,
      entry,
      passage: { title: entry.title, path: '', text: entry.text },
    }));
    await db.$transaction(async (tx) => {
      await tx.document.createMany({
        data: rows.map(({ documentId, entry }) => ({
          id: documentId,
          titleKey: entry._id,
          title: entry.title,
          metadata: {},
          textHash: documentId,
          text: '',
          format: 'beir',
        })),
      });
      await tx.passage.createMany({
        data: rows.map(({ id, documentId, passage }) => ({
          id,
          documentId,
          number: 0,
          path: '',
          text: passage.text,
          textHash: passageTextHash(passage),
          start: 0,
          end: passage.text.length,
        })),
      });
      await indexPassages(
        tx,
        rows.map(({ id, passage }) => ({ id, ...passage })),
      );
    });
    for (const { id, entry } of rows) entryOf.set(id, entry._id);
    onProgress(Math.min(corpus.length, from + entriesPerTransaction));
  }
  return entryOf;
}
