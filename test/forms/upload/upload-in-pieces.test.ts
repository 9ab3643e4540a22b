import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

import { strToU8 } from 'fflate';
import { beforeAll, expect, test, vi } from 'vitest';

import { startDraft } from '~/forms/submission/start-draft.server';
import { appendPiece } from '~/forms/upload/append-piece.server';
import { cancelUpload } from '~/forms/upload/cancel-upload.server';
import { crc32 } from '~/forms/upload/crc32';
import { finishUpload } from '~/forms/upload/finish-upload.server';
import { listUploads } from '~/forms/upload/list-uploads.server';
import { startUpload } from '~/forms/upload/start-upload.server';
import { sweepUploads } from '~/forms/upload/sweep-uploads.server';
import { readStoredFile } from '~/prisma/files/store-file.server';

import { useDatabase } from '../../setup/database';
import { buildCity, key, member, noon, otherMember, publish } from '../small-city';

const { db, dir } = useDatabase();
const filesDir = path.join(dir, 'files');
let now = noon;
const deps = { db, now: () => now, signingKey: key, filesDir, uploadLimitMb: 2 };
const whole = strToU8(`%PDF-1.7\n${'页'.repeat(100_000)}\n%%EOF`);
let draftId = '';

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd');
  ({ draftId } = await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao' }));
});

const start = (fingerprint: string, bytes = whole, more = {}) =>
  startUpload(deps, member, {
    ...{ draftId, path: 'report', name: '审计报告.pdf', sizeBytes: bytes.byteLength, fingerprint, ...more },
  });
const append = (uploadId: string, offset: number, bytes: Uint8Array, crc = crc32(bytes), reader = member) =>
  appendPiece(deps, reader, { draftId, uploadId, offset, bytes, crc });
const left = () =>
  existsSync(path.join(filesDir, 'uploads')) ? readdirSync(path.join(filesDir, 'uploads')) : [];

test('the checksum is the one that everybody reckons', () => {
  expect(crc32(strToU8('123456789'))).toBe('cbf43926');
  expect(crc32(new Uint8Array())).toBe('00000000');
  expect(crc32(strToU8('The quick brown fox jumps over the lazy dog'))).toBe('414fa339');
});

test('a file in pieces goes on where it stopped, whoever restarts, and arrives whole', async () => {
  const { uploadId, offset } = await start('a');
  expect(offset).toBe(0);
  expect(await append(uploadId, 0, whole.subarray(0, 100_000))).toEqual({ offset: 100_000 });
  expect(await listUploads(db, draftId, member.personId)).toMatchObject([
    { uploadId, path: 'report', name: '审计报告.pdf', percent: 33 },
  ]);
  // Chosen again after a reload: the same upload. Another file begins anew.
  expect(await start('a')).toMatchObject({ uploadId, offset: 100_000 });
  expect((await start('b')).uploadId).not.toBe(uploadId);
  await expect(finishUpload(deps, member, { draftId, uploadId })).rejects.toMatchObject({
    current: { offset: 100_000 },
  });
  await append(uploadId, 100_000, whole.subarray(100_000));
  const file = await finishUpload(deps, member, { draftId, uploadId });
  expect(file).toMatchObject({ name: '审计报告.pdf', type: 'application/pdf', size: whole.byteLength });
  const { sha256 } = await db.storedFile.findUniqueOrThrow({ where: { id: file.fileId } });
  expect(Buffer.compare(await readStoredFile(filesDir, sha256), whole)).toBe(0);
  // The answer was lost on the way: asked again, the same file and no second one.
  expect(await finishUpload(deps, member, { draftId, uploadId })).toEqual(file);
  expect(await db.storedFile.count({ where: { ownerId: draftId } })).toBe(1);
  expect(left()).not.toContain(uploadId);
});

