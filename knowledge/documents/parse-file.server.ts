import { createHash } from 'node:crypto';

import { decodeText } from './decode-text';
import { documentKind } from './document-kind';
import type { DocumentLimits } from './document-limits';
import { findMetadata } from './find-metadata';
import { findTitle, nameAsTitle } from './find-title';
import type { InputFile, ParsedDocument } from './parsed-document';
import { readCsv } from './read-csv.server';
import { readDocx } from './read-docx.server';
import { readHtml } from './read-html';
import { readMarkdown } from './read-markdown';
import { readPdf } from './read-pdf.server';
import { readSheets } from './read-sheets.server';
import { refuse } from './refusal';
import { mediaTypes, promisedFormats, sniffFormat, type FileFormat } from './sniff-format';
import { sheetLines } from './sheet-lines';
import { splitPassages } from './split-passages';
import { splitLines, type TextLine } from './text-lines';
import { titleKey } from './title-key';

/**
 * A file's text, passages and metadata. The type comes from the bytes; a name that promises another one is refused.
 * Throws `RefusedFile`. Runs in the parser's worker, since every input is untrusted.
 */
export async function parseFile({ bytes, name }: InputFile, limits: DocumentLimits): Promise<ParsedDocument> {
  if (bytes.length === 0) refuse('empty');
  if (bytes.length > limits.fileBytes)
    refuse('too-large', { limitMb: Math.round(limits.fileBytes / 1024 / 1024) });
  const format = readableFormat(bytes, name);
  const { lines, frontMatter } = await readLines(format, bytes, name, limits);
  const length = lines.reduce((sum, line) => sum + line.text.length + 1, 0);
  if (length > limits.textLength) refuse('too-much-text', { limit: limits.textLength });
  if (!lines.some((line) => /[\p{L}\p{N}]/u.test(line.text))) refuse('empty');
  const titled = findTitle(lines, name);
  const { text, passages, outline } = splitPassages(titled.lines);
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
    textOrigin: 'original',
  };
}

function readableFormat(bytes: Uint8Array, name: string): Exclude<FileFormat, 'zip'> {
  const format = sniffFormat(bytes, name);
  const promised = promisedFormats(name);
  if (format === 'encrypted-office') refuse('encrypted');
  if (promised !== null && !promised.includes(format)) refuse('wrong-type', { name });
  switch (format) {
    case 'pdf':
    case 'docx':
    case 'spreadsheet':
    case 'csv':
    case 'html':
    case 'markdown':
    case 'text':
      return format;
    case 'zip':
      return refuse('nested-archive');
    case 'json':
      return refuse('table-of-items');
    default:
      return refuse('unknown-type', { found: format });
  }
}

async function readLines(
  format: Exclude<FileFormat, 'zip'>,
  bytes: Uint8Array,
  name: string,
  limits: DocumentLimits,
): Promise<{ lines: TextLine[]; frontMatter: Record<string, unknown> }> {
  if (format === 'pdf') return { lines: await readPdf(bytes, limits), frontMatter: {} };
  if (format === 'docx') return { lines: await readDocx(bytes, limits), frontMatter: {} };
  if (format === 'spreadsheet' || format === 'csv') {
    const sheets = format === 'csv' ? [await readCsv(bytes, limits)] : await readSheets(bytes, limits);
    return { lines: sheetLines(sheets, nameAsTitle(name)), frontMatter: {} };
  }
  const { text } = decodeText(bytes) ?? refuse('unknown-encoding');
  if (text.length > limits.textLength * 4) refuse('too-much-text', { limit: limits.textLength });
  if (format === 'markdown') return readMarkdown(text);
  if (format === 'html') return { lines: readHtml(text), frontMatter: {} };
  return { lines: splitLines(text).map((line) => ({ text: line })), frontMatter: {} };
}
