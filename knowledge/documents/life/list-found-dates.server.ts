import type { Reader } from '~/prisma/access/reader';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { isOpen } from '../document-fields';
import { documentStatus, type DocumentStatus } from '../document-status';
import type { DocumentMetadata, FoundValue } from '../metadata';
import { managedDocuments } from '../readable-documents';

/** A document whose effect or expiry was read from its text and that nobody has looked at yet. */
export interface FoundDates {
  id: string;
  title: string;
  documentNumber: string | null;
  state: string;
  status: DocumentStatus;
  dates: { field: 'effectiveFrom' | 'expiresOn'; found: FoundValue; sentence: string }[];
}

const pageSize = 30;

/** A page of them, those that end first before the others: a wrong expiry silences a document. */
export async function listFoundDates(
  db: Db,
  reader: Reader,
  page: number,
  asOf: IsoDate,
): Promise<{ documents: FoundDates[]; total: number; pageSize: number }> {
  const where: Prisma.DocumentWhereInput = {
    AND: [managedDocuments(reader), { datesState: 'found', state: { not: 'withdrawn' } }],
  };
  const total = await db.document.count({ where });
  const rows = await db.document.findMany({
    where,
    orderBy: [{ expiresOn: { sort: 'asc', nulls: 'last' } }, { createdAt: 'desc' }, { id: 'asc' }],
    skip: (page - 1) * pageSize,
    take: pageSize,
    select: {
      id: true,
      title: true,
      documentNumber: true,
      state: true,
      effectiveFrom: true,
      expiresOn: true,
      repealedOn: true,
      supersededOn: true,
      metadata: true,
      text: true,
    },
  });
  return {
    documents: rows.map(({ metadata, text, ...row }) => ({
      id: row.id,
      title: row.title,
      documentNumber: row.documentNumber,
      state: row.state,
      status: documentStatus(row, asOf),
      dates: openDates(metadata as unknown as DocumentMetadata, text),
    })),
    total,
    pageSize,
  };
}

/** The found days of a document with the sentences that state them. */
export function openDates(metadata: DocumentMetadata, text: string): FoundDates['dates'] {
  return (['effectiveFrom', 'expiresOn'] as const).flatMap((field) => {
    const found = metadata.fields[field];
    return found && isOpen(found) ? [{ field, found, sentence: sentenceOf(found, text) }] : [];
  });
}

/** The sentence in which the words stand; the words themselves when they stand elsewhere (the file's name). */
function sentenceOf({ words, start, end }: FoundValue, text: string): string {
  if (start === null || end === null) return words;
  const before = text.slice(Math.max(0, start - 80), start);
  const after = text.slice(end, end + 80);
  const begin = Math.max(before.lastIndexOf('。'), before.lastIndexOf('\n')) + 1;
  const stop = after.search(/[。\n]/);
  return before.slice(begin) + text.slice(start, end) + (stop === -1 ? after : after.slice(0, stop + 1));
}
