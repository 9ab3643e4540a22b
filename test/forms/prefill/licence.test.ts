import { afterAll, beforeAll, expect, test } from 'vitest';

import { listLicenceTargets } from '~/forms/prefill/licence/licence-targets';
import { mostPhotoBytes, readLicence } from '~/forms/prefill/licence/read-licence.server';
import { openReading, signReading } from '~/forms/prefill/licence/sign-reading.server';
import { takeLicence } from '~/forms/prefill/licence/take-licence.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import { LicenceBusyError, openLicenceReader } from '~/knowledge/documents/licence/licence-reader.server';
import type { Recogniser } from '~/knowledge/documents/recognition/open-recogniser.server';

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
  recordFact,
} from '../small-city';

const { db } = useDatabase();
let now = noon;
const deps = { db, now: () => now, signingKey: key };
const formChecker = openFormChecker();
afterAll(() => formChecker.close());
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0]);

/** What the recognition process answers, as lines of a licence. */
const lines = [
  ['营业执照', 400, 20],
  ['统一社会信用代码', 0, 100],
  ['91350100M000100Y43', 300, 100],
  ['名称', 0, 200],
  ['云江智造科技公司', 300, 200],
  ['法定代表人', 0, 300],
  ['林志远', 300, 300],
  ['注册资本', 0, 400],
  ['伍佰万圆整', 300, 400],
] as const;
const recogniser: Recogniser = {
  recognise: () =>
    Promise.resolve({
      ok: true,
      pages: [
        {
          ...{ page: 1, width: 1000, picture: { brightness: 200, width: 1000, height: 800 } },
          lines: lines.map(([text, left, top]) => ({
            ...{ text, left, top, confidence: 0.97, crop: jpeg },
            ...{ right: left + text.length * 30, bottom: top + 30 },
          })),
        },
      ],
    }),
  close: () => Promise.resolve(),
};
const licenceReader = openLicenceReader({ onFault: () => undefined, recogniser });

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd', [
    ...components,
    {
      ...{ type: 'textfield', key: 'rep', label: '法定代表人', input: true },
      prefill: { fact: 'registration.legal-representative' },
    },
    { type: 'currency', key: 'capital', label: '注册资本', input: true, validate: { min: 0 } },
    { type: 'textfield', key: 'project', label: '名称', input: true },
  ]);
});
const start = async () =>
  (await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true })).draftId;
const read = (draftId: string, bytes = jpeg) =>
  readLicence({ ...deps, licenceReader }, member, { draftId, bytes });
const readingOf = async (draftId: string) => {
  const answer = await read(draftId);
  if (answer.kind !== 'read') throw new Error(answer.sentence);
  return answer;
};

test('each value stands beside its crop with the field that it belongs to; a registered one is only compared', async () => {
  const { rows, missing } = await readingOf(await start());
  const row = (name: string) => rows.find((one) => one.key === name);
  expect(row('legalRepresentative')).toMatchObject({
    ...{ value: '林志远', confidence: 0.97, fault: null },
    field: { path: 'rep', isOpen: true, differs: false, currentText: '' },
  });
  expect(row('legalRepresentative')?.crops[0]).toMatch(/^data:image\/jpeg;base64,/);
  expect(row('capital')).toMatchObject({ value: '5000000', field: { path: 'capital', kind: 'amount' } });
  expect(row('name')?.field).toMatchObject({
    ...{ path: 'name', isOpen: false, differs: true },
    ...{ currentText: '云江智造科技有限公司', source: '市市场监管局' },
  });
  // 名称 alone may be a project's.
  expect(rows.some(({ field }) => field?.path === 'project')).toBe(false);
  expect(missing).toEqual([]);
});

test('only what is confirmed goes in, marked; what was corrected keeps what the photo was read as', async () => {
  const draftId = await start();
  const { reading } = await readingOf(draftId);
  const { revision } = await getDraft(deps, member, draftId);
  await takeLicence(deps, member, {
    ...{ draftId, revision, reading },
    fields: { rep: '林致远', capital: '5000000' },
  });
  const view = await getDraft(deps, member, draftId);
  expect(view.data).toMatchObject({ rep: '林致远', capital: 5000000, name: '云江智造科技有限公司' });
  expect(view.provenance.rep).toMatchObject({
    ...{ sourceKind: 'licence', source: '营业执照照片，本人确认', locked: false, readAs: '林志远' },
    value: '林致远',
  });
  expect(view.provenance.capital?.readAs).toBeUndefined();
  expect(await db.storedFile.count({ where: { ownerId: draftId } })).toBe(0);
  const [entry] = await db.auditEntry.findMany({ where: { action: 'draft.licence-taken' } });
  expect(entry?.detail).toMatchObject({ paths: ['rep', 'capital'] });
});

