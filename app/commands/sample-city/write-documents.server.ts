import { defaultLimits } from '~/knowledge/documents/document-limits';
import { parseFile } from '~/knowledge/documents/parse-file.server';
import { saveDocument } from '~/knowledge/documents/save-document.server';
import { readLibraryDocuments, type LibraryDocument } from '~/knowledge/library/read-library.server';
import { systemReader } from '~/prisma/access/reader';

import type { StageContext } from './city-stage';

/**
 * The documents, through the same parser and the same transaction as any other; the parser runs in this thread, since
 * the library is our own.
 */
export async function writeDocuments({ db, filesDir, now, today, step }: StageContext): Promise<void> {
  const documents = readLibraryDocuments(today);
  for (const [index, document] of documents.entries()) {
    const file = { bytes: new TextEncoder().encode(asFile(document)), name: `${document.slug}.md` };
    const parsed = await parseFile(file, defaultLimits);
    await saveDocument({ db, filesDir, now }, file, parsed, {
      reader: systemReader,
      departmentId: document.header.departmentId ?? null,
      isSample: true,
    });
    step(index + 1, documents.length);
  }
}

/** The document as a file that stands by itself, its dates filled in. */
function asFile({ header, markdown }: LibraryDocument): string {
  return `---json\n${JSON.stringify(header, null, 2)}\n---\n\n${markdown}`;
}
