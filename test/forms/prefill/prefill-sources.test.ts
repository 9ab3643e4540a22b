import { existsSync } from 'node:fs';
import path from 'node:path';

import { strToU8 } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { getCase } from '~/forms/cases/get-case.server';
import { declineChatOffers, takeChatOffers } from '~/forms/prefill/chat-offer.server';
import { checkFiledValues } from '~/forms/prefill/check-later.server';
import { disputeField } from '~/forms/prefill/dispute-field.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { refreshDraft } from '~/forms/submission/refresh-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import { decideConsent } from '~/knowledge/enterprises/consent.server';
import { saidInChat } from '~/knowledge/enterprises/fact-set';

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
  reviewer,
} from '../small-city';

const { db, dir } = useDatabase();
const filesDir = path.join(dir, 'files');
const formChecker = openFormChecker();
const deps = { db, now: () => noon, signingKey: key, formChecker, filesDir };

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd', [
    ...components,
    { type: 'number', key: 'insured', label: '参保人数', input: true, prefill: { fact: 'staff.insured' } },
    {
      type: 'file',
      key: 'proof',
      label: '证书',
      input: true,
      prefill: { certificate: 'qualification.high-tech' },
    },
  ]);
});
afterAll(() => formChecker.close());

const start = async () =>
  (await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true })).draftId;
const file = async (draftId: string, more: Record<string, unknown> = {}) => {
  const { data, revision } = await getDraft(deps, member, draftId);
  return submitDraft(deps, member, { draftId, revision, data: { ...data, ...answers, ...more } });
};
const fieldOf = async (caseId: string, path: string, reader = reviewer) =>
  (await getCase(deps, reader, caseId)).submissionsNewestFirst[0]?.fields.find((row) => row.path === path);

test('a source that is down blocks nothing: the field is open, and both sides see what a later check found', async () => {
  await db.factMapping.create({
    data: {
      departmentId: 'science',
      name: '社保',
      mapping: {
        columns: { 人数: { to: 'fact', key: 'staff.count' }, 参保: { to: 'fact', key: 'staff.insured' } },
      },
      updatedAt: noon,
    },
  });
  const { id } = await db.factSource.create({
    data: {
      ...{ name: '社保接口', departmentId: 'science', url: 'http://127.0.0.1:1/', mappingName: '社保' },
      ...{ nextAt: noon, lastAt: noon, lastError: '无法连接对方' },
    },
  });
  const draftId = await start();
  const view = await getDraft(deps, member, draftId);
  expect(view.provenance.staff).toMatchObject({ value: 86, locked: false, pending: true });
  expect(view.provenance.insured).toMatchObject({ value: null, source: '社保接口', pending: true });
  const { caseId, submissionId } = await file(draftId, { staff: 90, insured: 70 });
  // Older, and of a fact that no authority will ever hold: it stands in nobody's way.
  const stuck = { id: '0', submissionId, enterpriseId: 'zhizao', path: 'contact', fact: 'contact.name' };
  await db.laterCheck.create({ data: { ...stuck, source: '某局', createdAt: new Date(0) } });
  expect(await checkFiledValues(deps)).toBe(0);
  expect((await fieldOf(caseId, 'staff'))?.provenance).toMatchObject({
    edited: true,
    check: { state: 'waiting' },
  });

  await db.factSource.update({ where: { id }, data: { lastError: null } });
  await recordFact(db, 'staff.insured', 70, { source: '市人社局' });
  expect(await checkFiledValues(deps, undefined, 1)).toBe(2);
  expect(await checkFiledValues(deps)).toBe(0);
  await db.laterCheck.delete({ where: { id: stuck.id } });
  expect((await fieldOf(caseId, 'staff'))?.provenance?.check).toMatchObject({
    state: 'differs',
    foundText: '86 人',
  });
  expect((await fieldOf(caseId, 'insured', member))?.provenance?.check).toMatchObject({ state: 'verified' });
  const told = await db.notice.findMany({ where: { kind: { startsWith: 'case.value-differs' } } });
  expect(told.map(({ personId, kind, link }) => ({ personId, kind, link }))).toEqual(
    expect.arrayContaining([
      { personId: 'lin', kind: 'case.value-differs', link: `/my/applications/${caseId}` },
      { personId: 'shen', kind: 'case.value-differs-desk', link: `/desk/cases/${caseId}` },
    ]),
  );
  // The check found one difference and one agreement: each is told of the first, once.
  expect(told).toHaveLength(2);
  expect(told[0]?.body).toContain('90 人');
  const noted = await db.auditEntry.findMany({ where: { action: { startsWith: 'submission.value-' } } });
  expect(noted.map(({ action }) => action).sort()).toEqual([
    'submission.value-differs',
    'submission.value-verified',
  ]);
});

