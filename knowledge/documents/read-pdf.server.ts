import type { DocumentLimits } from './document-limits';
import { joinPdfLines, type PdfLine } from './join-pdf-lines';
import { asPdfLines, NeedsRecognition, type RecognisedPage } from './recognition/recognised-page';
import { openPdf, type PdfPage } from './open-pdf.server';
import { hasColumns, layOutPage } from './pdf/lay-out-page';
import type { PdfPiece } from './pdf/pdf-piece';
import { readRulings, type Ruling } from './pdf/read-rulings';
import { refuse } from './refusal';
import type { TextLine } from './text-lines';

/** A page with fewer characters than this, and with a picture, is a scan. */
const fewestCharacters = 8;

/**
 * Reads the text of a PDF line by line; scanned pages from `recognised`. Throws `RefusedFile`: encrypted, damaged, too
 * many pages, and `NeedsRecognition` with the scanned pages when they aren't recognised yet.
 */
export async function readPdf(
  bytes: Uint8Array,
  limits: DocumentLimits,
  recognised: readonly RecognisedPage[] | null = null,
): Promise<{ lines: TextLine[]; ocrPages: number[]; pages: number }> {
  const pdf = await openPdf(bytes, { disableFontFace: true });
  try {
    if (pdf.numPages > limits.pages) refuse('too-many-pages', { pages: pdf.numPages, limit: limits.pages });
    const known = new Map((recognised ?? []).map((page) => [page.page, page]));
    const pages: PdfLine[][] = [];
    const scans: number[] = [];
    let length = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const lines = await pageLines(page);
      const characters = lines.reduce((sum, line) => sum + charactersOf(line), 0);
      const scan = known.get(number);
      if (
        scan === undefined &&
        recognised === null &&
        characters < fewestCharacters &&
        (await hasPicture(page))
      )
        scans.push(number);
      page.cleanup();
      length += characters;
      if (length > limits.textLength) refuse('too-much-text', { limit: limits.textLength });
      pages.push(scan ? asPdfLines(scan) : lines);
    }
    if (scans.length > 0) throw new NeedsRecognition({ format: 'pdf', pages: scans });
    return { lines: joinPdfLines(pages), ocrPages: [...known.keys()], pages: pages.length };
  } finally {
    await pdf.destroy();
  }
}

function charactersOf({ text, table }: PdfLine): number {
  const words = table ? table.rows.flat().map((cell) => cell.text) : [text];
  return words.reduce((sum, one) => sum + one.replace(/\s/g, '').length, 0);
}

/** Whether anything but text is drawn on the page: a picture, or more lines than a frame has. */
async function hasPicture(page: PdfPage): Promise<boolean> {
  const { getResolvedPDFJS } = await import('unpdf');
  const { OPS } = await getResolvedPDFJS();
  const { fnArray } = await page.getOperatorList();
  const pictures = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageXObjectRepeat,
    OPS.paintImageMaskXObject,
    OPS.paintImageMaskXObjectGroup,
  ]);
  return (
    fnArray.some((fn) => pictures.has(fn)) || fnArray.filter((fn) => fn === OPS.constructPath).length > 50
  );
}

/** The page's lines and tables. Rulings are read only where lines stand in columns: that lists all that a page draws. */
async function pageLines(page: PdfPage): Promise<PdfLine[]> {
  const { items } = await page.getTextContent();
  const view = page.getViewport({ scale: 1 });
  const pieces = (items as PdfItem[]).flatMap((item) => asPiece(item, view.transform as Matrix));
  return layOutPage(pieces, hasColumns(pieces) ? await pageRulings(page) : [], view.width);
}

async function pageRulings(page: PdfPage): Promise<Ruling[]> {
  const { getResolvedPDFJS } = await import('unpdf');
  const { OPS } = await getResolvedPDFJS();
  return readRulings(await page.getOperatorList(), OPS, page.getViewport({ scale: 1 }).transform as Matrix);
}

type Matrix = [number, number, number, number, number, number];

interface PdfItem {
  str?: string;
  width: number;
  height: number;
  transform: number[];
}

/** The place on the page as it is seen, also where the file turns it. */
function asPiece({ str, width, height, transform }: PdfItem, [a, b, c, d, e, f]: Matrix): PdfPiece[] {
  if (str === undefined || str === '') return [];
  const [, skew = 0, , scale = 0, x = 0, y = 0] = transform;
  const size = Math.hypot(skew, scale) || height || 10;
  const left = a * x + c * y + e;
  return [{ text: str, left, right: left + width, baseline: b * x + d * y + f, size }];
}
