/** A passage as the workbench shows it; `id` is null for one that waits to be published. */
export interface WorkPassage {
  start: number;
  end: number;
  path: string;
  heading: string;
  text: string;
  /** A person corrected its words. */
  corrected: boolean;
}

/** The source text in order: passages, and what lies between them (titles, headings, notes, what was left out). */
export type SourceBlock = { start: number; end: number; passage: number | null };

/** Cuts the source at the passages' borders; together the blocks are the whole text. */
export function sourceBlocks(length: number, passages: readonly WorkPassage[]): SourceBlock[] {
  const blocks: SourceBlock[] = [];
  let at = 0;
  passages.forEach(({ start, end }, passage) => {
    if (start > at) blocks.push({ start: at, end: start, passage: null });
    blocks.push({ start: Math.max(start, at), end, passage });
    at = Math.max(at, end);
  });
  if (at < length) blocks.push({ start: at, end: length, passage: null });
  return blocks.filter((block) => block.end > block.start);
}