test('a draft begun while a source was down takes the answer once it is up', async () => {
  await db.factSource.updateMany({ data: { lastError: '没有答复' } });
  const draftId = await start();
  await db.factSource.updateMany({ data: { lastError: null } });
  const { caseId } = await file(draftId);
  expect((await fieldOf(caseId, 'staff'))?.provenance).toMatchObject({ locked: true, value: 86 });
  expect((await fieldOf(caseId, 'staff'))?.provenance?.check).toBeUndefined();
});

test('a dispute from the field stands at the field, and the reviewer sees it', async () => {
  const draftId = await start();
  const input = { draftId, path: 'staff', value: '91', reason: '十月新招五人', proof: null };
  await expect(disputeField(deps, otherMember, input)).rejects.toThrow();
  await expect(disputeField(deps, member, { ...input, path: 'phone' })).rejects.toThrow();
  const raised = await disputeField(deps, member, input);
  expect(raised).toMatchObject({ state: 'open', claimedText: '91 人', on: '2026-11-20' });
  await expect(disputeField(deps, member, input)).rejects.toThrow('open already');
  expect((await getDraft(deps, member, draftId)).disputes.staff).toMatchObject({ state: 'open' });
  const { caseId } = await file(draftId);
  const row = await fieldOf(caseId, 'staff');
  expect(row).toMatchObject({ value: 86, provenance: { locked: true, dispute: { claimedText: '91 人' } } });
});

