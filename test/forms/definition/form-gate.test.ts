import { beforeAll, expect, test } from 'vitest';

import { createForm } from '~/forms/definition/create-form.server';
import { approveForm, proposeForm, recallForm, sendBackForm } from '~/forms/definition/decide-form.server';
import type { FormComponent } from '~/forms/definition/form-definition';
import { getPublishedForm } from '~/forms/definition/get-form.server';
import { getFormVersions } from '~/forms/definition/get-form-versions.server';
import { rollBackForm } from '~/forms/definition/roll-back-form.server';
import { saveFormDraft } from '~/forms/definition/save-form-draft.server';
import { carryDrafts } from '~/forms/submission/carry-drafts.server';
import { carryOnOpening, dismissVersionNote, takeNewVersion } from '~/forms/submission/carry-draft.server';
import { findAffected } from '~/forms/submission/find-affected.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { saveDraft } from '~/forms/submission/save-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import { anonymousReader, type Reader } from '~/prisma/access/reader';

import { useDatabase } from '../../setup/database';
import {
  buildCity,
  designer,
  key,
  member,
  noon,
  otherDesigner,
  otherMember,
  otherReviewer,
  reviewer,
} from '../small-city';

const { db } = useDatabase();
const deps = { db, now: () => noon, signingKey: key };
const title = '设备补助申请表';
const reasons = { 'translation-missing': '只有本地企业申报' };
const device: FormComponent = { type: 'textfield', key: 'device', label: '设备名称', input: true };
const price: FormComponent = { type: 'currency', key: 'price', label: '购置金额', input: true };
const note: FormComponent = { type: 'textarea', key: 'note', label: '补充说明', input: true };

beforeAll(() => buildCity(db));

const save = (formId: string, revision: number, components: FormComponent[], by: Reader = designer) =>
  saveFormDraft(deps, by, { formId, revision, title, definition: { display: 'form', components } });

/** Both people's deeds: the draft of these fields goes live. */
async function publish(path: string, components: FormComponent[], terms = {}) {
  const { formId } = await createForm(deps, designer, { departmentId: 'science', path, title });
  const { revision } = await save(formId, 1, components);
  const open = { opensAt: null, closesAt: null, mostInAll: null, mostPerFirm: null, ...terms };
  await proposeForm(deps, designer, { formId, revision, reasons, terms: open });
  await approveForm(deps, reviewer, { formId, revision });
  return { formId, revision };
}

async function republish(formId: string, revision: number, components: FormComponent[]) {
  const saved = await save(formId, revision, components);
  await proposeForm(deps, designer, { formId, revision: saved.revision, reasons });
  await approveForm(deps, reviewer, { formId, revision: saved.revision });
  return saved.revision;
}

const audits = async (formId: string) =>
  (await db.auditEntry.findMany({ where: { subjectId: formId }, orderBy: { seq: 'asc' } })).map(
    ({ action, actorId }) => `${action} ${String(actorId)}`,
  );

