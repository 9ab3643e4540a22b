import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';

import { beforeEach, expect, test } from 'vitest';

import { forgetImportFiles, retryForMs } from '~/knowledge/documents/import-runs/forget-files.server';
import { storedFilePath, storeFile } from '~/prisma/files/store-file.server';
import { sweepAfterMs, sweepFiles } from '~/prisma/files/sweep-files.server';
import { useDatabase } from '~/test/setup/database';

const { db, dir } = useDatabase();
const filesDir = path.join(dir, 'files');
const later = () => new Date(Date.now() + 2 * sweepAfterMs);
const deps = { db, filesDir, now: later };

beforeEach(async () => {
  rmSync(filesDir, { recursive: true, force: true });
  await db.storedFile.deleteMany();
  await db.importRun.deleteMany();
  mkdirSync(filesDir, { recursive: true });
});

function store(words: string, ownerKind: 'import' | 'document' = 'import') {
  return storeFile(
    { db, filesDir },
    { bytes: Buffer.from(words), name: 'a.txt', mediaType: 'text/plain', ownerKind, ownerId: 'r' },
  );
}

test('a file goes when no row names it any more, and not before a day is over', async () => {
  const kept = await store('kept', 'document');
  const gone = await store('gone');
  await db.storedFile.delete({ where: { id: gone.id } });
  expect(await sweepFiles({ ...deps, now: () => new Date() })).toBe(0);
  expect(await sweepFiles(deps)).toBe(1);
  expect([kept, gone].map(({ sha256 }) => existsSync(storedFilePath(filesDir, sha256)))).toEqual([
    true,
    false,
  ]);
  expect(await sweepFiles(deps)).toBe(0);
});

test('what a power cut left half written goes; what it left aside comes back if a row names it', async () => {
  const named = storedFilePath(filesDir, (await store('named')).sha256);
  await rename(named, `${named}.aside`);
  writeFileSync(`${named}.1234.part`, 'half');
  const lost = await store('lost');
  await db.storedFile.delete({ where: { id: lost.id } });
  const aside = storedFilePath(filesDir, lost.sha256);
  await rename(aside, `${aside}.aside`);
  expect(await sweepFiles(deps)).toBe(1);
  expect(
    [named, `${named}.aside`, `${named}.1234.part`, aside, `${aside}.aside`].map((file) => existsSync(file)),
  ).toEqual([true, false, false, false, false]);
});

test('a file that is stored again is as new as its row', async () => {
  const { id, sha256 } = await store('again');
  const file = storedFilePath(filesDir, sha256);
  const old = new Date(Date.now() - 10 * sweepAfterMs);
  utimesSync(file, old, old);
  await db.storedFile.delete({ where: { id } });
  await store('again');
  await db.storedFile.deleteMany();
  expect(await sweepFiles({ ...deps, now: () => new Date() })).toBe(0);
});

test('an import lets go of what was taken in, and of what was refused after a week', async () => {
  const files = { added: await store('1'), refused: await store('2'), waiting: await store('3') };
  await db.importRun.create({
    data: {
      ...{ kind: 'files', title: 'a', createdByName: 'a', options: {}, expected: 3, settledAt: new Date() },
      items: {
        create: Object.entries(files).map(([state, { id }], i) => ({
          ...{ number: i + 1, name: 'a', sizeBytes: 1, state, fileId: id, finishedAt: new Date() },
        })),
      },
    },
  });
  const ids = async () =>
    (await db.storedFile.findMany({ orderBy: { createdAt: 'asc' } })).map(({ id }) => id);
  await forgetImportFiles({ db, now: later });
  expect(await ids()).toEqual([files.refused.id, files.waiting.id]);
  await forgetImportFiles({ db, now: () => new Date(Date.now() + retryForMs + 60_000) });
  expect(await ids()).toEqual([files.waiting.id]);
});
