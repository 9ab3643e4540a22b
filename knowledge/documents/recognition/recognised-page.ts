import type { PdfLine } from '../join-pdf-lines';
import type { Refusal } from '../refusal';

/** A line that was recognised in a picture, in pixels of the picture. */
export interface RecognisedLine {
  text: string;
  /** How sure the model is, 0 to 1. */
  confidence: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The line cut out of the picture, a JPEG, where it was asked for. */
  crop?: Uint8Array;
}

/** A page as it was recognised; of a page without writing no lines. */
export interface RecognisedPage {
  /** From 1. */
  page: number;
  width: number;
  lines: RecognisedLine[];
  /** How the picture came out, where crops were asked for. */
  picture?: PictureQuality;
}

/** `brightness`: the mean of its grey values, 0 to 255. Pixels are those of the file, not of the drawing. */
export interface PictureQuality {
  brightness: number;
  width: number;
  height: number;
}

/** Pages that hold pictures instead of text, to be recognised before the file can be read. */
export interface PagesToRecognise {
  format: 'pdf' | 'image';
  pages: number[];
  /** The pictures of these pages, one each, where they lie inside of a file such as an OFD. */
  pictures?: Uint8Array[];
  /** Cuts each line out of the picture, to be shown beside what was read. */
  crops?: boolean;
}

/** Thrown while parsing, where pages need to be recognised first. */
export class NeedsRecognition extends Error {
  constructor(readonly wanted: PagesToRecognise) {
    super('pages to recognise');
  }
}

/** What is asked of the process that recognises. */
export interface RecogniseTask extends PagesToRecognise {
  bytes: Uint8Array;
  /** The longer side of a drawn page, in pixels. */
  longSide: number;
  /** More pixels than this are not decoded. */
  pixels: number;
}

/** What it answers, page by page; `rssMb` is what the process holds. */
export type RecogniseMessage =
  | { kind: 'page'; page: RecognisedPage; rssMb: number }
  | { kind: 'done' }
  /** Something went wrong that the recognition goes on without. */
  | { kind: 'fault'; message: string }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'failed'; message: string };

/** The lines as a page of a PDF would have them, so that the same rules join them into paragraphs. */
export function asPdfLines({ width, lines }: RecognisedPage): PdfLine[] {
  return [...lines]
    .sort((a, b) => a.top - b.top)
    .map(({ text, left, right }) => ({ text: mendBrackets(text), left, right, pageWidth: width }));
}

/** 〔2024] and [2024〕 of a document's number: the model mistakes one half for the other. */
function mendBrackets(text: string): string {
  return text.replace(
    /(?:〔\s*((?:19|20)\d{2})\s*[\]）)】〕]|[[（(【]\s*((?:19|20)\d{2})\s*〕)/g,
    (_, a?: string, b?: string) => `〔${a ?? b ?? ''}〕`,
  );
}

/** Page numbers as people write them: 1, 3–5. */
export function pageRanges(pages: readonly number[]): string {
  const sorted = [...new Set(pages)].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const page of sorted) {
    const open = ranges.at(-1);
    if (open && page === open[1] + 1) open[1] = page;
    else ranges.push([page, page]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