test('a proof is kept with its dispute, and nothing of it when the dispute is refused', async () => {
  const draftId = await start();
  const proof = { bytes: strToU8('%PDF-1.7 proof'), name: '../证明.pdf', mediaType: 'application/pdf' };
  const input = { draftId, path: 'name', value: '云江智造股份', reason: '十一月已经更名', proof };
  const dispute = (more = {}) => disputeField(deps, member, { ...input, ...more });
  await expect(dispute({ path: 'phone' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(dispute({ path: 'founded', value: '去年' })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(dispute({ reason: '短' })).rejects.toMatchObject({ code: 'invalid-input' });
  expect(existsSync(filesDir)).toBe(false);
  await db.$executeRawUnsafe(
    `CREATE TRIGGER fault BEFORE INSERT ON FactDispute BEGIN SELECT RAISE(ABORT, 'fault'); END`,
  );
  await expect(dispute()).rejects.toThrow('factDispute.create');
  await db.$executeRawUnsafe('DROP TRIGGER fault');
  expect(await db.storedFile.count({ where: { ownerKind: 'dispute' } })).toBe(0);
  expect(await dispute()).toMatchObject({ state: 'open' });
  await expect(dispute()).rejects.toMatchObject({ code: 'conflict' });
  const [kept, ...more] = await db.storedFile.findMany({ where: { ownerKind: 'dispute' } });
  expect(more).toEqual([]);
  expect(kept).toMatchObject({ name: '证明.pdf', ownerId: 'zhizao', uploadedById: member.personId });
  expect(await db.factDispute.count({ where: { proofFileId: kept?.id ?? '' } })).toBe(1);
  await db.factDispute.deleteMany({ where: { proofFileId: kept?.id ?? '' } });
});

test('what changed is taken one by one; filing asks for the rest', async () => {
  const draftId = await start();
  await recordFact(db, 'registration.name', '云江智造科技股份有限公司');
  await recordFact(db, 'staff.count', 88, { period: '2026Q3', source: '市人社局' });
  const { revision } = await getDraft(deps, member, draftId);
  await refreshDraft(deps, member, { draftId, revision, paths: ['name'] });
  const view = await getDraft(deps, member, draftId);
  expect(view.data).toMatchObject({ name: '云江智造科技股份有限公司', staff: 86 });
  expect(view.changes.map(({ path }) => path)).toEqual(['staff']);
  await expect(file(draftId)).rejects.toMatchObject({ changes: [{ path: 'staff' }] });
});

test('a certificate of the register stands for the upload, one of another firm never', async () => {
  const common = { key: 'qualification.high-tech', issuer: '市科技局', departmentId: 'science' };
  await db.certificate.create({
    data: { ...common, enterpriseId: 'bieren', number: 'GR-1', issuedOn: '2025-01-01' },
  });
  expect((await getDraft(deps, member, await start())).certificates.proof).toEqual({ state: 'none' });
  await db.certificate.create({
    data: {
      ...common,
      enterpriseId: 'zhizao',
      number: 'GR-2',
      issuedOn: '2025-01-01',
      validUntil: '2027-12-31',
    },
  });
  const draftId = await start();
  expect((await getDraft(deps, member, draftId)).locked).toContain('proof');
  const { caseId } = await file(draftId, { proof: [] });
  expect(await fieldOf(caseId, 'proof')).toMatchObject({
    text: '有效期内的高新技术企业 GR-2',
    files: [],
    provenance: { reference: 'GR-2', validUntil: '2027-12-31' },
  });
});

test('what was told the assistant is filled in only after a yes, marked and open, and not offered once switched off', async () => {
  const recordedAt = new Date(noon.valueOf() - 1000);
  const said = {
    enterpriseId: 'zhizao',
    source: '林经办',
    sourceKind: 'stated',
    observedAt: noon,
    recordedAt,
  };
  await db.fact.createMany({
    data: [
      { ...said, key: 'contact.name', value: '林致远', reference: `${saidInChat}c1` },
      { ...said, key: 'registration.name', value: '自称有限公司', reference: `${saidInChat}c1` },
    ],
  });
  const draftId = await start();
  const view = await getDraft(deps, member, draftId);
  // What the firm stated stands; what was said in passing since waits for a yes.
  expect(view.provenance.contact).toMatchObject({ sourceKind: 'stated', value: '林晓' });
  expect(view.data.name).toBe('云江智造科技股份有限公司');
  expect(view.chatOffers).toEqual([
    { path: 'contact', label: '联系人', text: '林致远', currentText: '林晓', on: '2026-11-20' },
  ]);
  const take = (paths: string[]) => takeChatOffers(deps, member, { draftId, revision: view.revision, paths });
  await expect(take(['name'])).rejects.toMatchObject({ code: 'conflict' });
  await expect(
    takeChatOffers(deps, otherMember, { draftId, revision: view.revision, paths: ['contact'] }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await take(['contact']);
  const taken = await getDraft(deps, member, draftId);
  expect(taken.data.contact).toBe('林致远');
  expect(taken.provenance.contact).toMatchObject({
    ...{ fromChat: true, locked: false, reference: null, value: '林致远' },
  });
  expect(taken.chatOffers).toEqual([]);

  const other = await start();
  await declineChatOffers(deps, member, { draftId: other, again: false });
  expect((await getDraft(deps, member, other)).chatOffers).toEqual([]);
  await declineChatOffers(deps, member, { draftId: other, again: true });
  expect((await getDraft(deps, member, other)).chatOffers).toHaveLength(1);

  await decideConsent(db, member, {
    enterpriseId: 'zhizao',
    purpose: 'chat-statements',
    given: false,
    at: noon,
  });
  const after = await getDraft(deps, member, await start());
  expect(after.chatOffers).toEqual([]);
  expect(after.provenance.contact?.fromChat).toBeUndefined();
});