test('a locked field, another field, a value that doesn’t fit and an old or foreign reading are refused by name', async () => {
  const draftId = await start();
  const { reading } = await readingOf(draftId);
  const { revision } = await getDraft(deps, member, draftId);
  const take = (fields: Record<string, string>, more = {}) =>
    takeLicence(deps, member, { draftId, revision, reading, fields, ...more });
  await expect(take({ name: '改名公司' })).rejects.toMatchObject({
    fields: { name: expect.any(String) as string },
  });
  await expect(take({ phone: '13800138000' })).rejects.toMatchObject({
    fields: { phone: expect.any(String) as string },
  });
  await expect(take({ capital: '很多' })).rejects.toMatchObject({
    fields: { capital: expect.any(String) as string },
  });
  await expect(take({ rep: '林' }, { reading: `${reading}x` })).rejects.toMatchObject({
    fields: { reading: '这次识别已过期，请重新选择照片' },
  });
  const other = await start();
  await expect(take({ rep: '林' }, { draftId: other })).rejects.toMatchObject({ code: 'invalid-input' });
  now = new Date(noon.valueOf() + 3 * 3_600_000);
  await expect(take({ rep: '林' })).rejects.toMatchObject({ code: 'invalid-input' });
  now = noon;
  await expect(take({ rep: '林' }, { revision: revision + 7 })).rejects.toMatchObject({ code: 'conflict' });
  expect((await getDraft(deps, member, draftId)).data.rep).toBeUndefined();
});

test('another firm’s draft is not found, and nothing is read for it', async () => {
  const draftId = await start();
  await expect(
    readLicence({ ...deps, licenceReader }, otherMember, { draftId, bytes: jpeg }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('a file that is no picture or too large is refused before it is read', async () => {
  const draftId = await start();
  const pdf = new TextEncoder().encode('%PDF-1.7');
  expect(await read(draftId, pdf)).toMatchObject({ kind: 'refused', reason: 'no-picture' });
  const large = new Uint8Array(mostPhotoBytes + 1);
  large.set(jpeg);
  expect(await read(draftId, large)).toMatchObject({ kind: 'refused', reason: 'too-large' });
});

test('a register that answers later wins over the photo, and says so first', async () => {
  const draftId = await start();
  const { reading } = await readingOf(draftId);
  const { revision } = await getDraft(deps, member, draftId);
  await takeLicence(deps, member, { draftId, revision, reading, fields: { rep: '林志远' } });
  await recordFact(db, 'registration.legal-representative', '陈新任');
  const { changes, data } = await getDraft(deps, member, draftId);
  expect(data.rep).toBe('林志远');
  expect(changes).toMatchObject([{ path: 'rep', oldText: '林志远', newText: '陈新任' }]);
});

test('a correction opens only what the reviewer named', () => {
  const form = [
    { type: 'textfield', key: 'a', label: '法定代表人', input: true },
    { type: 'textfield', key: 'b', label: '住所', input: true },
    {
      type: 'datagrid',
      key: 't',
      label: '表',
      input: true,
      components: [{ type: 'textfield', key: 'c', label: '住所', input: true }],
    },
  ];
  const targets = listLicenceTargets(form, { data: {}, provenance: {} }, ['b']);
  expect(targets.map(({ path, isOpen }) => [path, isOpen])).toEqual([
    ['a', false],
    ['b', true],
  ]);
});

test('a reading is good for its person alone', () => {
  const reading = { draftId: 'd', personId: 'lin', at: noon.toISOString(), fields: {} };
  const token = signReading(key, reading);
  expect(openReading(key, token, { draftId: 'd', personId: 'lin', now: noon })).toEqual(reading);
  expect(openReading(key, token, { draftId: 'd', personId: 'he', now: noon })).toBeNull();
  expect(openReading(Buffer.alloc(32, 1), token, { draftId: 'd', personId: 'lin', now: noon })).toBeNull();
  expect(openReading(key, '', { draftId: 'd', personId: 'lin', now: noon })).toBeNull();
  expect(new LicenceBusyError()).toMatchObject({ code: 'too-many-requests' });
});

test('a value that was corrected is filed as changed by the firm, not as the photo’s', async () => {
  const draftId = await start();
  const { reading } = await readingOf(draftId);
  const { revision } = await getDraft(deps, member, draftId);
  await takeLicence(deps, member, { draftId, revision, reading, fields: { capital: '6000000' } });
  const draft = await getDraft(deps, member, draftId);
  const { submissionId } = await submitDraft({ ...deps, formChecker }, member, {
    draftId,
    revision: draft.revision,
    data: { ...draft.data, ...answers },
  });
  const { provenance } = await db.submission.findUniqueOrThrow({ where: { id: submissionId } });
  expect(provenance).toMatchObject({ capital: { sourceKind: 'licence', value: 6000000, edited: true } });
});
