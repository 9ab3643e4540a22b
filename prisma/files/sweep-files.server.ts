import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import type { Db } from '../database.server';

/** A file that nobody names any more is left alone for so long, in milliseconds: somebody may just be storing it. */
export const sweepAfterMs = 24 * 60 * 60_000;

/**
 * Deletes the files that no row names any more, and what a power cut left half written. A file is first moved aside and
 * looked at again, so that one which is stored anew at this very moment stays; one that a power cut left aside comes
 * back if a row names it. Returns how many files went.
 */
export async function sweepFiles(
  { db, filesDir, now }: { db: Db; filesDir: string; now: () => Date },
  signal?: AbortSignal,
): Promise<number> {
  let swept = 0;
  for (const folder of await foldersOf(filesDir)) {
    for (const name of await readdir(folder)) {
      signal?.throwIfAborted();
      const file = path.join(folder, name);
      const [sha256 = ''] = name.split('.');
      if (!/^[0-9a-f]{64}$/.test(sha256)) continue;
      if (name.endsWith('.part')) {
        if (await isOld(file, now())) await rm(file, { force: true });
      } else if (name.endsWith('.aside')) {
        swept += await settleAside(db, { file, target: path.join(folder, sha256), sha256 }, now());
      } else if ((await isOld(file, now())) && !(await isNamed(db, sha256))) {
        const aside = `${file}.aside`;
        await rename(file, aside);
        swept += await settleAside(db, { file: aside, target: file, sha256 }, now());
      }
    }
  }
  return swept;
}

async function foldersOf(filesDir: string): Promise<string[]> {
  const entries = await readdir(filesDir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name))
    .map(({ name }) => path.join(filesDir, name));
}

/** Deletes a file that was moved aside, or puts it back: who stores it again marks it as new before its row is written. */
async function settleAside(
  db: Db,
  { file, target, sha256 }: { file: string; target: string; sha256: string },
  now: Date,
): Promise<number> {
  if (!(await isOld(file, now)) || (await isNamed(db, sha256))) {
    await rename(file, target);
    return 0;
  }
  await rm(file, { force: true });
  return 1;
}

async function isNamed(db: Db, sha256: string): Promise<boolean> {
  if ((await db.storedFile.count({ where: { sha256 } })) > 0) return true;
  return (await db.attachment.count({ where: { sha256 } })) > 0;
}

async function isOld(file: string, now: Date): Promise<boolean> {
  const { mtimeMs } = await stat(file);
  return now.valueOf() - mtimeMs > sweepAfterMs;
}