/** A whole file of its own bytes, not yet finished. */
async function sendWhole(name: string) {
  const bytes = strToU8(`%PDF-1.7\n${name}\n%%EOF`);
  const { uploadId } = await start(name, bytes);
  await append(uploadId, 0, bytes);
  return { uploadId, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

test('finished twice at once, it is attached once and both are told of the same file', async () => {
  const { uploadId, sha256 } = await sendWhole('twice');
  const finish = () => finishUpload(deps, member, { draftId, uploadId });
  const [first, ...others] = await Promise.all([finish(), finish(), finish()]);
  for (const other of others) expect(other).toEqual(first);
  expect(await db.storedFile.findMany({ where: { sha256 } })).toMatchObject([{ id: first.fileId }]);
  expect(left()).not.toContain(uploadId);
});

test('a fault of the database attaches nothing and keeps the pieces: finished again, it works', async () => {
  const { uploadId, sha256, bytes } = await sendWhole('fault');
  const finish = () => finishUpload(deps, member, { draftId, uploadId });
  await db.$executeRawUnsafe(
    `CREATE TRIGGER fault BEFORE UPDATE OF attached ON DraftUpload BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END`,
  );
  await expect(finish()).rejects.toThrow('draftUpload.updateMany');
  await db.$executeRawUnsafe('DROP TRIGGER fault');
  expect(await db.storedFile.count({ where: { sha256 } })).toBe(0);
  expect(left()).toContain(uploadId);
  // Chosen again after a reload: nothing is left to send.
  expect(await start('fault', bytes)).toMatchObject({ uploadId, offset: bytes.byteLength });
  const file = await finish();
  expect(await db.storedFile.findMany({ where: { sha256 } })).toMatchObject([{ id: file.fileId }]);
  expect(left()).not.toContain(uploadId);
});

test('a fault of the disk keeps the pieces; pieces that are lost are asked for again', async () => {
  const { uploadId, sha256 } = await sendWhole('disk');
  const finish = () => finishUpload(deps, member, { draftId, uploadId });
  const [folder, aside] = [path.join(filesDir, sha256.slice(0, 2)), path.join(dir, 'aside')];
  if (existsSync(folder)) renameSync(folder, aside);
  mkdirSync(filesDir, { recursive: true });
  writeFileSync(folder, 'in the way');
  await expect(finish()).rejects.toThrow(/EEXIST|ENOTDIR/);
  rmSync(folder);
  if (existsSync(aside)) renameSync(aside, folder);
  expect(left()).toContain(uploadId);
  expect((await finish()).name).toBe('审计报告.pdf');
  const lost = await sendWhole('lost');
  rmSync(path.join(filesDir, 'uploads', lost.uploadId));
  await expect(finishUpload(deps, member, { draftId, uploadId: lost.uploadId })).rejects.toMatchObject({
    fields: { report: expect.stringContaining('重新选择') as string },
  });
  expect((await start('lost', lost.bytes)).offset).toBe(0);
});

test('a piece that is damaged, out of turn or too long is refused, and nothing is counted', async () => {
  const { uploadId } = await start('c');
  const piece = whole.subarray(0, 1000);
  await expect(append(uploadId, 0, piece, '00000000')).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(append(uploadId, 1000, piece)).rejects.toMatchObject({ current: { offset: 0 } });
  await expect(append(uploadId, 0, new Uint8Array(600 * 1024))).rejects.toMatchObject({
    code: 'invalid-input',
  });
  await append(uploadId, 0, piece);
  // Sent twice because the answer was lost: the second is told how much is there.
  await expect(append(uploadId, 0, piece)).rejects.toMatchObject({ current: { offset: 1000 } });
});

test('size, field and type are checked; what is no document leaves nothing behind', async () => {
  await expect(start('d', whole, { sizeBytes: 2 * 1024 * 1024 })).rejects.toMatchObject({
    fields: { report: '审计报告的文件不能超过 1 MB。' },
  });
  await expect(start('d', whole, { path: 'phone' })).rejects.toMatchObject({
    fields: { phone: '表单里没有这个上传项。' },
  });
  const program = strToU8('MZ\u0090\u0000 not a document');
  const { uploadId } = await start('e', program);
  await append(uploadId, 0, program);
  await expect(finishUpload(deps, member, { draftId, uploadId })).rejects.toMatchObject({
    fields: { report: expect.stringContaining('只收 PDF') as string },
  });
  expect(left()).not.toContain(uploadId);
  expect(await db.draftUpload.count({ where: { id: uploadId } })).toBe(0);
});

test('uploads under way are counted: twenty a person, and with the files a hundred a draft', async () => {
  const fresh = await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true });
  const begin = (name: string, more = {}) =>
    startUpload({ ...deps, ...more }, member, {
      ...{ draftId: fresh.draftId, path: 'report', name: `${name}.pdf`, sizeBytes: 10, fingerprint: name },
    });
  const begun = await Promise.all(
    Array.from({ length: 25 }, (_, n) => begin(String(n)).catch((error: unknown) => error as Error)),
  );
  expect(begun.filter((one) => one instanceof Error)).toHaveLength(5);
  await expect(begin('more')).rejects.toMatchObject({
    fields: { report: expect.stringMatching(/审计报告.*20 个.*放弃/) as string },
  });
  await expect(begin('more', { locale: 'en' })).rejects.toMatchObject({
    fields: { report: expect.stringMatching(/20 files.*give/i) as string },
  });
  // The same file goes on, all can be seen, and one that is given up makes room.
  const listed = await listUploads(db, fresh.draftId, member.personId);
  expect(listed).toHaveLength(20);
  expect(await begin(listed[0]?.name.replace('.pdf', '') ?? '')).toMatchObject({
    uploadId: listed[0]?.uploadId,
  });
  await cancelUpload(deps, member, { draftId: fresh.draftId, uploadId: listed[0]?.uploadId ?? '' });
  // Eighty files are there: with the nineteen one more finds room, and none after it.
  const file = { sizeBytes: 1, mediaType: 'application/pdf', ownerKind: 'draft', ownerId: fresh.draftId };
  await db.storedFile.createMany({
    data: Array.from({ length: 80 }, (_, n) => ({
      ...file,
      sha256: `s${String(n)}`,
      name: `${String(n)}.pdf`,
    })),
  });
  await begin('hundredth');
  await db.draftUpload.updateMany({
    where: { draftId: fresh.draftId, fingerprint: 'hundredth' },
    data: { personId: null },
  });
  await expect(begin('one too many')).rejects.toMatchObject({
    fields: { report: expect.stringMatching(/100 个文件.*20 个.*放弃/) as string },
  });
});

