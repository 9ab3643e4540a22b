import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { pack, type Pack } from 'tar-stream';

import { copyDatabase } from '~/prisma/copy-database.server';
import type { Settings } from '~/prisma/settings.server';

import { backupFormat, manifestName, type BackupManifest } from './backup-format';

type BackupSettings = Pick<Settings, 'dataDir' | 'databaseFile' | 'filesDir'>;

/** A backup or a restore can't go on; the message says why and what to do. */
export class BackupError extends Error {}

/**
 * Writes the database, the stored files and the installation's secret into one archive (tar, gzip), also while the
 * server runs: the database is copied at one instant by SQLite itself, and a file that the copy names was on the disk
 * before. The archive appears whole, by rename, and only its owner may read it. The search index isn't in it: it is
 * built from the database.
 */
export async function writeBackup(
  settings: BackupSettings,
  target: string,
  options: { now: Date; force?: boolean },
): Promise<BackupManifest> {
  if (!existsSync(settings.databaseFile)) {
    throw new BackupError(
      `There is no database in ${settings.dataDir}. / 数据目录中没有数据库，请检查 DATA_DIR。`,
    );
  }
  if (existsSync(target) && !options.force) {
    throw new BackupError(
      `${target} exists. Choose another name, or add --force. / 文件已存在，请换名或加 --force。`,
    );
  }
  const scratch = await mkdtemp(path.join(settings.dataDir, '.backup-'));
  const part = `${path.resolve(target)}.part`;
  try {
    const copy = path.join(scratch, 'huiqitong.db');
    copyDatabase(settings.databaseFile, copy);
    const archive = pack();
    const handle = await open(part, 'w', 0o600);
    const written = pipeline(archive, createGzip({ level: 6 }), handle.createWriteStream({ flush: true }));
    // A write that fails (a full disk) must surface here, not as an unhandled rejection while entries are added.
    written.catch(() => archive.destroy());
    const manifest = await addEntries(archive, settings, copy, options.now);
    archive.finalize();
    await written;
    await rename(part, target);
    return manifest;
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await rm(part, { force: true });
  }
}

async function addEntries(
  archive: Pack,
  settings: BackupSettings,
  copy: string,
  now: Date,
): Promise<BackupManifest> {
  const secret = path.join(settings.dataDir, 'secret');
  const manifest: BackupManifest = {
    format: backupFormat,
    createdAt: now.toISOString(),
    databaseSha256: await hashFile(copy),
    files: 0,
    hasSecret: existsSync(secret),
  };
  await addFile(archive, 'huiqitong.db', copy);
  if (manifest.hasSecret) await addFile(archive, 'secret', secret);
  for (const folder of (await listFolder(settings.filesDir)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of await listFolder(path.join(settings.filesDir, folder))) {
      if (!/^[0-9a-f]{64}$/.test(name)) continue;
      await addFile(archive, `files/${folder}/${name}`, path.join(settings.filesDir, folder, name));
      manifest.files += 1;
    }
  }
  archive.entry({ name: manifestName, mode: 0o600 }, JSON.stringify(manifest));
  return manifest;
}

async function addFile(archive: Pack, name: string, file: string): Promise<void> {
  const { size } = await stat(file);
  const entry = archive.entry({ name, size, mode: 0o600 });
  await pipeline(createReadStream(file), entry);
}

async function listFolder(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).sort();
}

/** SHA-256 of a file, read as a stream. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
