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

/** A file of an archive, written as it is read. */
export interface ZipEntry {
  name: string;
  content: AsyncIterable<Uint8Array>;
  /** May grow beyond 4 GB. Spreadsheets don't read such entries. */
  large?: boolean;
}

/**
 * A ZIP archive as it is written: one entry after the other, none of them whole in memory; of each only its directory
 * line is kept (some 150 bytes).
 */
export async function* zipStream(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const { name, content, large = false } of entries) {
    const record: ZipRecord = { name, large, crc: 0, compressedBytes: 0, bytes: 0, offset };
    const start = localHeader(record, at);
    yield start;
    for await (const chunk of deflate(content, record)) {
      record.compressedBytes += chunk.length;
      yield chunk;
    }
    const end = dataDescriptor(record);
    yield end;
    offset += start.length + record.compressedBytes + end.length;
    directory.push(directoryRecord(record, at));
  }
  let directoryBytes = 0;
  for (const line of directory) {
    directoryBytes += line.length;
    yield line;
  }
  yield directoryEnd(directory.length, directoryBytes, offset);
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
