import type { DocumentLimits } from './document-limits';
import type { TableOutcome } from './import/import-table';
import { readImportTable } from './import/read-import-table.server';
import type { InputFile, ParseOutcome, UnpackOutcome } from './parsed-document';
import { parseFile } from './parse-file.server';
import { NeedsRecognition, type PagesToRecognise, type RecognisedPage } from './recognition/recognised-page';
import { readPaper, type PaperOutcome } from './paper/read-paper.server';
import { RefusedFile } from './refusal';
import { unpackArchive } from './unpack-archive.server';

/** A file to parse, a ZIP to unpack, a table to read row by row, a printed form. */
export interface ParserTask {
  task: 'parse' | 'unpack' | 'table' | 'paper';
  file: InputFile;
  limits: DocumentLimits;
  /** Pages that were recognised from pictures, once they are. */
  recognised?: readonly RecognisedPage[];
}

/** The file can be read once these pages are recognised. */
export interface RecognitionWanted {
  ok: 'recognise';
  wanted: PagesToRecognise;
}

/** The worker's entry: refusals leave it as values, bugs as errors. */
export default async function work({
  task,
  file,
  limits,
  recognised,
}: ParserTask): Promise<ParseOutcome | UnpackOutcome | TableOutcome | PaperOutcome | RecognitionWanted> {
  try {
    if (task === 'unpack') return { ok: true, entries: unpackArchive(file, limits) };
    if (task === 'paper') return { ok: true, paper: await readPaper(file, limits) };
    if (task === 'table') return { ok: true, table: await readImportTable(file, limits) };
    return { ok: true, document: await parseFile(file, limits, recognised ?? null) };
  } catch (error) {
    if (error instanceof RefusedFile) return { ok: false, refusal: error.refusal };
    if (error instanceof NeedsRecognition) return { ok: 'recognise', wanted: error.wanted };
    throw error;
  }
}
