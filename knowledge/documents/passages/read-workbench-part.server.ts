import type { Db } from '~/prisma/database.server';

import { isCorrected, type PassageState } from './edit-passages';
import { readStretches } from './read-stretches.server';
import { movePageBorder, touchedStretches, workbenchPassages } from './workbench-borders';
import { isWaiting, layOnTop, readRevisions, type Revision } from './working-layout.server';

/** A page of a document at the desk: its passages as they will be, and the stretch of the text that they lie in. */
export interface WorkbenchPart {
  passages: (PassageState & { corrected: boolean })[];
  text: string;
  /** Where the stretch begins in the document's text: the stretches of all pages in order are the whole text. */
  offset: number;
  page: number;
  pages: number;
  /** Where each page ends in the document's text. */
  ends: number[];
  /** Passages on all pages. */
  total: number;
  /** All corrections, the newest first. */
  revisions: Revision[];
  /** The number of the newest one; 0 when there is none. */
  revision: number;
}

/**
 * Reads one page of a document's passages with the corrections that wait on top of them. `at` is a place in the text
 * whose page is wanted, before that of `page` (from 1). Only what stands on the page or is touched by a waiting
 * correction is read.
 */
export async function readWorkbenchPart(
  db: Db,
  document: { id: string; text: string },
  { page, at }: { page: number; at: number | null },
  size = workbenchPassages,
): Promise<WorkbenchPart> {
  const revisions = await readRevisions(db, document.id);
  const touched = touchedStretches(revisions.filter(isWaiting));
  const live = await db.passage.count({ where: { documentId: document.id } });
  const ends = (await pageEnds(db, document, live, size)).map((end) => movePageBorder(end, touched));
  const asked = at === null ? page : pageAt(ends, at);
  const shown = Math.min(Math.max(1, Math.trunc(asked) || 1), ends.length);
  const from = ends[shown - 2] ?? 0;
  const to = ends[shown - 1] ?? document.text.length;
  const rows = await readStretches(db, document.id, [...touched, { start: from, end: to }]);
  const laid = layOnTop(rows, revisions);
  return {
    passages: laid.working
      .filter(({ start }) => start >= from && start < to)
      .map((passage) => ({ ...passage, corrected: isCorrected(passage, document.text) })),
    text: document.text.slice(from, to),
    offset: from,
    page: shown,
    pages: ends.length,
    ends,
    total: live + laid.working.length - rows.length,
    revisions: laid.revisions,
    revision: revisions.at(-1)?.number ?? 0,
  };
}

/** Where each page ends in the text, by the live passages. */
async function pageEnds(
  db: Db,
  { id, text }: { id: string; text: string },
  passages: number,
  size: number,
): Promise<number[]> {
  const pages = Math.max(1, Math.ceil(passages / size));
  const numbers = Array.from({ length: pages - 1 }, (_, i) => (i + 1) * size);
  const rows = await db.passage.findMany({
    where: { documentId: id, number: { in: numbers } },
    select: { end: true },
    orderBy: { number: 'asc' },
  });
  return [...rows.map(({ end }) => end), text.length];
}

/** The page (from 1) that a place in the text is on. */
export function pageAt(ends: readonly number[], at: number): number {
  const page = ends.findIndex((end) => at < end);
  return page === -1 ? ends.length : page + 1;
}
