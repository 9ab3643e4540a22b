import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';

import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isBackupEntry } from '~/app/backup/backup-format';
import { restoreBackup } from '~/app/backup/restore-backup.server';
import { BackupError, writeBackup } from '~/app/backup/write-backup.server';
import { checkDatabase, checkRecords } from '~/app/doctor/check-database.server';
import { signIn } from '~/app/session/sign-in.server';
import { hashPassword } from '~/app/session/hash-password.server';
import { openDatabase } from '~/prisma/database.server';
import { readStoredFile, storeFile } from '~/prisma/files/store-file.server';
import { openConnection } from '~/prisma/sqlite-connection.server';
import { parseSettings } from '~/prisma/settings.server';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const now = new Date('2026-11-22T02:00:00Z');
const settings = parseSettings({ DATA_DIR: database.dir });
const run = promisify(execFile);
let scratch = '';
let archive = '';
let sha256 = '';

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'huiqitong-backup-'));
  archive = path.join(scratch, 'city.tar.gz');
  await writeFile(path.join(database.dir, 'secret'), 'f'.repeat(64));
  const passwordHash = await hashPassword('秋水共长天一色');
  await database.db.person.create({ data: { loginName: 'lin', name: '林', passwordHash } });
  const file = {
    bytes: Buffer.from('附件'),
    name: 'x.txt',
    mediaType: 'text/plain',
    ownerKind: 'draft' as const,
    ownerId: 'd',
  };
  ({ sha256 } = await storeFile({ db: database.db, filesDir: settings.filesDir }, file));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe('the drill: back up a running platform, restore it elsewhere, sign in', () => {
  it('brings back people, files and the secret, and passes the doctor', async () => {
    const written = await writeBackup(settings, archive, { now });
    expect(written).toMatchObject({ files: 1, hasSecret: true });
    expect((await stat(archive)).mode & 0o077).toBe(0);
    const elsewhere = parseSettings({ DATA_DIR: path.join(scratch, 'restored') });
    expect((await restoreBackup(elsewhere, archive, { now })).keptIn).toBeNull();
    const db = openDatabase(elsewhere.databaseFile);
    const done = await signIn(
      { db, now },
      { login: 'lin', password: '秋水共长天一色', address: 'x', formerToken: null },
    );
    await db.$disconnect();
    expect(done.outcome).toBe('signed-in');
    expect(Buffer.from(await readStoredFile(elsewhere.filesDir, sha256)).toString()).toBe('附件');
    expect(await readFile(path.join(elsewhere.dataDir, 'secret'), 'utf8')).toBe('f'.repeat(64));
    const findings = [...checkDatabase(elsewhere), ...(await checkRecords(elsewhere))];
    expect(findings.filter(({ state }) => state !== 'good')).toEqual([]);
    expect((await readdir(database.dir)).filter((name) => name.startsWith('.backup'))).toEqual([]);
  });

  it('replaces nothing unasked, and keeps what stood there when told to', async () => {
    const elsewhere = parseSettings({ DATA_DIR: path.join(scratch, 'standing') });
    await mkdir(elsewhere.dataDir);
    await copyFile(path.join(scratch, 'restored', 'huiqitong.db'), elsewhere.databaseFile);
    await expect(restoreBackup(elsewhere, archive, { now })).rejects.toThrow(/--force/);
    await expect(writeBackup(settings, archive, { now })).rejects.toThrow(/--force/);
    // In a process of its own, as an operator runs it.
    const command = ['--import', 'tsx', 'app/commands/restore.ts', archive, '--force'];
    const { stdout } = await run(process.execPath, command, {
      env: { ...process.env, DATA_DIR: elsewhere.dataDir },
    });
    expect(stdout).toContain('Restored the state of 2026-11-22T02:00:00.000Z');
    const kept = (await readdir(elsewhere.dataDir)).find((name) => name.startsWith('.before-restore-'));
    expect(await readdir(path.join(elsewhere.dataDir, kept ?? ''))).toContain('huiqitong.db');
  });

  it('refuses while a server uses the database', async () => {
    await expect(restoreBackup(settings, archive, { now, force: true })).rejects.toThrow(/in use/);
    expect(await database.db.person.count()).toBe(1);
  });

  it('refuses an archive that was cut off, changed, or holds what no backup does, and changes nothing', async () => {
    const target = parseSettings({ DATA_DIR: path.join(scratch, 'untouched') });
    const cut = path.join(scratch, 'cut.tar.gz');
    const bytes = await readFile(archive);
    await writeFile(cut, bytes.subarray(0, bytes.length - 200));
    await expect(restoreBackup(target, cut, { now })).rejects.toThrow(BackupError);
    const evil = async (entries: Record<string, string>) => {
      const file = path.join(
        scratch,
        `${createHash('sha256').update(JSON.stringify(entries)).digest('hex')}.tar.gz`,
      );
      const tar = pack();
      for (const [name, content] of Object.entries(entries)) tar.entry({ name }, content);
      tar.finalize();
      await pipeline(tar, createGzip(), createWriteStream(file));
      return file;
    };
    await expect(restoreBackup(target, await evil({ '../outside': 'x' }), { now })).rejects.toThrow(
      BackupError,
    );
    const manifest = {
      format: 'huiqitong-backup-1',
      createdAt: now.toISOString(),
      databaseSha256: '0'.repeat(64),
      files: 0,
      hasSecret: false,
    };
    const forged = await evil({
      'huiqitong.db': 'not a database',
      'manifest.json': JSON.stringify(manifest),
    });
    await expect(restoreBackup(target, forged, { now })).rejects.toThrow(/checksum/);
    await expect(restoreBackup(target, await evil({ 'huiqitong.db': 'x' }), { now })).rejects.toThrow(
      /cut off/,
    );
    await expect(restoreBackup(target, path.join(scratch, 'none'), { now })).rejects.toThrow(BackupError);
    expect(await readdir(target.dataDir)).toEqual([]);
    expect(await readdir(scratch)).not.toContain('outside');
  });

  it('knows its own entries', () => {
    const name = 'ab'.padEnd(64, '0');
    expect(isBackupEntry(`files/ab/${name}`)).toBe(true);
    expect(isBackupEntry(`files/cd/${name}`)).toBe(false);
    expect(isBackupEntry('/etc/passwd')).toBe(false);
  });
});

