import { pipeline, Readable } from 'node:stream';
import { createDeflateRaw } from 'node:zlib';

import {
  crc32,
  dataDescriptor,
  directoryEnd,
  directoryRecord,
  localHeader,
  type ZipRecord,
} from './zip-records';

/** A file of an archive: whole bytes are kept as they are, what is read bit by bit is compressed. */
export type ZipEntry =
  | { name: string; bytes: Uint8Array }
  | {
      name: string;
      content: AsyncIterable<Uint8Array>;
      /** May grow beyond 4 GB. Spreadsheets don't read such entries. */
      large?: boolean;
    };

/**
 * A ZIP archive as it is written: one entry after the other, none that is read bit by bit whole in memory; of each only
 * its directory line is kept (some 100 bytes).
 */
export async function* zipStream(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const directory = new PackedLines();
  let offset = 0;
  for await (const entry of entries) {
    const written = { offset, large: false, stored: false, crc: 0, compressedBytes: 0, bytes: 0 };
    const record: ZipRecord = { ...written, name: entry.name };
    const chunks = 'bytes' in entry ? storedEntry(entry.bytes, record, at) : deflatedEntry(entry, record, at);
    for await (const chunk of chunks) {
      offset += chunk.length;
      yield chunk;
    }
    directory.add(directoryRecord(record, at));
  }
  yield* directory.pages();
  yield directoryEnd(directory.lines, directory.bytes, offset);
}

/** Lines one after the other in pages: a buffer of its own each would cost more than the line. */
class PackedLines {
  lines = 0;
  bytes = 0;
  readonly #pages: Buffer[] = [];
  #free = 0;

  add(line: Buffer): void {
    this.lines += 1;
    this.bytes += line.length;
    if (line.length > this.#free) {
      // What a page has left goes unused: a line isn't parted.
      this.#close();
      this.#pages.push(Buffer.alloc(Math.max(pageBytes, line.length)));
      this.#free = this.#pages.at(-1)?.length ?? 0;
    }
    const page = this.#pages.at(-1) as Buffer;
    line.copy(page, page.length - this.#free);
    this.#free -= line.length;
  }

  pages(): readonly Buffer[] {
    this.#close();
    return this.#pages;
  }

  #close(): void {
    const last = this.#pages.pop();
    if (last) this.#pages.push(last.subarray(0, last.length - this.#free));
    this.#free = 0;
  }
}

const pageBytes = 64 * 1024;

function storedEntry(bytes: Uint8Array, record: ZipRecord, at: Date): Uint8Array[] {
  const { length } = bytes;
  Object.assign(record, { stored: true, crc: crc32(bytes), compressedBytes: length, bytes: length });
  return [localHeader(record, at), bytes];
}

async function* deflatedEntry(
  { content, large = false }: Extract<ZipEntry, { content: unknown }>,
  record: ZipRecord,
  at: Date,
): AsyncGenerator<Uint8Array> {
  record.large = large;
  yield localHeader(record, at);
  for await (const chunk of deflate(content, record)) {
    record.compressedBytes += chunk.length;
    yield chunk;
  }
  yield dataDescriptor(record);
}

function deflate(content: AsyncIterable<Uint8Array>, record: ZipRecord): AsyncIterable<Buffer> {
  const counted = async function* () {
    for await (const chunk of content) {
      record.crc = crc32(chunk, record.crc);
      record.bytes += chunk.length;
      yield chunk;
    }
  };
  const deflating = createDeflateRaw({ level: 6 });
  // A fault of the source ends the compressed stream with it; whoever reads that gets it.
  pipeline(Readable.from(counted(), { objectMode: false }), deflating, () => undefined);
  return deflating;
}
