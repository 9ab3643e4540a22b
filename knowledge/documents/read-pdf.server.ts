import type { getDocumentProxy } from 'unpdf';

import type { DocumentLimits } from './document-limits';
import { joinPdfLines, type PdfLine } from './join-pdf-lines';
import { asPdfLines, NeedsRecognition, type RecognisedPage } from './recognition/recognised-page';
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
): Promise<{ lines: TextLine[]; ocrPages: number[] }> {
  const pdf = await open(bytes);
  try {
    if (pdf.numPages > limits.pages) refuse('too-many-pages', { pages: pdf.numPages, limit: limits.pages });
    const known = new Map((recognised ?? []).map((page) => [page.page, page]));
    const pages: PdfLine[][] = [];
    const scans: number[] = [];
    let length = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent();
      const lines = pageLines(content.items as PdfItem[], page.getViewport({ scale: 1 }).width);
      const characters = lines.reduce((sum, line) => sum + line.text.replace(/\s/g, '').length, 0);
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
    return { lines: joinPdfLines(pages), ocrPages: [...known.keys()] };
  } finally {
    await pdf.destroy();
  }
}

async function open(bytes: Uint8Array) {
  // Loaded when the first PDF comes: a folder of texts doesn't need it.
  const { getDocumentProxy } = await import('unpdf');
  try {
    // A copy: pdf.js takes the buffer away from its owner.
    return await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      disableFontFace: true,
      verbosity: 0,
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') refuse('encrypted');
    return refuse('damaged', { detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Whether anything but text is drawn on the page: a picture, or more lines than a frame has. */
async function hasPicture(page: PDFPageProxy): Promise<boolean> {
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

type PDFPageProxy = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

interface PdfItem {
  str?: string;
  width: number;
  height: number;
  transform: number[];
}

/** Items on one height are one line; a gap wider than a character is a space. */
function pageLines(items: readonly PdfItem[], pageWidth: number): PdfLine[] {
  const lines: (PdfLine & { y: number; size: number })[] = [];
  for (const item of items) {
    if (item.str === undefined || item.str === '') continue;
    const [, , , scale = 0, x = 0, y = 0] = item.transform;
    const size = Math.abs(scale) || item.height || 10;
    const line = lines.at(-1);
    if (line && Math.abs(line.y - y) < size * 0.5 && x >= line.right - size * 2) {
      const gap = x - line.right > size * 0.6 && !line.text.endsWith(' ') ? ' ' : '';
      line.text += gap + item.str;
      line.right = Math.max(line.right, x + item.width);
    } else if (item.str.trim() !== '') {
      lines.push({ text: item.str, left: x, right: x + item.width, pageWidth, y, size });
    }
  }
  return lines;
}
