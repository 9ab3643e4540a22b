import type { Refusal } from '../refusal';

/** Formats whose pages are pictures that a person compares the text with. */
const drawable: Readonly<Record<string, 'pdf' | 'image'>> = {
  pdf: 'pdf',
  png: 'image',
  jpeg: 'image',
  webp: 'image',
  tiff: 'image',
};

/** How the pages of a format are drawn; null where they aren't. */
export function drawableAs(format: string): 'pdf' | 'image' | null {
  return drawable[format] ?? null;
}

/** A page of a stored file to draw. */
export interface DrawRequest {
  /** The file's SHA-256 in hex, and where it is. */
  sha256: string;
  file: string;
  format: 'pdf' | 'image';
  /** From 1. */
  page: number;
  /** The longer side of the picture, in pixels. */
  longSide: number;
  /** More pixels than this are not decoded. */
  pixels: number;
}

/** What the process that draws answers; `fault` is told by the way. */
export type DrawAnswer =
  | { kind: 'drawn'; webp: Buffer }
  | { kind: 'no-page' }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'failed'; message: string }
  | { kind: 'fault'; message: string };

/** Where the pages of an original begin in the text, from the column's numbers; null where it has no pages. */
export function readPageStarts(column: string | null): number[] | null {
  return column === null || column === '' ? null : column.split(' ').map(Number);
}

/** The page (from 1) of a place in the text: the last that begins at or before it. */
export function pageOfPlace(pageStarts: readonly number[], place: number): number {
  let page = 1;
  pageStarts.forEach((start, i) => {
    if (start <= place) page = i + 1;
  });
  // Blank pages begin where the next one does, and nothing stands on them.
  while (page > 1 && pageStarts[page - 2] === pageStarts[page - 1]) page -= 1;
  return page;
}

/** Whether a stretch of the text stands on a page (from 1), wholly or in part. */
export function isOnPage(
  pageStarts: readonly number[],
  page: number,
  { start, end }: { start: number; end: number },
): boolean {
  const from = pageStarts[page - 1] ?? 0;
  const to = pageStarts[page] ?? Number.POSITIVE_INFINITY;
  return start < to && end > from;
}
