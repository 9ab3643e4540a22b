/** Passages that the workbench shows at a time: more make a page that no browser works with well. */
export const workbenchPassages = 500;

/** A part of a document at the desk: its passages, and the text that they lie in, from `offset` on. */
export interface WorkbenchPart<Passage> {
  passages: Passage[];
  text: string;
  offset: number;
  page: number;
  pages: number;
  /** Passages on all pages. */
  total: number;
}

/**
 * One page of the passages with its stretch of the text; `at` is a place in the text whose page is wanted, before that
 * of `page` (from 1). The stretches in order are the whole text.
 */
export function cutWorkbench<Passage extends { start: number; end: number }>(
  text: string,
  passages: readonly Passage[],
  { page, at }: { page: number; at: number | null },
  size = workbenchPassages,
): WorkbenchPart<Passage> {
  const pages = Math.max(1, Math.ceil(passages.length / size));
  const from = (wanted: number) => (wanted === 1 ? 0 : (passages[(wanted - 1) * size - 1]?.end ?? 0));
  const asked = at === null ? page : findPage(passages, at, size);
  const shown = Math.min(Math.max(1, Math.trunc(asked) || 1), pages);
  const offset = from(shown);
  return {
    passages: passages.slice((shown - 1) * size, shown * size),
    text: text.slice(offset, shown === pages ? text.length : from(shown + 1)),
    offset,
    page: shown,
    pages,
    total: passages.length,
  };
}

function findPage(passages: readonly { end: number }[], at: number, size: number): number {
  const passage = passages.findIndex(({ end }) => at < end);
  return passage === -1 ? Math.ceil(passages.length / size) : Math.floor(passage / size) + 1;
}
