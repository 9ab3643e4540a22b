import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { deskDocuments, managedDocuments, managesDocuments } from '../readable-documents';
import { isCorrected, replacePassages } from './edit-passages';
import { readWorkingLayout } from './working-layout.server';

/**
 * A document's source beside its passages as they will be once what waits is published. Null when it is none of the
 * reader's business.
 */
export async function getWorkbench(db: Db, reader: Reader, id: string) {
  if (!managesDocuments(reader)) return null;
  const document = await db.document.findFirst({
    where: { AND: [{ id }, deskDocuments(reader)] },
    select: { id: true, text: true },
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

/** The newest corrections of a document, each with whether it can be taken back now; null as `getWorkbench`. */
export async function getRevisions(db: Db, reader: Reader, id: string, take = 100) {
  if (!managesDocuments(reader)) return null;
  const known = await db.document.count({ where: { AND: [{ id }, deskDocuments(reader)] } });
  if (known === 0) return null;
  const canEdit = (await db.document.count({ where: { AND: [{ id }, managedDocuments(reader)] } })) > 0;
  const { working, revisions } = await readWorkingLayout(db, id);
  const numbers = new Map(revisions.map((one) => [one.id, one.number]));
  return {
    canEdit,
    revisions: revisions.slice(0, take).map((revision) => ({
      id: revision.id,
      number: revision.number,
      action: revision.action,
      undoes: revision.undoesId === null ? null : (numbers.get(revision.undoesId) ?? null),
      reason: revision.reason,
      by: revision.personName,
      createdAt: revision.createdAt,
      state: revision.state,
      before: revision.before,
      after: revision.after,
      canUndo:
        revision.state !== 'dropped' &&
        replacePassages(working, { before: revision.after, after: revision.before }) !== null,
    })),
  };
}
