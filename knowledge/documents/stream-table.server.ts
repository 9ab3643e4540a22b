import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { decodeText } from './decode-text';
import type { DocumentLimits } from './document-limits';
import { readJsonLines } from './import/read-json-lines';
import { readRawSheet } from './read-raw-sheet.server';
import { refuse } from './refusal';
import { sniffFormat } from './sniff-format';

/** The rows of a table in order, each as its cells, in batches. */
export type TableBatches = AsyncIterable<string[][]>;

const delimiters = [',', '\t', ';', '|'] as const;

/**
 * Reads a CSV (UTF-8, UTF-16 or GB18030; the delimiter is found) or a workbook of any length as rows of cells. A CSV is
 * read as a stream: half a million rows take no more memory than one. Figures of a workbook are what the cells hold, not
 * what they show. Throws `RefusedFile`.
 */
export async function streamTable(file: string, name: string, limits: DocumentLimits): Promise<TableBatches> {
  const head = await readHead(file, 65_536);
  if (head.length === 0) refuse('empty');
  // A workbook's kind stands at its end; what isn't text is read whole.
  if (head[0] === 0x50 || head[0] === 0xd0) {
    const bytes = new Uint8Array(await readFile(file));
    const format = sniffFormat(bytes, name);
    if (format === 'encrypted-office') refuse('encrypted');
    if (format !== 'spreadsheet') refuse('not-a-table');
    return inBatches(await readRawSheet(bytes, limits));
  }
  const format = sniffFormat(head, name);
  if (format === 'json') return inBatches(await readJson(file, limits));
  if (!['csv', 'text', 'markdown', 'unknown'].includes(format)) refuse('not-a-table');
  const encoding = findEncoding(head) ?? refuse('unknown-encoding');
  return streamCsv(file, encoding, new TextDecoder(encoding).decode(head));
}

async function* streamCsv(file: string, encoding: string, head: string): TableBatches {
  // Loaded when the first table comes.
  const { parse, CsvError } = await import('csv-parse');
  const decoder = new TextDecoder(encoding);
  async function* decoded() {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
      yield decoder.decode(chunk as Buffer, { stream: true });
    yield decoder.decode();
  }
  const parser = Readable.from(decoded(), { objectMode: true }).pipe(
    parse({
      delimiter: findDelimiter(head),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    }),
  );
  let batch: string[][] = [];
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      batch.push(row);
      if (batch.length < 2000) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (error instanceof CsvError) refuse('damaged', { detail: error.message });
    throw error;
  }
  if (batch.length > 0) yield batch;
}

// eslint-disable-next-line @typescript-eslint/require-await -- a workbook is in memory, a CSV comes as it is read
async function* inBatches(rows: string[][]): TableBatches {
  for (let from = 0; from < rows.length; from += 2000) yield rows.slice(from, from + 2000);
}

/** JSON lines, or an array of objects: the names are the columns. */
async function readJson(file: string, limits: DocumentLimits): Promise<string[][]> {
  const { text } = decodeText(new Uint8Array(await readFile(file))) ?? refuse('unknown-encoding');
  const { columns, rows } = readJsonLines(text, limits);
  return [columns, ...rows.map(({ values }) => columns.map((column) => values[column]?.[0] ?? ''))];
}

async function readHead(file: string, bytes: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return new Uint8Array(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** By the byte order mark, as UTF-8 if the head is, else as GB18030; a character cut by the head's end doesn't count. */
function findEncoding(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
      return encoding;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return null;
}

/** The delimiter that the first lines hold most evenly; a comma when none does. */
function findDelimiter(head: string): string {
  const lines = head.split(/\r?\n/).slice(0, 20).filter(Boolean).slice(0, -1);
  const scored = delimiters.map((delimiter) => {
    const counts = (lines.length > 0 ? lines : [head]).map((line) => line.split(delimiter).length - 1);
    return { delimiter, score: Math.min(...counts) * 1000 + Math.max(...counts) };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}
