import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';

import type { FactColumn, FactColumns, FigureEnd } from './fact-columns';

/** A snapshot that is not what was written: read the facts again instead. */
export class BrokenSnapshotError extends Error {}

interface Header {
  version: 1;
  capacity: number;
  /** What the columns were read for: the day, the last fact taken in, the rows' firms. */
  meta: unknown;
  columns: {
    key: string;
    kind: FactColumn['kind'];
    scale?: number;
    bounded?: boolean;
    numbers?: [string, number][];
  }[];
  sha256: string;
}

/**
 * Writes columns to a file: a line of JSON, then the arrays as they lie in memory (little endian). Written beside and
 * put in place by rename, so that a power cut leaves the old file or the new one.
 */
export async function saveColumns(
  file: string,
  { capacity, columns }: FactColumns,
  meta: unknown,
): Promise<void> {
  const arrays = [...columns.values()].flatMap(arraysOf).map(bytesOf);
  const hash = createHash('sha256');
  arrays.forEach((bytes) => hash.update(bytes));
  const header: Header = {
    version: 1,
    capacity,
    meta,
    columns: [...columns].map(([key, column]) => ({
      key,
      kind: column.kind,
      ...(column.kind === 'figure' && { scale: column.scale, bounded: column.high !== column.low }),
      ...(column.kind === 'code' && { numbers: [...column.numbers] }),
    })),
    sha256: hash.digest('hex'),
  };
  const handle = await open(`${file}.tmp`, 'w');
  try {
    await handle.write(Buffer.from(`${JSON.stringify(header)}\n`));
    for (const bytes of arrays) await handle.write(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.tmp`, file);
}

/** Reads columns from a file. Throws BrokenSnapshotError when it is cut, changed or of another version. */
export async function loadColumns(file: string): Promise<{ columns: FactColumns; meta: unknown }> {
  const content = await readFile(file);
  const end = content.indexOf(10);
  const header = readHeader(content.subarray(0, Math.max(end, 0)).toString('utf8'));
  const body = content.subarray(end + 1);
  if (createHash('sha256').update(body).digest('hex') !== header.sha256)
    throw new BrokenSnapshotError('the checksum differs');
  let at = 0;
  const take = (words: number) => {
    const array = new Int32Array(new SharedArrayBuffer(words * 4));
    new Uint8Array(array.buffer).set(body.subarray(at, at + words * 4));
    at += words * 4;
    return array;
  };
  const words = Math.ceil(header.capacity / 32);
  const bits = () => take(words);
  const takeEnd = (): FigureEnd => ({ keys: take(words * 32), rest: bits(), absent: bits() });
  const columns = new Map<string, FactColumn>();
  for (const { key, kind, scale = 1, bounded, numbers } of header.columns) {
    if (kind === 'figure') {
      const known = bits();
      const low = takeEnd();
      columns.set(key, { kind, scale, known, low, high: bounded ? takeEnd() : low });
    } else if (kind === 'code') {
      columns.set(key, {
        kind,
        codes: take(words * 32),
        known: bits(),
        among: bits(),
        numbers: new Map(numbers),
      });
    } else {
      columns.set(key, { kind, truth: bits(), known: bits() });
    }
  }
  return { columns: { capacity: header.capacity, columns }, meta: header.meta };
}

function readHeader(line: string): Header {
  try {
    const header = JSON.parse(line) as Header;
    if (header.version === 1) return header;
  } catch (error) {
    throw new BrokenSnapshotError('the head cannot be read', { cause: error });
  }
  throw new BrokenSnapshotError('another version wrote it');
}

/** The arrays of a column in the order in which they are written and read. */
function arraysOf(column: FactColumn): Int32Array[] {
  if (column.kind === 'flag') return [column.truth, column.known];
  if (column.kind === 'code') return [column.codes, column.known, column.among];
  const ends = column.high === column.low ? [column.low] : [column.low, column.high];
  return [column.known, ...ends.flatMap(({ keys, rest, absent }) => [keys, rest, absent])];
}

function bytesOf(array: Int32Array): Buffer {
  // A copy: shared memory can't be written to files directly, and may change while it is.
  return Buffer.from(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
}
