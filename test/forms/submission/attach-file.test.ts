import { existsSync } from 'node:fs';
import path from 'node:path';

import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { attachFile } from '~/forms/submission/attach-file.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getAttachment } from '~/forms/submission/get-attachment.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';

import { useDatabase } from '../../setup/database';
import {
  answers,
  buildCity,
  key,
  member,
  noon,
  otherMember,
  otherReviewer,
  publish,
  reviewer,
} from '../small-city';

const { db, dir } = useDatabase();
const formChecker = openFormChecker();
const filesDir = path.join(dir, 'files');
const deps = { db, now: () => noon, signingKey: key, formChecker, filesDir, uploadLimitMb: 2 };
const pdf = strToU8('%PDF-1.7\n…\n%%EOF');
let draftId = '';

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd');
  ({ draftId } = await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao' }));
});
afterAll(() => formChecker.close());

const attach = (bytes: Uint8Array, name = '报告.pdf', field = 'report') =>
  attachFile(deps, member, { draftId, path: field, name, bytes });

test('a PDF is kept for its field and can be read by its firm and, once submitted, by the department', async () => {
  const file = await attach(pdf);
  expect(file).toMatchObject({
    storage: 'url',
    name: '报告.pdf',
    type: 'application/pdf',
    url: `/drafts/${draftId}/files/${file.fileId}`,
  });
  await expect(getAttachment(deps, reviewer, file.fileId)).rejects.toMatchObject({ code: 'not-found' });
  const done = await submitDraft(deps, member, {
    draftId,
    data: { ...answers, contact: '林晓', report: [file] },
  });
  const kept = await getAttachment(deps, reviewer, file.fileId);
  expect(existsSync(path.join(filesDir, kept.sha256.slice(0, 2), kept.sha256))).toBe(true);
  expect(await db.attachment.findMany({ where: { submissionId: done.submissionId } })).toMatchObject([
    { path: 'report', name: '报告.pdf' },
  ]);
  expect(await getAttachment(deps, member, file.fileId)).toMatchObject({ mediaType: 'application/pdf' });
  await expect(getAttachment(deps, otherMember, file.fileId)).rejects.toMatchObject({ code: 'not-found' });
  await expect(getAttachment(deps, otherReviewer, file.fileId)).rejects.toMatchObject({ code: 'not-found' });
  await expect(attach(pdf)).rejects.toMatchObject({ code: 'conflict' });
  ({ draftId } = await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true }));
});

test('abuse 16: a program, a page, a drawing or an archive named .pdf is refused', async () => {
  const archive = zipSync({ 'a.txt': strToU8('x') });
  const macros = zipSync({ '[Content_Types].xml': strToU8('x'), 'word/vbaProject.bin': strToU8('x') });
  for (const bytes of [
    strToU8('MZ\u0090\u0000'),
    strToU8('<html>'),
    strToU8('<svg onload=alert(1)>'),
    archive,
    macros,
    new Uint8Array(),
    strToU8('PK\u0003\u0004broken'),
  ]) {
    await expect(attach(bytes)).rejects.toMatchObject({
      fields: { report: expect.stringContaining('只收 PDF') as string },
    });
  }
  expect(await db.storedFile.count({ where: { ownerId: draftId } })).toBe(0);
});

test('abuse 18: a path in a file name is ignored, and the ending tells the true type', async () => {
  expect((await attach(pdf, '../../etc/passwd')).name).toBe('passwd.pdf');
  expect((await attach(pdf, 'C:\\temp\\a.exe')).name).toBe('a.exe.pdf');
  expect((await attach(pdf, '..')).name).toBe('file.pdf');
});

test('size and field are checked', async () => {
  const large = new Uint8Array(1024 * 1024 + 1);
  large.set(pdf);
  await expect(attach(large)).rejects.toMatchObject({ fields: { report: '审计报告的文件不能超过 1 MB。' } });
  const small = { ...deps, uploadLimitMb: 0.25 };
  const third = attachFile(small, member, {
    ...{ draftId, path: 'report', name: 'a.pdf' },
    bytes: large.subarray(0, 300 * 1024),
  });
  await expect(third).rejects.toMatchObject({
    fields: { report: expect.stringContaining('256 KB') as string },
  });
  await expect(attach(pdf, 'a.pdf', 'phone')).rejects.toMatchObject({
    fields: { phone: '表单里没有这个上传项。' },
  });
  const foreign = attachFile(deps, otherMember, { draftId, path: 'report', name: 'a.pdf', bytes: pdf });
  await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
});

test('a file of another draft can’t be handed in', async () => {
  const other = await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true });
  const file = await attachFile(deps, member, {
    draftId: other.draftId,
    path: 'report',
    name: 'a.pdf',
    bytes: pdf,
  });
  const sent = submitDraft(deps, member, { draftId, data: { ...answers, contact: '林晓', report: [file] } });
  await expect(sent).rejects.toMatchObject({
    fields: { report: expect.stringContaining('重新上传') as string },
  });
});
