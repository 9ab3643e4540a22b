import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A row with its place in the file, counted from 1. */
export interface SpooledRow {
  number: number;
  cells: string[];
}

/** Where an import's rows lie until it is done: read once, gone through twice (preview, then doing it). */
export function spoolPath(dataDir: string, importId: string): string {
  if (!/^[\w-]+$/.test(importId)) throw new Error('not an id');
  return path.join(dataDir, 'imports', `${importId}.rows`);
}

/** Writes rows as they come; they are there all at once, or not at all. */
export async function writeSpool(file: string, batches: AsyncIterable<SpooledRow[]>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.part`;
  const out = createWriteStream(temporary);
  try {
    for await (const batch of batches) {
      const text = batch.map(({ number, cells }) => `${JSON.stringify([number, ...cells])}\n`).join('');
      if (!out.write(text)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
    }
    await new Promise<void>((resolve, reject) => {
      out.once('error', reject);
      out.end(() => {
        resolve();
      });
    });
    await rename(temporary, file);
  } finally {
    out.destroy();
    await rm(temporary, { force: true });
  }
}

/** The rows after the first `skip`, in batches of `size`. */
export async function* readSpool(
  file: string,
  { skip, size }: { skip: number; size: number },
): AsyncGenerator<SpooledRow[]> {
  const lines = createInterface({
    input: createReadStream(file, { highWaterMark: 1 << 20 }),
    crlfDelay: Infinity,
  });
  let seen = 0;
  let batch: SpooledRow[] = [];
  for await (const line of lines) {
    seen += 1;
    if (seen <= skip) continue;
    const [number, ...cells] = JSON.parse(line) as [number, ...string[]];
    batch.push({ number, cells });
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
