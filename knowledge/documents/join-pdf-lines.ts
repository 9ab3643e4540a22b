import { glue } from './join-wrapped';
import { lineKind } from './line-kind';
import { cleanLine, type TextLine } from './text-lines';

/** A line as it lies on a PDF's page, in points from the left edge. */
export interface PdfLine {
  text: string;
  left: number;
  right: number;
  /** The width of its page. */
  pageWidth: number;
}

const pageNumber = /^[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–\s]*$/;

/**
 * The lines of a PDF's pages as paragraphs: page numbers go, and so do headers and footers that come on three pages or
 * more; a line that reaches the right edge goes on with the next, across pages too, unless the next begins something
 * of its own.
 */
export function joinPdfLines(pages: readonly (readonly PdfLine[])[]): TextLine[] {
  const lines = dropMargins(pages).flat();
  const edge = rightEdge(lines);
  const joined: TextLine[] = [];
  let open = false;
  for (const line of lines) {
    const text = cleanLine(line.text);
    if (text === '') continue;
    const before = joined.at(-1);
    const isOwn = lineKind(text).type !== 'plain' || isIndented(line, lines);
    if (before && open && !isOwn) joined[joined.length - 1] = { text: glue(before.text, text) };
    else joined.push({ text });
    const wide = (line.right - line.left) / Math.max(1, text.length);
    // A line that ends in the middle of the page was not wrapped, even where all lines are short.
    open = line.right >= edge - wide * 1.8 && line.right > line.pageWidth * 0.7;
  }
  return joined;
}

function dropMargins(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const seen = new Map<string, number>();
  const margin = (page: readonly PdfLine[]) =>
    [page[0], page.at(-1)].flatMap((line) => (line ? [normal(line.text)] : []));
  for (const page of pages)
    for (const text of new Set(margin(page))) seen.set(text, (seen.get(text) ?? 0) + 1);
  return pages.map((page) =>
    page.filter((line, i) => {
      const text = normal(line.text);
      const atEdge = i === 0 || i === page.length - 1;
      return !(atEdge && (pageNumber.test(text) || (seen.get(text) ?? 0) >= 3));
    }),
  );
}

function normal(text: string): string {
  return cleanLine(text);
}

/** Where most long lines end: the ninth tenth of all right ends. */
function rightEdge(lines: readonly PdfLine[]): number {
  const ends = lines.map((line) => line.right).sort((a, b) => a - b);
  return ends[Math.floor(ends.length * 0.9)] ?? 0;
}

/** A paragraph's first line is set in by about two characters. */
function isIndented(line: PdfLine, lines: readonly PdfLine[]): boolean {
  const lefts = lines.map(({ left }) => left).sort((a, b) => a - b);
  const margin = lefts[Math.floor(lefts.length * 0.1)] ?? 0;
  const wide = (line.right - line.left) / Math.max(1, line.text.length);
  return line.left > margin + wide * 1.2;
}
