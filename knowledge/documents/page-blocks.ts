import { lineKind } from './line-kind';

/** A passage as a page needs it. */
export interface PagePassage {
  id: number;
  path: string;
  text: string;
  start: number;
  end: number;
}

/** What a document's page shows, in the order of the text; together the blocks are the whole text. */
export type PageBlock =
  | { type: 'heading'; id: string; level: 2 | 3; text: string }
  | { type: 'note'; text: string }
  | { type: 'passage'; passage: PagePassage };

/**
 * A document as headings, notes and passages: what lies between two passages are headings, what lies before the first
 * are notes on the text (题注) up to the first heading. The title itself is left to the page.
 */
export function pageBlocks(text: string, passages: readonly PagePassage[], title: string): PageBlock[] {
  const blocks: PageBlock[] = [];
  let from = 0;
  let headings = 0;
  const between = (until: number) => {
    for (const line of text.slice(from, until).split('\n').filter(Boolean)) {
      const kind = lineKind(line);
      const isNote = kind.type === 'plain' && /^[（(]?[\d０-９二一]{4}|^目\s*录$/.test(line);
      if (line === title) continue;
      if (isNote) {
        blocks.push({ type: 'note', text: line });
      } else {
        headings += 1;
        const level = kind.type === 'heading' && kind.rank < 4 ? 2 : kind.type === 'plain' ? 2 : 3;
        blocks.push({ type: 'heading', id: `h-${headings}`, level, text: line });
      }
    }
  };
  for (const passage of passages) {
    between(passage.start);
    blocks.push({ type: 'passage', passage });
    from = passage.end;
  }
  between(text.length);
  return blocks;
}
