import { Piscina } from 'piscina';

import { askPool, surviveIdleDeaths } from '~/prisma/threads/ask-pool.server';

import { convertDoc } from './convert-doc.server';
import { defaultLimits, type DocumentLimits } from './document-limits';
import type { TableOutcome } from './import/import-table';
import type { PaperOutcome } from './paper/read-paper.server';
import type { InputFile, ParseOutcome, UnpackOutcome } from './parsed-document';
import type { ParserTask, RecognitionWanted } from './parse-document.worker';
import { openRecogniser, type RecognitionProgress } from './recognition/open-recogniser.server';
import { mediaTypes, sniffFormat } from './sniff-format';

export interface DocumentParserOptions {
  /** Changes to the limits; the rest stays at `defaultLimits`. */
  limits?: Partial<DocumentLimits>;
  /** Files parsed at the same time. Default 2; a server does with 1. */
  threads?: number;
  /** Hears of faults that a file is read in spite of; by default they are warnings of the process. */
  onFault?: (message: string) => void;
}

/** Reads files in workers, each with a limit of time and memory: what takes too much is refused, and the worker ends. */
export interface DocumentParser {
  readonly limits: DocumentLimits;
  /** Whether the bytes are a ZIP of documents, to be unpacked first. */
  isArchive(file: InputFile): boolean;
  /** `onProgress` hears of each page that was recognised; only files with scanned pages take that long. */
  parse(file: InputFile, options?: ParseOptions): Promise<ParseOutcome>;
  unpack(file: InputFile): Promise<UnpackOutcome>;
  /** A table to import row by row: JSON lines, CSV, a spreadsheet. */
  readTable(file: InputFile): Promise<TableOutcome>;
  /** A printed form with its cells: Word or a workbook; an old Word file where LibreOffice is installed. */
  readPaper(file: InputFile): Promise<PaperOutcome>;
  close(): Promise<void>;
}

export interface ParseOptions {
  onProgress?: (progress: RecognitionProgress) => void;
}

type Outcome = ParseOutcome | UnpackOutcome | TableOutcome | PaperOutcome | RecognitionWanted;

/** Opens the parser: in the process entry, a command or a test, never inside a route. The caller closes it. */
export function openDocumentParser({
  limits: changes = {},
  threads = 2,
  onFault = (fault) => process.emitWarning(fault),
}: DocumentParserOptions = {}): DocumentParser {
  const limits = { ...defaultLimits, ...changes };
  const recogniser = openRecogniser(limits, onFault);
  const pool = new Piscina<ParserTask, Outcome>({
    filename: new URL('./parse-document.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 64 },
  });

  surviveIdleDeaths(pool);

  async function run(
    task: ParserTask['task'],
    file: InputFile,
    recognised?: ParserTask['recognised'],
  ): Promise<Outcome> {
    if (file.bytes.length > limits.fileBytes) {
      return {
        ok: false,
        refusal: { code: 'too-large', params: { limitMb: Math.round(limits.fileBytes / 1024 / 1024) } },
      };
    }
    // Aborting ends the worker: the only way to stop a parser that doesn't come back.
    const tooLong = new AbortController();
    const timer = setTimeout(() => tooLong.abort(), limits.timeMs);
    try {
      return await askPool(
        pool,
        { task, file, limits, ...(recognised && { recognised }) },
        { signal: tooLong.signal },
      );
    } catch (error) {
      if (tooLong.signal.aborted)
        return {
          ok: false,
          refusal: { code: 'too-slow', params: { seconds: Math.round(limits.timeMs / 1000) } },
        };
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
        return { ok: false, refusal: { code: 'too-much-memory', params: { limitMb: limits.memoryMb } } };
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Reads a file; one with scanned pages is read again once they are recognised. */
  async function parse(file: InputFile, { onProgress }: ParseOptions = {}): Promise<ParseOutcome> {
    if (file.bytes.length <= limits.fileBytes && sniffFormat(file.bytes, file.name) === 'doc')
      return parseDoc(file);
    const first = (await run('parse', file)) as ParseOutcome | RecognitionWanted;
    if (first.ok !== 'recognise') return first;
    const recognised = await recogniser.recognise(file.bytes, first.wanted, onProgress);
    if (!recognised.ok) return recognised;
    return (await run('parse', file, recognised.pages)) as ParseOutcome;
  }

  async function parseDoc(file: InputFile): Promise<ParseOutcome> {
    const converted = await convertDoc(file.bytes, { timeMs: limits.convertMs });
    if (!converted.ok) return converted;
    const parsed = await parse({ name: file.name.replace(/\.doc$/i, '.docx'), bytes: converted.bytes });
    return parsed.ok
      ? { ok: true, document: { ...parsed.document, format: 'doc', mediaType: mediaTypes.doc } }
      : parsed;
  }

  async function readPaper(file: InputFile): Promise<PaperOutcome> {
    const isOldWord = file.bytes.length <= limits.fileBytes && sniffFormat(file.bytes, file.name) === 'doc';
    if (!isOldWord) return run('paper', file) as Promise<PaperOutcome>;
    const converted = await convertDoc(file.bytes, { timeMs: limits.convertMs });
    if (!converted.ok) return converted;
    return run('paper', {
      name: file.name.replace(/\.doc$/i, '.docx'),
      bytes: converted.bytes,
    }) as Promise<PaperOutcome>;
  }

  return {
    limits,
    isArchive: ({ bytes, name }) => sniffFormat(bytes, name) === 'zip',
    parse,
    unpack: (file) => run('unpack', file) as Promise<UnpackOutcome>,
    readTable: (file) => run('table', file) as Promise<TableOutcome>,
    readPaper,
    async close() {
      await Promise.all([recogniser.close(), pool.destroy()]);
    },
  };
}
