import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, utimes } from 'node:fs/promises';
import path from 'node:path';

import type { Db, Tx } from '../database.server';

/** A file to keep. `mediaType` is the one found in the bytes, never the one a client claimed. */
export interface FileToStore {
  bytes: Uint8Array;
  name: string;
  mediaType: string;
  ownerKind: 'document' | 'draft' | 'submission' | 'import' | 'register' | 'dispute';
  ownerId: string;
  uploadedById?: string | null;
  /** `waiting` keeps it in quarantine until a scanner has seen it. Default `none`. */
  scan?: 'none' | 'waiting';
}

/** Writes the bytes, then the row. The same bytes are kept once. */
export async function storeFile(
  deps: { db: Db | Tx; filesDir: string },
  file: FileToStore,
): Promise<{ id: string; sha256: string }> {
  const sha256 = await storeBytes(deps.filesDir, file.bytes);
  return { id: await recordFile(deps.db, { ...file, sha256 }), sha256 };
}

/**
 * Writes bytes under their SHA-256 (temporary name, fsync, rename: a power cut leaves no half file) and returns it. For
 * a caller whose transaction writes the row by `recordFile`; without a row they are swept after a day.
 */
export async function storeBytes(filesDir: string, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const target = storedFilePath(filesDir, sha256);
  if (!(await markAsNew(target))) {
    await mkdir(path.dirname(target), { recursive: true });
    const temporary = `${target}.${randomUUID()}.part`;
    try {
      const handle = await open(temporary, 'w');
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, target);
    } finally {
      await rm(temporary, { force: true });
    }
  }
  return sha256;
}

/** Writes the row of bytes that `storeBytes` wrote and returns its id. */
export async function recordFile(db: Db | Tx, file: FileToStore & { sha256: string }): Promise<string> {
  const { id } = await db.storedFile.create({
    data: {
      sha256: file.sha256,
      sizeBytes: file.bytes.byteLength,
      mediaType: file.mediaType,
      name: safeFileName(file.name),
      ownerKind: file.ownerKind,
      ownerId: file.ownerId,
      uploadedById: file.uploadedById ?? null,
      scan: file.scan ?? 'none',
    },
    select: { id: true },
  });
  return id;
}

/** Whether the file is there already; if so its age begins anew, so that no sweep takes it before its row is written. */
async function markAsNew(target: string): Promise<boolean> {
  const now = new Date();
  try {
    await utimes(target, now, now);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** The bytes of a stored file. */
export async function readStoredFile(filesDir: string, sha256: string): Promise<Uint8Array> {
  return readFile(storedFilePath(filesDir, sha256));
}

/** The same, as a stream for answering a request. */
export function streamStoredFile(filesDir: string, sha256: string) {
  return createReadStream(storedFilePath(filesDir, sha256));
}

/** Where the bytes of a stored file are: for a process that reads them itself. */
export function storedFilePath(filesDir: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
  return path.join(filesDir, sha256.slice(0, 2), sha256);
}

/** The last part of the name, without control characters; never used as a path. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/[\p{Cc}"<>|:*?]/gu, '')
    .trim()
    .slice(0, 200);
  return clean === '' || clean === '.' || clean === '..' ? 'file' : clean;
}
