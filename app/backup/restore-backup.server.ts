import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { extract } from 'tar-stream';

import { openConnection } from '~/prisma/sqlite-connection.server';
import type { Settings } from '~/prisma/settings.server';

import { backupManifestSchema, isBackupEntry, manifestName, type BackupManifest } from './backup-format';
import { BackupError, hashFile } from './write-backup.server';

type RestoreSettings = Pick<Settings, 'dataDir' | 'databaseFile'>;

/** What was put back; `keptIn` is the folder where the data that stood there before now lie. */
export interface Restored {
  manifest: BackupManifest;
  keptIn: string | null;
}

/**
 * Puts an archive back: unpacks it beside the data, checks every checksum and the database's integrity, and only
 * then moves it in. Data that stand there are replaced only with `force`, and kept in a folder of their own. The
 * search index is left out, so that the next start builds it from the database.
 */
export async function restoreBackup(
  settings: RestoreSettings,
  archive: string,
  options: { now: Date; force?: boolean },
): Promise<Restored> {
  if (!existsSync(archive)) throw new BackupError(`${archive} doesn't exist. / 备份文件不存在。`);
  await mkdir(settings.dataDir, { recursive: true });
  const standing = (await readdir(settings.dataDir)).filter((name) => !name.startsWith('.'));
  if (standing.length > 0 && !options.force) {
    throw new BackupError(
      `${settings.dataDir} isn't empty. Add --force to replace what stands there (it is kept in a folder). / 数据目录不为空，加 --force 替换，原有数据会保留在子目录中。`,
    );
  }
  if (existsSync(settings.databaseFile)) refuseWhileInUse(settings.databaseFile);
  const scratch = await mkdtemp(path.join(settings.dataDir, '.restore-'));
  try {
    await unpack(archive, scratch);
    const manifest = await checkUnpacked(scratch);
    const keptIn = standing.length > 0 ? await putAside(settings.dataDir, standing, options.now) : null;
    for (const name of await readdir(scratch)) {
      if (name !== manifestName) await rename(path.join(scratch, name), path.join(settings.dataDir, name));
    }
    return { manifest, keptIn };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Leaving WAL mode needs every other connection to be closed: SQLite's own way to know that nobody uses the file. */
function refuseWhileInUse(file: string): void {
  const connection = openConnection(file);
  try {
    connection.prepare('PRAGMA busy_timeout = 500').all([]);
    connection.prepare('PRAGMA journal_mode = DELETE').all([]);
    connection.prepare('PRAGMA journal_mode = WAL').all([]);
  } catch (error) {
    throw new BackupError(
      `The database is in use (${String(error)}). Stop the server and the workers first. / 数据库正在使用，请先停止服务。`,
    );
  } finally {
    connection.close();
  }
}

async function unpack(archive: string, folder: string): Promise<void> {
  const entries = extract();
  entries.on('entry', (header, stream, next) => {
    const write = async () => {
      if (header.type !== 'file' || !isBackupEntry(header.name)) {
        throw new BackupError(
          `The archive holds ${header.name}, which no backup does. / 备份中有不应存在的内容。`,
        );
      }
      const target = path.join(folder, header.name);
      await mkdir(path.dirname(target), { recursive: true });
      await pipeline(stream, createWriteStream(target, { mode: 0o600, flags: 'wx', flush: true }));
    };
    write().then(() => next(), next);
  });
  try {
    await pipeline(createReadStream(archive), createGunzip(), entries);
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError(`${archive} can't be read: ${String(error)}. / 备份文件已损坏或不完整。`);
  }
}

async function checkUnpacked(folder: string): Promise<BackupManifest> {
  const manifestFile = path.join(folder, manifestName);
  if (!existsSync(manifestFile)) throw new BackupError('The archive was cut off. / 备份文件不完整。');
  const parsed = backupManifestSchema.safeParse(JSON.parse(await readFile(manifestFile, 'utf8')));
  if (!parsed.success) throw new BackupError('The archive is of an unknown kind. / 不是本平台的备份文件。');
  const manifest = parsed.data;
  const database = path.join(folder, 'huiqitong.db');
  if ((await hashFile(database)) !== manifest.databaseSha256) {
    throw new BackupError("The database's checksum is wrong. / 备份中的数据库校验不符。");
  }
  const connection = openConnection(database);
  try {
    const rows = connection.prepare('PRAGMA integrity_check').all([]) as { integrity_check: string }[];
    if (rows[0]?.integrity_check !== 'ok')
      throw new BackupError('The database is damaged. / 备份中的数据库已损坏。');
  } finally {
    connection.close();
  }
  let files = 0;
  for (const name of await listFiles(path.join(folder, 'files'))) {
    if ((await hashFile(name)) !== path.basename(name)) {
      throw new BackupError(`The file ${path.basename(name)} was changed. / 备份中的附件校验不符。`);
    }
    files += 1;
  }
  if (files !== manifest.files) throw new BackupError('Files are missing. / 备份中缺少附件。');
  return manifest;
}

async function listFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Moves what stands there into a folder of its own, which nothing reads; the operator removes it. */
async function putAside(dataDir: string, names: readonly string[], now: Date): Promise<string> {
  const kept = path.join(dataDir, `.before-restore-${now.toISOString().replace(/[:.]/g, '-')}`);
  await mkdir(kept);
  for (const name of names) await rename(path.join(dataDir, name), path.join(kept, name));
  return kept;
}
