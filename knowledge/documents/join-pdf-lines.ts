import { glue } from './join-wrapped';
import { lineKind } from './line-kind';
import { joinTables } from './pdf/join-tables';
import { tableRows, type TableCell } from './table-rows';
import { cleanLine, type TextLine } from './text-lines';

/** A line as it lies on a PDF's page, in points from the left edge. */
export interface PdfLine {
  text: string;
  left: number;
  right: number;
  /** The width of its page. */
  pageWidth: number;
  /** A whole table in the place of a line. */
  table?: PdfTable;
}

/** A table as it lies on one page: its rows, and where its columns' borders are. */
export interface PdfTable {
  rows: TableCell[][];
  columns: number[];
}

const pageNumber = /^[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–\s]*$/;

/**
 * The lines of a PDF's pages as paragraphs: page numbers go, and so do headers and footers that come on three pages or
 * more; a line that reaches the right edge goes on with the next, across pages too, unless the next begins something
 * of its own. Tables become rows with their headings; one that goes on over the page is one.
 */
export function joinPdfLines(pages: readonly (readonly PdfLine[])[]): TextLine[] {
  const lines = joinTables(
    dropMargins(pages).flatMap((page, i) => page.map((line) => ({ ...line, page: i + 1 }))),
  );
  const texts = lines.filter(({ table }) => table === undefined);
  const edge = rightEdge(texts);
  const margin = leftMargin(texts);
  const joined: TextLine[] = [];
  let open = false;
  for (const line of lines) {
    if (line.table) {
      joined.push(...tableRows(line.table.rows));
      open = false;
      continue;
    }
    const text = cleanLine(line.text);
    if (text === '') continue;
    const before = joined.at(-1);
    const isOwn = lineKind(text).type !== 'plain' || isNumberLine(text) || isIndented(line, margin);
    if (before && open && !isOwn) joined[joined.length - 1] = { ...before, text: glue(before.text, text) };
    else joined.push({ text, page: line.page });
    const wide = (line.right - line.left) / Math.max(1, text.length);
    // A line that ends in the middle of the page was not wrapped, even where all lines are short.
    open = line.right >= edge - wide * 1.8 && line.right > line.pageWidth * 0.7 && !isCentred(line, margin);
  }
  return joined;
}

/** The first two and the last two lines of a page, where they come on three pages or more or are a page's number. */
function dropMargins(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const seen = new Map<string, number>();
  for (const page of pages) {
    const texts = page.filter((_, i) => isAtEdge(i, page.length)).map((line) => withoutPage(line.text));
    for (const text of new Set(texts)) seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  return pages.map((page) =>
    page.filter((line, i) => {
      if (line.table) return true;
      // An article is no running head, even where a compilation repeats it.
      if (!isAtEdge(i, page.length) || lineKind(cleanLine(line.text)).type === 'article') return true;
      const isOutermost = i === 0 || i === page.length - 1;
      if (isOutermost && pageNumber.test(cleanLine(line.text))) return false;
      return (seen.get(withoutPage(line.text)) ?? 0) < 3;
    }),
  );
}

function isAtEdge(i: number, lines: number): boolean {
  return i < 2 || i >= lines - 2;
}

/** A header often holds the page's number: 云江市人民政府公报 第 3 页. */
function withoutPage(text: string): string {
  return cleanLine(text).replace(
    /第?\s*\d{1,4}\s*页|共\s*\d{1,4}\s*页|(?:^|\s|·)\d{1,4}$|^\d{1,4}(?=\s|·)/g,
    '#',
  );
}

/** A document's number stands on a line of its own below the title. */
function isNumberLine(text: string): boolean {
  return /^\p{Script=Han}{1,12}\s*[〔[（(]\s*(?:19|20)\d{2}\s*[〕\])）]\s*\d{1,5}\s*号$/u.test(text);
}

/** A title in the middle of the page: as far from the left edge as from the right one, and further than the text is. */
function isCentred(line: PdfLine, margin: number): boolean {
  const wide = (line.right - line.left) / Math.max(1, line.text.length);
  const after = line.pageWidth - line.right;
  return Math.abs(line.left - after) < wide && line.left > margin + wide * 1.5;
}

function leftMargin(lines: readonly PdfLine[]): number {
  const lefts = lines.map(({ left }) => left).sort((a, b) => a - b);
  return lefts[Math.floor(lefts.length * 0.1)] ?? 0;
}

/** Where most long lines end: the ninth tenth of all right ends. */
function rightEdge(lines: readonly PdfLine[]): number {
  const ends = lines.map((line) => line.right).sort((a, b) => a - b);
  return ends[Math.floor(ends.length * 0.9)] ?? 0;
}

/** A paragraph's first line is set in by about two characters. */
function isIndented(line: PdfLine, margin: number): boolean {
  const wide = (line.right - line.left) / Math.max(1, line.text.length);
  return line.left > margin + wide * 1.2;
}
