import type { DocumentLimits } from './document-limits';
import type { TableOutcome } from './import/import-table';
import { readImportTable } from './import/read-import-table.server';
import type { InputFile, ParseOutcome, UnpackOutcome } from './parsed-document';
import { parseFile } from './parse-file.server';
import { RefusedFile } from './refusal';
import { unpackArchive } from './unpack-archive.server';

/** A file to parse, a ZIP to unpack, a table to read row by row. */
export interface ParserTask {
  task: 'parse' | 'unpack' | 'table';
  file: InputFile;
  limits: DocumentLimits;
}

/** The worker's entry: refusals leave it as values, bugs as errors. */
export default async function work({
  task,
  file,
  limits,
}: ParserTask): Promise<ParseOutcome | UnpackOutcome | TableOutcome> {
  try {
    if (task === 'unpack') return { ok: true, entries: unpackArchive(file, limits) };
    if (task === 'table') return { ok: true, table: await readImportTable(file, limits) };
    return { ok: true, document: await parseFile(file, limits) };
  } catch (error) {
    if (error instanceof RefusedFile) return { ok: false, refusal: error.refusal };
    throw error;
  }
}
