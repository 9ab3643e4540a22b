import { indexPassages } from '~/knowledge/search/keyword-index.server';
import { passageTextHash } from '~/knowledge/search/passage-text-hash.server';
import type { Tx } from '~/prisma/database.server';

import type { PassageDraft } from './passage';

/**
 * Writes a document's passages and their keywords, in the transaction that writes the document: it is found whole or
 * not at all. Numbers begin at 1.
 */
export async function writePassages(
  tx: Tx,
  document: { id: string; title: string },
  passages: readonly PassageDraft[],
): Promise<void> {
  const rows = passages.map((passage, i) => ({
    ...passage,
    number: i + 1,
    textHash: passageTextHash({ title: document.title, path: passage.path, text: passage.text }),
  }));
  // One statement for all of them: a code of law has more than a thousand articles.
  const written = await tx.$queryRawUnsafe<{ id: number | bigint; number: number | bigint }[]>(
    `INSERT INTO "Passage" ("documentId", "number", "path", "heading", "text", "textHash", "start", "end", "kind")
     SELECT ?, value->>'number', value->>'path', value->>'heading', value->>'text', value->>'textHash',
            value->>'start', value->>'end', value->>'kind'
     FROM json_each(?) WHERE true
     RETURNING "id", "number"`,
    document.id,
    JSON.stringify(rows),
  );
  const ids = new Map(written.map(({ id, number }) => [Number(number), Number(id)]));
  await indexPassages(
    tx,
    rows.map(({ number, path, text }) => ({ id: ids.get(number) ?? -1, title: document.title, path, text })),
  );
}
