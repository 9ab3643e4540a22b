/** Passages that one page shows at most: the Civil Code (1,260 articles) fits on one, a table of 50,000 rows doesn't. */
export const longestPage = 1500;
/** Passages on each page of a document that is longer. */
export const passagesPerPage = 500;

/** One page of a document: the numbers of its first and last passage (from 1; none where `last` is 0). */
export interface PageWindow {
  page: number;
  pages: number;
  first: number;
  last: number;
}

/**
 * The page that is asked for, within what there is: that of the passage `number`, else `page` (from 1). All windows in
 * order are the numbers from 1 to `total`.
 */
export function pageWindow(
  total: number,
  { page, number }: { page: number; number: number | null },
  { longest = longestPage, size = passagesPerPage }: { longest?: number; size?: number } = {},
): PageWindow {
  if (total <= longest) return { page: 1, pages: 1, first: 1, last: total };
  const pages = Math.ceil(total / size);
  const asked = number === null ? page : Math.ceil(number / size);
  const shown = Math.min(Math.max(1, Math.trunc(asked) || 1), pages);
  return { page: shown, pages, first: (shown - 1) * size + 1, last: Math.min(shown * size, total) };
}
