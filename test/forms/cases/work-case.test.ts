import { afterAll, beforeAll, expect, test } from 'vitest';

import { decideCase } from '~/forms/cases/decide-case.server';
import { getCase } from '~/forms/cases/get-case.server';
import { listCases } from '~/forms/cases/list-cases.server';
import { rateCase } from '~/forms/cases/rate-case.server';
import { resumeReturnedCase } from '~/forms/cases/resume-returned-case.server';
import { withdrawCase } from '~/forms/cases/withdraw-case.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { getReceipt } from '~/forms/submission/get-receipt.server';
import { listDrafts } from '~/forms/submission/list-drafts.server';
import { receiptPdf } from '~/forms/submission/receipt-pdf.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import { extractText, getDocumentProxy } from 'unpdf';

import { listAccess } from '~/knowledge/enterprises/note-access.server';
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

const { db } = useDatabase();
const formChecker = openFormChecker();
const deps = { db, now: () => noon, signingKey: key, formChecker };

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd');
});
afterAll(() => formChecker.close());

async function apply() {
  const { draftId } = await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true });
  const { data } = await getDraft(deps, member, draftId);
  return submitDraft(deps, member, { draftId, data: { ...data, ...answers } });
}

test('a case is returned with words by field, corrected, and approved; nothing that was decided changes', async () => {
  const { caseId, receiptNumber } = await apply();
  await decideCase(deps, reviewer, {
    caseId,
    decision: 'return',
    fields: { phone: '号码打不通', 'missing-one': '' },
    lastEvent: 1,
  });
  const told = await db.notice.findFirstOrThrow({ where: { personId: 'lin', kind: 'case.returned' } });
  expect(told).toMatchObject({ body: '受理部门的意见：号码打不通', link: `/my/applications/${caseId}` });

  const { draftId } = await resumeReturnedCase(deps, member, caseId);
  expect(await resumeReturnedCase(deps, member, caseId)).toEqual({ draftId });
  const draft = await getDraft(deps, member, draftId);
  expect(draft.returned).toMatchObject({ caseId, fields: { phone: '号码打不通' } });
  const second = await submitDraft(deps, member, { draftId, data: { ...draft.data, phone: '13900139000' } });
  expect(second.caseId).toBe(caseId);
  expect(second.receiptNumber).not.toBe(receiptNumber);

  const seen = await getCase(deps, reviewer, caseId);
  expect(seen.events.map(({ kind }) => kind)).toEqual(['submitted', 'returned', 'resubmitted']);
  expect(seen.submissionsNewestFirst.map((submission) => submission.changedPaths)).toEqual([['phone'], []]);
  expect(
    seen.submissionsNewestFirst[0]?.fields.find((field) => field.path === 'staff')?.provenance?.source,
  ).toBe('市人社局');
  await decideCase(deps, reviewer, { caseId, decision: 'approve', lastEvent: 3 });
  const again = decideCase(deps, reviewer, { caseId, decision: 'refuse', reason: '改主意' });
  await expect(again).rejects.toMatchObject({
    code: 'conflict',
    current: { state: 'approved', lastEvent: 4 },
  });
  await expect(withdrawCase(deps, member, { caseId })).rejects.toMatchObject({ code: 'conflict' });

  await rateCase(deps, member, { caseId, level: 5 });
  await expect(rateCase(deps, member, { caseId, level: 1 })).rejects.toMatchObject({ code: 'conflict' });
  expect((await getCase(deps, member, caseId)).may).toEqual({
    decide: false,
    answer: false,
    revoke: false,
    withdraw: false,
    resume: false,
    rate: false,
  });
});

test('the firm can read that the department saw its facts for the review, once a day, and no look of its own', async () => {
  const { caseId } = await apply();
  await getCase(deps, member, caseId);
  const lines = async () =>
    (await listAccess(db, member, 'zhizao')).filter(({ purpose }) => purpose === 'case').length;
  const before = await lines();
  await getCase(deps, reviewer, caseId);
  await getCase(deps, reviewer, caseId);
  expect(await lines()).toBe(before + 1);
  const seen = await db.factAccess.findFirstOrThrow({ where: { subjectId: caseId } });
  expect(seen.keys).toContain('staff.count');
  const { departmentId } = await db.case.findUniqueOrThrow({ where: { id: caseId } });
  expect(seen).toMatchObject({ purpose: 'case', departmentId, enterpriseId: 'zhizao' });
});

