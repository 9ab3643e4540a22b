import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import {
  ingestArchive,
  saveParsed,
  type IngestDependencies,
  type IngestOptions,
  type IngestResult,
} from './ingest-document.server';
import type { InputFile, ParseOutcome } from './parsed-document';

/** Files parsed ahead while one is written. */
const ahead = 6;

/**
 * Takes files and folders in, in the order of their names: the parser's workers read ahead while the database writes.
 * Hidden files are passed over. Yields a result a file, and one for each entry of a ZIP.
 */
export async function* ingestPaths(
  deps: IngestDependencies,
  files: readonly string[],
  options: IngestOptions,
): AsyncGenerator<IngestResult> {
  const underway: Promise<Step>[] = [];
  let next = 0;
  const start = () => {
    const name = files[next];
    next += 1;
    if (name !== undefined) underway.push(prepare(deps, name));
  };
  for (let i = 0; i < ahead; i += 1) start();
  for (let step = underway.shift(); step !== undefined; step = underway.shift()) {
    const { file, parsed } = await step;
    start();
    if (parsed === null) yield* await ingestArchive(deps, file, options);
    else yield await saveParsed(deps, file, parsed, options);
  }
}

interface Step {
  file: InputFile;
  /** null for a ZIP. */
  parsed: ParseOutcome | null;
}

async function prepare({ parser }: IngestDependencies, name: string): Promise<Step> {
  const { size } = await stat(name);
  if (size > parser.limits.fileBytes) {
    const limitMb = Math.round(parser.limits.fileBytes / 1024 / 1024);
    return {
      file: { name, bytes: new Uint8Array() },
      parsed: { ok: false, refusal: { code: 'too-large', params: { limitMb } } },
    };
  }
  const file = { name, bytes: new Uint8Array(await readFile(name)) };
  return { file, parsed: parser.isArchive(file) ? null : await parser.parse(file) };
}

/** The files under the paths, folders in depth, sorted by name. Throws when a path doesn't exist. */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const given of paths) {
    if ((await stat(given)).isDirectory()) {
      const entries = await readdir(given, { withFileTypes: true, recursive: true });
      const inside = entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
        .filter(
          (name) =>
            !path
              .relative(given, name)
              .split(path.sep)
              .some((part) => part.startsWith('.')),
        );
      files.push(...inside.sort());
    } else {
      files.push(given);
    }
  }
  return [...new Set(files)];
}
