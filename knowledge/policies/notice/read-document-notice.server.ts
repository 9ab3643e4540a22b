import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { deskDocuments } from '../../documents/readable-documents';
import { regionName } from '../../documents/region';
import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import type { NoticeDraft, NoticePassage } from './notice-draft';
import { readNotice } from './read-notice';

/** A notice read, with what is known of its document. */
export interface DocumentNotice {
  document: {
    id: string;
    title: string;
    documentNumber: string | null;
    region: string;
    effectiveFrom: string | null;
    expiresOn: string | null;
    departmentId: string | null;
  };
  notice: NoticeDraft;
  passages: NoticePassage[];
}

/** Only so many passages are read: a notice is short, a code of laws is none. */
const mostPassages = 400;

/** Reads a document that the reader sees at the desk as a notice. Throws NotFoundError for any other. */
export async function readDocumentNotice(
  { db }: { db: Db },
  reader: Reader,
  documentId: string,
): Promise<DocumentNotice> {
  const found = await db.document.findFirst({
    where: { AND: [{ id: documentId }, deskDocuments(reader)] },
    select: {
      id: true,
      title: true,
      documentNumber: true,
      region: true,
      effectiveFrom: true,
      expiresOn: true,
      departmentId: true,
      passages: {
        orderBy: { number: 'asc' },
        take: mostPassages,
        select: { id: true, path: true, text: true },
      },
    },
  });
  if (!found) throw new NotFoundError('document', documentId);
  const { passages, ...document } = found;
  const catalogue = await loadCatalogue(db);
  const name = regionName(document.region);
  const region = { code: document.region, names: name ? [name, name.replace(/[省市]$/, '')] : [] };
  return { document, notice: readNotice(passages, { catalogue, region }), passages };
}
