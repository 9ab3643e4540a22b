import type { DocumentParser } from './document-parser.server';
import type { InputFile, ParseOutcome } from './parsed-document';
import type { Refusal } from './refusal';
import { saveDocument, type IngestOptions, type SaveDependencies } from './save-document.server';

export type { IngestOptions } from './save-document.server';

export interface IngestDependencies extends SaveDependencies {
  parser: DocumentParser;
}

/** What became of a file: `added`, `unchanged` (the same text is there), `new-version`, or `refused` with the reason. */
export interface IngestResult {
  name: string;
  outcome: 'added' | 'unchanged' | 'new-version' | 'refused';
  documentId?: string;
  title?: string;
  passages?: number;
  reason?: Refusal;
}

/** Takes one document in. A ZIP is refused as nested: `ingestArchive` takes those. */
export async function ingestDocument(
  deps: IngestDependencies,
  file: InputFile,
  options: IngestOptions,
): Promise<IngestResult> {
  return saveParsed(deps, file, await deps.parser.parse(file), options);
}

/** Takes a file of any sort in: a document, or a ZIP of documents with a result for each. */
export async function ingestFile(
  deps: IngestDependencies,
  file: InputFile,
  options: IngestOptions,
): Promise<IngestResult[]> {
  if (!deps.parser.isArchive(file)) return [await ingestDocument(deps, file, options)];
  return ingestArchive(deps, file, options);
}

/** Takes the documents of a ZIP in, one after another; what is refused doesn't stop the others. */
export async function ingestArchive(
  deps: IngestDependencies,
  file: InputFile,
  options: IngestOptions,
): Promise<IngestResult[]> {
  const unpacked = await deps.parser.unpack(file);
  if (!unpacked.ok) return [{ name: file.name, outcome: 'refused', reason: unpacked.refusal }];
  const results: IngestResult[] = [];
  for (const entry of unpacked.entries) {
    const name = `${file.name}/${entry.name}`;
    if ('refusal' in entry) results.push({ name, outcome: 'refused', reason: entry.refusal });
    else results.push({ ...(await ingestDocument(deps, entry, options)), name });
  }
  return results;
}

/** Writes what the parser made of a file. */
export async function saveParsed(
  deps: SaveDependencies,
  file: InputFile,
  parsed: ParseOutcome,
  options: IngestOptions,
): Promise<IngestResult> {
  if (!parsed.ok) return { name: file.name, outcome: 'refused', reason: parsed.refusal };
  return { name: file.name, ...(await saveDocument(deps, file, parsed.document, options)) };
}
