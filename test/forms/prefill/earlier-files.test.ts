import path from 'node:path';

import { strToU8 } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { takeEarlierFile } from '~/forms/prefill/earlier-files.server';
import { attachFile } from '~/forms/submission/attach-file.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getAttachment } from '~/forms/submission/get-attachment.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';

import { useDatabase } from '../../setup/database';
import {
  answers,
  buildCity,
  components,
  key,
  member,
  noon,
  otherMember,
  publish,
  reviewer,
} from '../small-city';

const { db, dir } = useDatabase();
const formChecker = openFormChecker();
let now = noon;
const deps = {
  ...{ db, now: () => now, signingKey: key, formChecker },
  ...{ filesDir: path.join(dir, 'files'), uploadLimitMb: 2 },
};
const pdf = strToU8('%PDF-1.7\n…\n%%EOF');
let fileId = '';
let receiptNumber = '';

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd', [
    ...components,
    {
      ...{ type: 'file', key: 'licence', label: '高新技术企业证书', input: true, storage: 'url' },
      prefill: { certificate: 'qualification.high-tech' },
    },
  ]);
  await publish(db, 'award', [
    ...components.filter(({ key: own }) => own !== 'report'),
    { type: 'file', key: 'audited', label: '审计 报告', input: true, storage: 'url', filePattern: '.pdf' },
    { type: 'file', key: 'picture', label: '审计报告', input: true, storage: 'url', filePattern: '.png' },
  ]);
  const draftId = await start('rd');
  const [report, licence] = [await attach(draftId, 'report'), await attach(draftId, 'licence')];
  fileId = report.fileId;
  ({ receiptNumber } = await submitDraft(deps, member, {
    draftId,
    data: { ...answers, contact: '林晓', report: [report], licence: [licence] },
  }));
  now = new Date('2027-03-01T04:00:00Z');
});
afterAll(() => formChecker.close());

const start = async (form: string, who = member, enterpriseId = 'zhizao') =>
  (await startDraft(deps, who, { form, enterpriseId, fresh: true })).draftId;
const attach = (draftId: string, field: string) =>
  attachFile(deps, member, { draftId, path: field, name: `${field}.pdf`, bytes: pdf });
const offersOf = async (draftId: string, who = member) => (await getDraft(deps, who, draftId)).earlierFiles;

test('a file handed in under the same label is offered with its date and application, where its type fits', async () => {
  const offers = await offersOf(await start('award'));
  expect(offers).toEqual({
    audited: [
      {
        ...{ fileId, name: 'report.pdf', sizeBytes: pdf.byteLength, on: '2026-11-20', receiptNumber },
        ...{ title: '企业研发投入后补助申请表', validUntil: null, isExpired: false },
      },
    ],
  });
  expect(await offersOf(await start('award', otherMember, 'bieren'), otherMember)).toEqual({});
});

test('taken by a click it is filed again without a copy, says where it comes from, and its new department can read it', async () => {
  const draftId = await start('award');
  const { revision } = await getDraft(deps, member, draftId);
  await takeEarlierFile(deps, member, { draftId, revision, path: 'audited', fileId });
  const view = await getDraft(deps, member, draftId);
  expect(view.earlierFiles).toEqual({});
  expect(view.provenance.audited).toMatchObject({
    ...{ sourceKind: 'submission', taken: true, reference: receiptNumber, observedAt: '2026-11-20' },
  });
  const stored = await db.storedFile.count();
  const { submissionId } = await submitDraft(deps, member, {
    draftId,
    revision: view.revision,
    data: { ...view.data, ...answers, contact: '林晓' },
  });
  expect(await db.storedFile.count()).toBe(stored);
  expect(await db.attachment.findMany({ where: { submissionId } })).toMatchObject([
    { path: 'audited', fileId },
  ]);
  const submission = await db.submission.findUniqueOrThrow({ where: { id: submissionId } });
  expect(submission.provenance).toMatchObject({ audited: { taken: true, reference: receiptNumber } });
  expect(await getAttachment(deps, reviewer, fileId)).toMatchObject({ name: 'report.pdf' });
});

test('what is not offered can’t be taken, nor named in the data by a client', async () => {
  const draftId = await start('award');
  const { revision, data } = await getDraft(deps, member, draftId);
  const take = (field: string, id: string, who = member) =>
    takeEarlierFile(deps, who, { draftId, revision, path: field, fileId: id });
  await expect(take('picture', fileId)).rejects.toMatchObject({ code: 'conflict' });
  await expect(take('audited', 'unknown')).rejects.toMatchObject({ code: 'conflict' });
  await expect(take('audited', fileId, otherMember)).rejects.toMatchObject({ code: 'not-found' });
  const named = {
    storage: 'url',
    fileId,
    name: 'x.pdf',
    originalName: 'x.pdf',
    size: 1,
    type: 'application/pdf',
    url: '',
  };
  await expect(
    submitDraft(deps, member, {
      draftId,
      revision,
      data: { ...data, ...answers, contact: '林晓', audited: [named] },
    }),
  ).rejects.toMatchObject({ code: 'invalid-input' });
});

test('never one in quarantine or infected: not offered, and not filed once it was found', async () => {
  const draftId = await start('award');
  const { revision } = await getDraft(deps, member, draftId);
  await takeEarlierFile(deps, member, { draftId, revision, path: 'audited', fileId });
  for (const scan of ['waiting', 'infected']) {
    await db.storedFile.update({ where: { id: fileId }, data: { scan } });
    expect(await offersOf(await start('award'))).toEqual({});
    const { data } = await getDraft(deps, member, draftId);
    await expect(
      submitDraft(deps, member, { draftId, data: { ...data, ...answers, contact: '林晓' } }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  }
  await db.storedFile.update({ where: { id: fileId }, data: { scan: 'clean' } });
  expect((await offersOf(await start('award'))).audited).toHaveLength(1);
});

test('a certificate’s file says how long it counts; ended it is shown and not taken, revoked it is gone', async () => {
  const { id } = await db.certificate.create({
    data: {
      ...{ enterpriseId: 'zhizao', key: 'qualification.high-tech', number: 'GR-9', issuer: '市科技局' },
      ...{ departmentId: 'science', issuedOn: '2025-01-01', validUntil: '2026-12-31' },
    },
  });
  const draftId = await start('rd');
  const { revision, earlierFiles } = await getDraft(deps, member, draftId);
  expect(earlierFiles.licence).toMatchObject([{ validUntil: '2026-12-31', isExpired: true }]);
  const ended = { draftId, revision, path: 'licence', fileId: earlierFiles.licence?.[0]?.fileId ?? '' };
  await expect(takeEarlierFile(deps, member, ended)).rejects.toMatchObject({ code: 'conflict' });
  await db.certificate.update({ where: { id }, data: { revokedOn: '2026-12-01' } });
  expect((await offersOf(await start('rd'))).licence).toBeUndefined();
});