describe('the doctor', () => {
  it('finds a damaged database, and says what to do', async () => {
    const dataDir = path.join(scratch, 'damaged');
    await mkdir(dataDir);
    const damaged = parseSettings({ DATA_DIR: dataDir });
    await writeBackup(settings, path.join(scratch, 'second.tar.gz'), { now });
    await restoreBackup(damaged, path.join(scratch, 'second.tar.gz'), { now });
    const bytes = await readFile(damaged.databaseFile);
    bytes.fill(0xff, 8192, 60_000);
    await writeFile(damaged.databaseFile, bytes);
    const [finding] = checkDatabase(damaged);
    expect(finding).toMatchObject({ check: 'database', state: 'failed' });
    expect(finding?.mend?.en).toContain('npm run restore');
  });

  it('calls a database that a server writes to busy, not damaged', () => {
    const writing = openConnection(settings.databaseFile);
    try {
      writing.exec('BEGIN IMMEDIATE');
      const [finding] = checkDatabase(settings, { busyMs: 50 });
      expect(finding).toMatchObject({ check: 'database', state: 'weak' });
      expect(finding?.en).toContain('being written to');
      writing.exec('ROLLBACK');
      expect(checkDatabase(settings)[0]).toMatchObject({ state: 'good' });
    } finally {
      writing.close();
    }
  });

  it('says when there is no database yet', () => {
    const none = parseSettings({ DATA_DIR: path.join(scratch, 'none-yet') });
    expect(checkDatabase(none)).toMatchObject([{ check: 'database', state: 'weak' }]);
  });

  it('finds an edited log', async () => {
    const { databaseFile } = settings;
    await database.db.auditEntry.create({
      data: {
        at: now,
        actorKind: 'system',
        action: 'x',
        subjectKind: 'x',
        subjectId: 'x',
        detail: {},
        previousHash: '0'.repeat(64),
        hash: 'wrong',
      },
    });
    const findings = await checkRecords({ databaseFile });
    expect(findings.find(({ check }) => check === 'audit')).toMatchObject({ state: 'failed' });
  });
});
