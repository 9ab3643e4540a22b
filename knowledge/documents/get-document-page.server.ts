import type { Reader } from '~/prisma/access/reader';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { getDocumentSummary } from './get-document.server';
import { pageBlocks, type PageBlock } from './page-blocks';
import { pageWindow } from './page-window';

/** One page of a document's text. */
export interface DocumentPart {
  blocks: PageBlock[];
  page: number;
  pages: number;
  /** Whether the passage that was asked for is one of the document's; its page is shown then. */
  hasPassage: boolean;
}

/**
 * A document that the reader may read, with one page of its text: that of the passage asked for, else the page asked
 * for. Only that page's passages are read, so that a table of 50,000 rows opens as quickly as a notice. Null when
 * there is none for this reader.
 */
export async function getDocumentPage(
  db: Db,
  reader: Reader,
  id: string,
  { asOf, ...asked }: { asOf: IsoDate; page: number; passageId: number | null },
) {
  const document = await getDocumentSummary(db, reader, id, asOf);
  return document && { document, ...(await readPart(db, document, asked)) };
}

async function readPart(
  db: Db,
  { id, title }: { id: string; title: string },
  { page, passageId }: { page: number; passageId: number | null },
): Promise<DocumentPart> {
  const number = passageId === null ? null : await numberOf(db, id, passageId);
  const total = await db.passage.count({ where: { documentId: id } });
  const window = pageWindow(total, { page, number });
  const passages = await db.passage.findMany({
    // With the one before, whose end is where the page's text begins.
    where: { documentId: id, number: { gte: window.first - 1, lte: window.last } },
    select: { id: true, number: true, path: true, text: true, start: true, end: true },
    orderBy: { number: 'asc' },
  });
  const before = passages[0] !== undefined && passages[0].number < window.first ? passages.shift() : null;
  const { text } = await db.document.findUniqueOrThrow({ where: { id }, select: { text: true } });
  const from = before?.end ?? 0;
  const to = window.page === window.pages ? text.length : (passages.at(-1)?.end ?? text.length);
  const inPart = passages.map(({ number: _number, ...passage }) => ({
    ...passage,
    start: passage.start - from,
    end: passage.end - from,
  }));
  return {
    blocks: pageBlocks(text.slice(from, to), inPart, title),
    page: window.page,
    pages: window.pages,
    hasPassage: number !== null,
  };
}

async function numberOf(db: Db, documentId: string, id: number): Promise<number | null> {
  const passage = await db.passage.findFirst({ where: { id, documentId }, select: { number: true } });
  return passage?.number ?? null;
}
