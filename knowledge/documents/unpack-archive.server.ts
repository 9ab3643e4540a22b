import { inflateRawSync } from 'node:zlib';

import type { DocumentLimits } from './document-limits';
import type { ArchiveEntry, InputFile } from './parsed-document';
import { packedBytesOf, readZipDirectory, type ZipEntry } from './read-zip-directory';
import { refuse, type RefusalCode } from './refusal';

/** A file that grows more than this is a bomb, whatever its size. */
const mostGrowth = 200;
const ignored = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/;

/**
 * Takes the files out of a ZIP. Names are never used as paths, and one that climbs out (`../`, an absolute one) is
 * refused; so are encrypted entries, archives in the archive, and whatever would unpack beyond the limits. Throws
 * `RefusedFile` when the ZIP as a whole can't be taken.
 */
export function unpackArchive({ bytes }: Pick<InputFile, 'bytes'>, limits: DocumentLimits): ArchiveEntry[] {
  const directory = readZipDirectory(bytes) ?? refuse('damaged');
  const files = directory.filter((entry) => !entry.isFolder && !ignored.test(entry.name));
  if (files.length === 0) refuse('empty');
  if (files.length > limits.entries)
    refuse('too-many-entries', { entries: files.length, limit: limits.entries });
  const total = files.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (total > limits.unpackedBytes)
    refuse('too-large', { limitMb: Math.round(limits.unpackedBytes / 1024 / 1024) });
  return files.map((entry): ArchiveEntry => {
    const code = reasonAgainst(entry, limits);
    if (code) return { name: entry.name, refusal: withFigures(code, limits) };
    const unpacked = inflateEntry(bytes, entry);
    return unpacked
      ? { name: entry.name, bytes: unpacked }
      : { name: entry.name, refusal: { code: 'damaged' } };
  });
}

function reasonAgainst(entry: ZipEntry, limits: DocumentLimits): RefusalCode | null {
  if (/(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[a-z]:/i.test(entry.name) || entry.name.includes('\0'))
    return 'unsafe-name';
  if (entry.isEncrypted) return 'encrypted';
  if (entry.method !== 0 && entry.method !== 8) return 'damaged';
  if (/\.(?:zip|rar|7z|gz|tar|tgz)$/i.test(entry.name)) return 'nested-archive';
  if (entry.unpackedBytes > limits.fileBytes) return 'too-large';
  if (entry.unpackedBytes > 1024 * 1024 && entry.unpackedBytes > entry.packedBytes * mostGrowth)
    return 'too-large';
  return null;
}

function withFigures(code: RefusalCode, limits: DocumentLimits) {
  return code === 'too-large'
    ? { code, params: { limitMb: Math.round(limits.fileBytes / 1024 / 1024) } }
    : { code };
}

/** An entry's bytes, never more than the directory promised: null for one that lies or is damaged. */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const packed = packedBytesOf(bytes, entry);
  if (!packed) return null;
  if (entry.method === 0) return packed.length === entry.unpackedBytes ? new Uint8Array(packed) : null;
  try {
    const unpacked = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpackedBytes) });
    return unpacked.length === entry.unpackedBytes ? new Uint8Array(unpacked) : null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
}
