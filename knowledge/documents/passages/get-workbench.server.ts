import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { deskDocuments, managedDocuments, managesDocuments } from '../readable-documents';
import { findHits, type Hit } from '../find-hits';
import { drawableAs, readPageStarts } from '../pages/drawable-page';
import { replacePassages } from './edit-passages';
import { readStretches } from './read-stretches.server';
import { pageAt, readWorkbenchPart } from './read-workbench-part.server';
import { touchedStretches } from './workbench-borders';
import { layOnTop, readRevisions } from './working-layout.server';

/** What the workbench is asked for. */
export interface WorkbenchQuery {
  /** From 1. */
  page: number;
  /** A place in the text whose page is wanted, before that of `page`. */
  at: number | null;
  /** Words to count on all pages. */
  find: string;
}

/**
 * One page of a document's source beside its passages as they will be once what waits is published; where there are
 * several pages, also on which of them the words stand. Null when it is none of the reader's business.
 */
export async function getWorkbench(db: Db, reader: Reader, id: string, { find, ...asked }: WorkbenchQuery) {
  if (!managesDocuments(reader)) return null;
  const document = await db.document.findFirst({
    where: { AND: [{ id }, deskDocuments(reader)] },
    select: { id: true, text: true, format: true, fileId: true, pageStarts: true },
  });
  if (!document) return null;
  const canEdit = (await db.document.count({ where: { AND: [{ id }, managedDocuments(reader)] } })) > 0;
  const { revisions, ...part } = await readWorkbenchPart(db, document, asked);
  const count = (state: string) => revisions.filter((one) => one.state === state).length;
  const newest = await db.passageRevision.findFirst({
    where: { documentId: id, changeId: { not: null } },
    orderBy: { number: 'desc' },
    select: { changeId: true },
  });
  return {
    id,
    ...part,
    canEdit,
    pageStarts: document.fileId && drawableAs(document.format) ? readPageStarts(document.pageStarts) : null,
    found: part.pages > 1 ? countByPage(findHits(document.text, find), part.ends) : null,
    waiting: {
      pending: count('pending'),
      checking: count('checking'),
      undecided: count('undecided'),
      changeId: newest?.changeId ?? null,
    },
  };
}

/** How often some words stand on each page that has them. */
function countByPage(hits: readonly Hit[], ends: readonly number[]): { page: number; hits: number }[] {
  const pages = new Map<number, number>();
  for (const { start } of hits) {
    const page = pageAt(ends, start);
    pages.set(page, (pages.get(page) ?? 0) + 1);
  }
  return [...pages].map(([page, times]) => ({ page, hits: times }));
}

/** The newest corrections of a document, each with whether it can be taken back now; null as `getWorkbench`. */
export async function getRevisions(db: Db, reader: Reader, id: string, take = 100) {
  if (!managesDocuments(reader)) return null;
  const known = await db.document.count({ where: { AND: [{ id }, deskDocuments(reader)] } });
  if (known === 0) return null;
  const canEdit = (await db.document.count({ where: { AND: [{ id }, managedDocuments(reader)] } })) > 0;
  const rows = await readRevisions(db, id);
  const { working, revisions } = layOnTop(await readStretches(db, id, touchedStretches(rows)), rows);
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