test('nobody else adds to an upload, finishes or cancels it', async () => {
  const { uploadId } = await start('f');
  const ids = { draftId, uploadId };
  const piece = whole.subarray(0, 10);
  await expect(append(uploadId, 0, piece, crc32(piece), otherMember)).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(finishUpload(deps, otherMember, ids)).rejects.toMatchObject({ code: 'not-found' });
  await expect(cancelUpload(deps, otherMember, ids)).rejects.toMatchObject({ code: 'not-found' });
});

test('given up, it is gone at once; left alone, after three days', async () => {
  const given = await start('g');
  await append(given.uploadId, 0, whole.subarray(0, 10));
  await cancelUpload(deps, member, { draftId, uploadId: given.uploadId });
  expect(left()).not.toContain(given.uploadId);
  const alone = await start('h');
  await append(alone.uploadId, 0, whole.subarray(0, 10));
  now = new Date(noon.valueOf() + 2 * 86_400_000);
  await sweepUploads(deps);
  expect(left()).toContain(alone.uploadId);
  now = new Date(noon.valueOf() + 4 * 86_400_000);
  expect(await sweepUploads(deps)).toBeGreaterThan(0);
  expect(left()).toEqual([]);
  now = noon;
});

test('a disk that takes a piece in two goes leaves no hole in the file', async () => {
  const { uploadId } = await start('halves');
  await append(uploadId, 0, whole.subarray(0, 1000));
  const handle = await open(path.join(filesDir, 'uploads', uploadId));
  const kind = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { write } = kind;
  const short = vi.spyOn(kind, 'write').mockImplementationOnce(function (
    this: FileHandle,
    ...args: unknown[]
  ) {
    const [bytes, at, , offset] = args as [Uint8Array, number, number, number];
    return Reflect.apply(write, this, [bytes, at, 7, offset]) as never;
  });
  expect(await append(uploadId, 1000, whole.subarray(1000))).toEqual({ offset: whole.byteLength });
  short.mockRestore();
  const { fileId } = await finishUpload(deps, member, { draftId, uploadId });
  const { sha256 } = await db.storedFile.findUniqueOrThrow({ where: { id: fileId } });
  expect(sha256).toBe(createHash('sha256').update(whole).digest('hex'));
});