test('a refusal needs a reason, a return needs words on fields that exist', async () => {
  const { caseId } = await apply();
  const decide = (decision: 'return' | 'refuse', fields?: Record<string, string>) =>
    decideCase(deps, reviewer, { caseId, decision, reason: ' ', ...(fields && { fields }) });
  await expect(decide('refuse')).rejects.toMatchObject({ fields: { reason: '请写明理由，企业会看到。' } });
  await expect(decide('return')).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(decide('return', { nowhere: '补' })).rejects.toMatchObject({
    fields: { nowhere: '申报表里没有这个字段。' },
  });
  await decideCase(deps, reviewer, { caseId, decision: 'refuse', reason: '不属于支持领域' });
  expect((await getCase(deps, member, caseId)).events.at(-1)).toMatchObject({
    kind: 'refused',
    reason: '不属于支持领域',
    actorName: '沈审核',
  });
});

test('two reviewers at once: one decides, the other is told', async () => {
  const { caseId } = await apply();
  const decided = await Promise.allSettled([
    decideCase(deps, reviewer, { caseId, decision: 'approve', lastEvent: 1 }),
    decideCase(deps, reviewer, { caseId, decision: 'refuse', reason: '不符', lastEvent: 1 }),
  ]);
  expect(decided.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await db.caseEvent.count({ where: { caseId } })).toBe(2);
});

test('the firm withdraws what isn’t decided, with the correction it had begun', async () => {
  const { caseId } = await apply();
  await decideCase(deps, reviewer, { caseId, decision: 'return', reason: '请补正' });
  const { draftId } = await resumeReturnedCase(deps, member, caseId);
  await withdrawCase(deps, member, { caseId, reason: '不申报了' });
  expect((await listDrafts(deps, member, 'zhizao')).map((draft) => draft.draftId)).not.toContain(draftId);
  expect((await getCase(deps, reviewer, caseId)).state).toBe('withdrawn');
  await expect(resumeReturnedCase(deps, member, caseId)).rejects.toMatchObject({ code: 'conflict' });
});

test('abuse 6 and 7: another department’s or firm’s case is not found, and the attempt is written down', async () => {
  const { caseId } = await apply();
  await expect(getCase(deps, otherReviewer, caseId)).rejects.toMatchObject({ code: 'not-found' });
  await expect(getCase(deps, otherMember, caseId)).rejects.toMatchObject({ code: 'not-found' });
  await expect(decideCase(deps, otherReviewer, { caseId, decision: 'approve' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(decideCase(deps, member, { caseId, decision: 'approve' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(withdrawCase(deps, otherMember, { caseId })).rejects.toMatchObject({ code: 'not-found' });
  const noted = await db.auditEntry.count({ where: { action: 'access.refused', subjectId: caseId } });
  expect(noted).toBe(5);
  expect((await listCases(deps, otherReviewer)).cases).toEqual([]);
});

test('the queue shows the most urgent first, page by page, and finds by name', async () => {
  const { caseNumber } = await apply();
  const first = await listCases(deps, reviewer, { state: 'submitted', limit: 1 });
  const second = await listCases(deps, reviewer, {
    state: 'submitted',
    limit: 50,
    cursor: first.nextCursor ?? '',
  });
  const all = await listCases(deps, reviewer, { state: 'submitted', limit: 50 });
  expect([...first.cases, ...second.cases].map(({ caseId }) => caseId)).toEqual(
    all.cases.map(({ caseId }) => caseId),
  );
  expect(all.counts.submitted).toBe(all.cases.length);
  expect((await listCases(deps, reviewer, { q: caseNumber })).cases).toHaveLength(1);
  expect((await listCases(deps, reviewer, { q: '智造' })).cases.length).toBeGreaterThan(0);
  const later = { ...deps, now: () => new Date('2027-01-10T00:00:00Z') };
  expect((await listCases(later, reviewer, { overdue: true })).cases.every(({ overdue }) => overdue)).toBe(
    true,
  );
});

test('the receipt is a PDF whose Chinese text can be read, with sources and digest', async () => {
  const { receiptNumber } = await apply();
  const receipt = await getReceipt(deps, member, receiptNumber);
  const pdf = await receiptPdf(receipt);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  for (const words of [
    receiptNumber,
    '云江智造科技有限公司',
    '市人社局',
    '已锁定',
    '86 人',
    '新产品',
    receipt.digest.slice(0, 8),
  ]) {
    expect(text).toContain(words);
  }
});
