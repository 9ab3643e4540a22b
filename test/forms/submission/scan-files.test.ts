import { existsSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';

import { strToU8 } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { getCase } from '~/forms/cases/get-case.server';
import { attachFile } from '~/forms/submission/attach-file.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getAttachment } from '~/forms/submission/get-attachment.server';
import { scanFiles, scanFilesJob } from '~/forms/submission/scan-files.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import { askClamd } from '~/prisma/files/ask-clamd.server';

import { eicar, startClamd, type ClamdServer } from '../../setup/clamd-server';
import { useDatabase } from '../../setup/database';
import { answers, buildCity, key, member, noon, publish, reviewer } from '../small-city';

const { db, dir } = useDatabase();
const formChecker = openFormChecker();
const filesDir = path.join(dir, 'files');
let clamd: ClamdServer;
const deps = () => ({
  ...{ db, now: () => noon, signingKey: key, formChecker, filesDir, uploadLimitMb: 2 },
  clamdAddress: clamd.address,
});
const pdf = strToU8('%PDF-1.7\n…\n%%EOF');
const infected = strToU8(`%PDF-1.7\n${eicar}\n%%EOF`);

beforeAll(async () => {
  clamd = await startClamd();
  await buildCity(db);
  await publish(db, 'rd');
});
afterAll(async () => {
  await clamd.close();
  await formChecker.close();
});

const start = async () =>
  (await startDraft(deps(), member, { form: 'rd', enterpriseId: 'zhizao', fresh: true })).draftId;
const attach = (draftId: string, bytes: Uint8Array) =>
  attachFile(deps(), member, { draftId, path: 'report', name: '报告.pdf', bytes });
const submit = (draftId: string, file: object) =>
  submitDraft(deps(), member, { draftId, data: { ...answers, contact: '林晓', report: [file] } });

test('the scanner is asked by its own protocol, in many pieces, too', async () => {
  expect(await askClamd(clamd.address, Readable.from([Buffer.from('harmless')]))).toEqual({ kind: 'clean' });
  const pieces = [Buffer.alloc(300_000, 'a'), Buffer.from(eicar.slice(0, 20)), Buffer.from(eicar.slice(20))];
  expect(await askClamd(clamd.address, Readable.from(pieces))).toEqual({
    kind: 'infected',
    name: 'Eicar-Test-Signature',
  });
  expect(await askClamd('127.0.0.1:1', Readable.from([]))).toMatchObject({ kind: 'down' });
  expect(await askClamd(path.join(dir, 'no.sock'), Readable.from([]))).toMatchObject({ kind: 'down' });
});

test('until it was scanned a file waits in quarantine: it can be handed in, the case says so, nobody else gets it', async () => {
  const draftId = await start();
  const file = await attach(draftId, pdf);
  expect(await db.job.count({ where: { kind: scanFilesJob } })).toBe(1);
  const { caseId } = await submit(draftId, file);
  const [waiting] = (await getCase(deps(), reviewer, caseId)).submissionsNewestFirst;
  expect(waiting?.attachments).toMatchObject([{ name: '报告.pdf', scan: 'waiting' }]);
  await expect(getAttachment(deps(), reviewer, file.fileId)).rejects.toMatchObject({ code: 'file-waits' });
  expect(await getAttachment(deps(), member, file.fileId)).toMatchObject({ name: '报告.pdf' });

  expect(await scanFiles(deps())).toBe(1);
  expect(await getAttachment(deps(), reviewer, file.fileId)).toMatchObject({ name: '报告.pdf' });
  expect(await scanFiles(deps())).toBe(0);
});

test('a file with a virus loses its bytes, can’t be handed in, and who uploaded it is told', async () => {
  const draftId = await start();
  const file = await attach(draftId, infected);
  const twin = await attach(draftId, infected);
  const { sha256 } = await db.storedFile.findUniqueOrThrow({ where: { id: file.fileId } });
  expect(await scanFiles(deps())).toBe(2);
  expect(existsSync(path.join(filesDir, sha256.slice(0, 2), sha256))).toBe(false);
  for (const { fileId } of [file, twin])
    await expect(getAttachment(deps(), member, fileId)).rejects.toMatchObject({ code: 'file-infected' });
  await expect(submit(draftId, file)).rejects.toMatchObject({
    fields: { report: expect.stringContaining('重新上传') as string },
  });
  const notice = await db.notice.findFirst({ where: { personId: 'lin', kind: 'case.file-infected' } });
  expect(notice).toMatchObject({ title: '附件有病毒，已移除：报告.pdf', link: `/drafts/${draftId}` });
  expect(await db.auditEntry.count({ where: { action: 'file.infected' } })).toBe(2);
});

test('while the scanner is down all stay in quarantine, and the next run sees to them', async () => {
  const draftId = await start();
  const file = await attach(draftId, strToU8('%PDF-1.7\nanother\n%%EOF'));
  const { address } = clamd;
  await clamd.close();
  expect(await scanFiles({ ...deps(), clamdAddress: address })).toBe(0);
  const scanOf = async () => (await db.storedFile.findUniqueOrThrow({ where: { id: file.fileId } })).scan;
  expect(await scanOf()).toBe('waiting');
  clamd = await startClamd(Number(address.split(':')[1]));
  expect(await scanFiles(deps())).toBe(1);
  expect(await scanOf()).toBe('clean');
});

test('without a scanner files are taken as before', async () => {
  const draftId = await start();
  const none = { ...deps(), clamdAddress: undefined };
  const file = await attachFile(none, member, { draftId, path: 'report', name: '报告.pdf', bytes: pdf });
  expect((await db.storedFile.findUniqueOrThrow({ where: { id: file.fileId } })).scan).toBe('none');
  expect(await scanFiles(none)).toBe(0);
});
