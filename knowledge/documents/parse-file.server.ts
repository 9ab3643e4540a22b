import { createHash } from 'node:crypto';

import { decodeText } from './decode-text';
import { documentKind } from './document-kind';
import type { DocumentLimits } from './document-limits';
import { joinPdfLines } from './join-pdf-lines';
import { findMetadata } from './find-metadata';
import { findTitle, nameAsTitle } from './find-title';
import type { InputFile, ParsedDocument } from './parsed-document';
import { readCsv } from './read-csv.server';
import { readDocx } from './read-docx.server';
import { readHtml } from './read-html';
import { readMarkdown } from './read-markdown';
import { readOfd } from './read-ofd.server';
import { readPdf } from './read-pdf.server';
import { readSheets } from './read-sheets.server';
import { asPdfLines, NeedsRecognition, type RecognisedPage } from './recognition/recognised-page';
import { refuse } from './refusal';
import { mediaTypes, promisedFormats, sniffFormat, type FileFormat } from './sniff-format';
import { sheetLines } from './sheet-lines';
import { splitPassages } from './split-passages';
import { splitLines, type TextLine } from './text-lines';
import { titleKey } from './title-key';

/**
 * A file's text, passages and metadata. The type comes from the bytes; a name that promises another one is refused.
 * Pages without text are read from `recognised`. Throws `RefusedFile`, and `NeedsRecognition` when such pages are not
 * recognised yet. Runs in the parser's worker, since every input is untrusted.
 */
export async function parseFile(
  { bytes, name }: InputFile,
  limits: DocumentLimits,
  recognised: readonly RecognisedPage[] | null = null,
): Promise<ParsedDocument> {
  if (bytes.length === 0) refuse('empty');
  if (bytes.length > limits.fileBytes)
    refuse('too-large', { limitMb: Math.round(limits.fileBytes / 1024 / 1024) });
  const format = readableFormat(bytes, name);
  const { lines, frontMatter, ocrPages, pages } = await readLines(
    { format, bytes, name, recognised },
    limits,
  );
  const length = lines.reduce((sum, line) => sum + line.text.length + 1, 0);
  if (length > limits.textLength) refuse('too-much-text', { limit: limits.textLength });
  if (!lines.some((line) => /[\p{L}\p{N}]/u.test(line.text)))
    refuse(ocrPages.length > 0 ? 'scanned' : 'empty');
  const titled = findTitle(lines, name);
  const { text, passages, outline, pageStarts } = splitPassages(titled.lines);
  if (passages.length === 0) refuse('empty');
  const stated =
    typeof frontMatter.title === 'string' && frontMatter.title !== '' ? frontMatter.title : titled.title;
  const metadata = findMetadata({ text, outline, title: titled.title, fileName: name });
  return {
    format,
    mediaType: mediaTypes[format],
    title: stated,
    titleKey: titleKey(stated),
    kind: documentKind(stated, metadata.fields.issuer?.value ?? null),
    text,
    textHash: createHash('sha256').update(text).digest('hex'),
    passages,
    metadata,
    frontMatter,
    textOrigin: ocrPages.length > 0 ? 'ocr-unchecked' : 'original',
    ocrPages,
    // The last pages may be blank.
    pageStarts: Array.from({ length: pages }, (_, i) => pageStarts[i] ?? text.length),
  };
}

type ReadableFormat = Exclude<FileFormat, 'zip' | 'doc'>;

function readableFormat(bytes: Uint8Array, name: string): ReadableFormat {
  const format = sniffFormat(bytes, name);
  const promised = promisedFormats(name);
  if (format === 'encrypted-office') refuse('encrypted');
  if (promised !== null && !promised.includes(format)) refuse('wrong-type', { name });
  switch (format) {
    case 'pdf':
    case 'docx':
    case 'ofd':
    case 'spreadsheet':
    case 'csv':
    case 'png':
    case 'jpeg':
    case 'webp':
    case 'tiff':
    case 'html':
    case 'markdown':
    case 'text':
      return format;
    case 'zip':
      return refuse('nested-archive');
    case 'json':
      return refuse('table-of-items');
    case 'doc':
      return refuse('legacy-word');
    default:
      return refuse('unknown-type', { found: format });
  }
}

interface ReadLines {
  lines: TextLine[];
  frontMatter: Record<string, unknown>;
  ocrPages: number[];
  /** Of the original; 0 where it has none. */
  pages: number;
}

async function readLines(
  {
    format,
    bytes,
    name,
    recognised,
  }: InputFile & { format: ReadableFormat; recognised: readonly RecognisedPage[] | null },
  limits: DocumentLimits,
): Promise<ReadLines> {
  const plain = (lines: TextLine[]): ReadLines => ({
    lines,
    frontMatter: {},
    ocrPages: [],
    pages: 0,
  });
  switch (format) {
    case 'pdf':
      return { ...(await readPdf(bytes, limits, recognised)), frontMatter: {} };
    case 'docx':
      return plain(await readDocx(bytes, limits));
    case 'ofd':
      return { ...readOfd(bytes, limits, recognised), frontMatter: {} };
    case 'spreadsheet':
      return plain(sheetLines(await readSheets(bytes, limits), nameAsTitle(name)));
    case 'csv':
      return plain(sheetLines([await readCsv(bytes, limits)], nameAsTitle(name)));
    case 'png':
    case 'jpeg':
    case 'webp':
    case 'tiff': {
      // A TIFF may have several pages; the recogniser sees how many.
      if (recognised === null) throw new NeedsRecognition({ format: 'image', pages: [1] });
      const lines = joinPdfLines(recognised.map(asPdfLines));
      return { ...plain(lines), ocrPages: recognised.map(({ page }) => page), pages: recognised.length };
    }
    default:
      return { ...readText(format, bytes, limits), ocrPages: [], pages: 0 };
  }
}

function readText(
  format: 'html' | 'markdown' | 'text',
  bytes: Uint8Array,
  limits: DocumentLimits,
): Pick<ReadLines, 'lines' | 'frontMatter'> {
  const { text } = decodeText(bytes) ?? refuse('unknown-encoding');
  if (text.length > limits.textLength * 4) refuse('too-much-text', { limit: limits.textLength });
  if (format === 'markdown') return readMarkdown(text);
  if (format === 'html') return { lines: readHtml(text), frontMatter: {} };
  return { lines: splitLines(text).map((line) => ({ text: line })), frontMatter: {} };
}
