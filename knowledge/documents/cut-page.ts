import type { PageBlock } from './page-blocks';

/** Passages on one page of a long document: the Civil Code (1,260 articles) fits on one, a table of 50,000 rows doesn't. */
export const passagesPerPage = 1500;

/** One page of a document's blocks; pages are counted from 1. */
export interface DocumentPage {
  blocks: PageBlock[];
  page: number;
  pages: number;
}

/**
 * The blocks of one page: that of the passage asked for, else the page asked for, within what there is. Headings stay
 * with the passage after them; all pages in order are all blocks.
 */
export function cutPage(
  blocks: readonly PageBlock[],
  { page, passageId }: { page: number; passageId: number | null },
  size = passagesPerPage,
): DocumentPage {
  const starts = [0];
  let passages = 0;
  let asked: number | null = null;
  blocks.forEach((block, at) => {
    if (block.type !== 'passage') return;
    passages += 1;
    if (passages > size) {
      starts.push(firstHeadingBefore(blocks, at));
      passages = 1;
    }
    if (block.passage.id === passageId) asked = starts.length;
  });
  const shown = Math.min(Math.max(1, Math.trunc(asked ?? page) || 1), starts.length);
  return { blocks: blocks.slice(starts[shown - 1], starts[shown]), page: shown, pages: starts.length };
}

function firstHeadingBefore(blocks: readonly PageBlock[], at: number): number {
  let first = at;
  while (first > 0 && blocks[first - 1]?.type !== 'passage') first -= 1;
  return first;
}