test('a designer proposes, a colleague sends back with words and approves the next; nobody approves their own', async () => {
  const { formId } = await createForm(deps, designer, { departmentId: 'science', path: 'gate', title });
  const { revision } = await save(formId, 1, [device]);
  const deed = { formId, revision };
  await expect(proposeForm(deps, designer, deed)).rejects.toMatchObject({
    fields: { 'reasons.translation-missing': expect.stringContaining('设备名称') as string },
  });
  await expect(approveForm(deps, reviewer, deed)).rejects.toMatchObject({ code: 'conflict' });
  await proposeForm(deps, designer, { ...deed, reasons });
  // What is with the second person doesn't change.
  await expect(save(formId, revision, [device, price])).rejects.toMatchObject({
    code: 'conflict',
    current: { state: 'in-review' },
  });
  await expect(approveForm(deps, designer, deed)).rejects.toMatchObject({ code: 'access-denied' });
  await expect(sendBackForm(deps, designer, { ...deed, reason: '好' })).rejects.toMatchObject({
    code: 'access-denied',
  });
  for (const stranger of [otherDesigner, otherReviewer, member, otherMember])
    await expect(approveForm(deps, stranger, deed)).rejects.toMatchObject({ code: 'not-found' });
  const program: Reader = { ...reviewer, kind: 'key', personId: null, keyId: 'k' };
  await expect(approveForm(deps, program, deed)).rejects.toMatchObject({ code: 'access-denied' });
  await expect(sendBackForm(deps, reviewer, { ...deed, reason: ' ' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  expect(await getPublishedForm(db, 'gate')).toBeNull();
  await sendBackForm(deps, reviewer, { ...deed, reason: '请补充填写说明' });
  const [sentBack] = (await getFormVersions(deps, designer, formId)).versions;
  expect(sentBack).toMatchObject({ state: 'draft', reviewNote: '请补充填写说明' });
  await proposeForm(deps, designer, { ...deed, reasons });
  await recallForm(deps, designer, deed);
  await proposeForm(deps, designer, { ...deed, reasons });
  expect(await approveForm(deps, reviewer, deed)).toMatchObject({ number: 1 });
  expect((await getPublishedForm(db, 'gate'))?.number).toBe(1);
  expect(await audits(formId)).toEqual([
    ...['form.created ding', 'form.proposed ding', 'form.sent-back shen', 'form.proposed ding'],
    ...['form.recalled ding', 'form.proposed ding', 'form.published shen'],
  ]);
  const told = await db.notice.findMany({ where: { kind: { startsWith: 'form-' } } });
  expect(told.filter(({ kind }) => kind === 'form-proposed').map(({ personId }) => personId)).toContain(
    'shen',
  );
  expect(told.find(({ kind }) => kind === 'form-sent-back')).toMatchObject({
    personId: 'ding',
    body: expect.stringContaining('请补充填写说明') as string,
  });
});

test('whoever wrote last can’t approve either, though another proposed', async () => {
  const second: Reader = {
    ...designer,
    personId: 'er',
    name: '二号',
    appointments: [...designer.appointments],
  };
  await db.person.create({ data: { id: 'er', loginName: 'er', name: '二号' } });
  const { formId } = await createForm(deps, designer, { departmentId: 'science', path: 'last-hand', title });
  const { revision } = await save(formId, 1, [device], second);
  await proposeForm(deps, designer, { formId, revision, reasons });
  await expect(approveForm(deps, second, { formId, revision })).rejects.toMatchObject({
    code: 'access-denied',
  });
  await expect(approveForm(deps, reviewer, { formId, revision })).resolves.toMatchObject({ number: 1 });
});

test('what changed in the world since the proposal stops the approval', async () => {
  const { formId } = await createForm(deps, designer, { departmentId: 'science', path: 'closing', title });
  const { revision } = await save(formId, 1, [device]);
  const closesAt = new Date(noon.valueOf() + 60_000).toISOString();
  const terms = { opensAt: null, closesAt, mostInAll: null, mostPerFirm: null };
  await proposeForm(deps, designer, { formId, revision, reasons, terms });
  const later = { ...deps, now: () => new Date(noon.valueOf() + 120_000) };
  await expect(approveForm(later, reviewer, { formId, revision })).rejects.toMatchObject({
    fields: { 'terms.closesAt': expect.stringContaining('过去') as string },
  });
});

test('an earlier version comes back with one press as a new one; a draft in work stays', async () => {
  const { formId, revision } = await publish('back', [device]);
  const next = await republish(formId, revision, [device, price]);
  const working = await save(formId, next, [device, price, note]);
  await expect(rollBackForm(deps, reviewer, { formId, number: 1 })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(rollBackForm(deps, designer, { formId, number: 2 })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(rollBackForm(deps, designer, { formId, number: 3 })).rejects.toMatchObject({
    code: 'not-found',
  });
  await rollBackForm(deps, designer, { formId, number: 1 });
  const { versions } = await getFormVersions(deps, designer, formId);
  expect(versions.map(({ number, state, restoredFrom }) => [number, state, restoredFrom])).toEqual([
    [4, 'draft', null],
    [3, 'published', 1],
    [2, 'retired', null],
    [1, 'retired', null],
  ]);
  expect(versions[1]?.definition).toEqual(versions[3]?.definition);
  const kept = await save(formId, working.revision, [device, note]);
  expect(kept.number).toBe(4);
  expect((await audits(formId)).at(-1)).toBe('form.rolled-back ding');
});

test('drafts are carried over where that is safe; the others wait with what to look at, and nothing typed is lost', async () => {
  const { formId, revision } = await publish('carry', [device, price]);
  const { draftId } = await startDraft(deps, member, { form: 'carry', enterpriseId: 'zhizao' });
  const typed = await saveDraft(deps, member, {
    draftId,
    revision: 0,
    data: { device: '数控机床', price: 88 },
  });
  const looser = { ...device, label: '设备名称（全称）' };
  const second = await republish(formId, revision, [looser, price, note]);
  expect(await carryDrafts(deps, formId)).toEqual({ carried: 1, waiting: 0 });
  const carried = await getDraft(deps, member, draftId);
  expect(carried).toMatchObject({
    ...{ formVersion: 2, revision: typed.revision, data: { device: '数控机床', price: 88 } },
    versionNote: { state: 'carried', look: [], fromNumber: 1, toNumber: 2 },
  });
  // A page that was open meanwhile goes on saving as before.
  const saved = await saveDraft(deps, member, {
    ...{ draftId, revision: typed.revision, data: { device: '数控机床', price: 99, note: '进口' } },
  });
  await dismissVersionNote(deps, member, draftId);
  expect((await getDraft(deps, member, draftId)).versionNote).toBeNull();

  const required: FormComponent = { ...note, key: 'use', label: '用途', validate: { required: true } };
  const [, wanted] = [await save(formId, second, [looser, required, note]), [looser, required, note]];
  const candidate = (await getFormVersions(deps, designer, formId)).versions[0];
  const affected = await findAffected(deps, formId, candidate!);
  expect(affected.drafts).toMatchObject({ total: 1, safe: 0 });
  expect(affected.drafts.waiting[0]?.look.map(({ code }) => code)).toEqual(['added-required', 'removed']);
  await proposeForm(deps, designer, { formId, revision: candidate!.revision, reasons });
  await approveForm(deps, reviewer, { formId, revision: candidate!.revision });
  expect(wanted).toHaveLength(3);
  // Whoever opens the draft before the job has come to it is told the same.
  await carryOnOpening(deps, member, draftId);
  expect((await getDraft(deps, member, draftId)).versionNote).toMatchObject({ state: 'waiting' });
  expect(await carryDrafts(deps, formId)).toEqual({ carried: 0, waiting: 1 });
  const waiting = await getDraft(deps, member, draftId);
  expect(waiting).toMatchObject({ formVersion: 2, data: { price: 99 }, versionNote: { state: 'waiting' } });
  await expect(
    takeNewVersion(deps, otherMember, { draftId, revision: saved.revision }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await expect(takeNewVersion(deps, member, { draftId, revision: 0 })).rejects.toMatchObject({
    code: 'conflict',
  });
  await takeNewVersion(deps, member, { draftId, revision: saved.revision });
  const taken = await getDraft(deps, member, draftId);
  expect(taken).toMatchObject({ formVersion: 3, data: { device: '数控机床', note: '进口' } });
  expect(taken.versionNote?.kept).toEqual([{ path: 'price', label: '购置金额', text: '99.00 元' }]);
  await expect(takeNewVersion(deps, member, { draftId, revision: taken.revision })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('a form opens and closes by the hour, and its places are given once', async () => {
  const checker = openFormChecker();
  const all = { ...deps, formChecker: checker };
  const at = (ms: number) => ({ ...all, now: () => new Date(noon.valueOf() + ms) });
  const opensAt = new Date(noon.valueOf() + 1000).toISOString();
  const closesAt = new Date(noon.valueOf() + 100_000).toISOString();
  await publish('opening', [device], { opensAt, closesAt, mostInAll: 2, mostPerFirm: 1 });
  const start = (ms: number, reader: Reader, fresh = true) =>
    startDraft(at(ms), reader, { form: 'opening', enterpriseId: reader.enterpriseId!, fresh });
  await expect(start(0, member)).rejects.toMatchObject({
    ...{ code: 'form-early', current: { when: '2026-11-20 12:00' } },
  });
  const first = await start(1000, member);
  const again = await start(1000, member);
  const other = await start(1000, otherMember);
  await submitDraft(at(2000), member, { draftId: first.draftId, data: { device: '甲' } });
  await expect(
    submitDraft(at(2000), member, { draftId: again.draftId, data: { device: '乙' } }),
  ).rejects.toMatchObject({ code: 'form-firm-full', current: { most: 1 } });
  await expect(submitDraft(at(100_000), otherMember, { draftId: other.draftId })).rejects.toMatchObject({
    code: 'form-late',
  });
  await submitDraft(at(99_000), otherMember, { draftId: other.draftId, data: { device: '丙' } });
  const third: Reader = { ...otherMember, personId: 'san', enterpriseId: 'san', enterpriseIds: ['san'] };
  await db.enterprise.create({ data: { id: 'san', name: '第三家', creditCode: '91359900MA00000A7X' } });
  await expect(start(99_000, third)).rejects.toMatchObject({ code: 'form-full' });
  // A place that is given back opens it again.
  await db.case.updateMany({ where: { enterpriseId: 'bieren' }, data: { state: 'withdrawn' } });
  await expect(start(99_000, third)).resolves.toMatchObject({ reused: false });
  await expect(
    start(200_000, { ...anonymousReader, enterpriseIds: ['san'], enterpriseId: 'san' }),
  ).rejects.toMatchObject({
    code: 'form-late',
  });
  await checker.close();
});
