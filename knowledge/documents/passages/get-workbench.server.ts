import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { managedDocuments, managesDocuments, readableDocuments } from '../readable-documents';
import { isCorrected } from './edit-passages';
import { readWorkingLayout } from './working-layout.server';

/**
 * A document's source beside its passages as they will be once what waits is published. Null when it is none of the
 * reader's business.
 */
export async function getWorkbench(db: Db, reader: Reader, id: string) {
  if (!managesDocuments(reader)) return null;
  const document = await db.document.findFirst({
    where: { AND: [{ id }, { OR: [managedDocuments(reader), readableDocuments(reader)] }] },
    select: { id: true, text: true, format: true, fileId: true },
  });
  if (!document) return null;
  const canEdit = (await db.document.count({ where: { AND: [{ id }, managedDocuments(reader)] } })) > 0;
  const { working, revisions, revision } = await readWorkingLayout(db, id);
  const count = (state: string) => revisions.filter((one) => one.state === state).length;
  const newest = await db.passageRevision.findFirst({
    where: { documentId: id, changeId: { not: null } },
    orderBy: { number: 'desc' },
    select: { changeId: true },
  });
  return {
    id,
    text: document.text,
    pages: 0,
    canEdit,
    revision,
    passages: working.map((passage) => ({
      start: passage.start,
      end: passage.end,
      path: passage.path,
      heading: passage.heading,
      text: passage.text,
      corrected: isCorrected(passage, document.text),
    })),
    waiting: {
      pending: count('pending'),
      checking: count('checking'),
      undecided: count('undecided'),
      changeId: newest?.changeId ?? null,
    },
  };
}
