import { indexPassages } from '~/knowledge/search/keyword-index.server';
import { passageTextHash } from '~/knowledge/search/passage-text-hash.server';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

let written = 0;

/** Writes a published document with its passages, indexed as ingestion does it. Returns the passages' ids. */
export async function writeDocument(
  db: Db,
  document: Partial<Prisma.DocumentUncheckedCreateInput> & { title: string },
  clauses: readonly string[],
): Promise<number[]> {
  written += 1;
  return db.$transaction(async (tx) => {
    const row = await tx.document.create({
      data: {
        titleKey: document.title,
        metadata: {},
        text: clauses.join('\n'),
        textHash: String(written),
        format: 'text',
        ...document,
      },
    });
    const passages = await tx.passage.createManyAndReturn({
      data: clauses.map((text, at) => {
        const path = `第${String(at + 1)}条`;
        const textHash = passageTextHash({ title: document.title, path, text });
        return { documentId: row.id, number: at, path, text, textHash, start: 0, end: text.length };
      }),
    });
    await indexPassages(
      tx,
      passages.map((passage) => ({ ...passage, title: document.title })),
    );
    return passages.map(({ id }) => id);
  });
}
