import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { answerProposal } from '~/forms/cases/answer-proposal.server';
import { assignCases, balanceCases, listLoads } from '~/forms/cases/assign-cases.server';
import { listCasePhrases, removeCasePhrase, saveCasePhrase } from '~/forms/cases/case-phrases.server';
import { decideBatch, previewBatch } from '~/forms/cases/decide-batch.server';
import { decideCase } from '~/forms/cases/decide-case.server';
import { getCase } from '~/forms/cases/get-case.server';
import { listCases, listQueueChoices } from '~/forms/cases/list-cases.server';
import { noteOnCase, tickCheck } from '~/forms/cases/note-on-case.server';
import { listQueueViews, removeQueueView, saveQueueView } from '~/forms/cases/queue-views.server';
import { resumeReturnedCase } from '~/forms/cases/resume-returned-case.server';
import { plainSetup } from '~/forms/cases/review-setup';
import { getReviewSetup, saveReviewSetup } from '~/forms/cases/review-setup.server';
import { revokeDecision } from '~/forms/cases/revoke-decision.server';
import { watchCases } from '~/forms/cases/watch-cases.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { getReceipt } from '~/forms/submission/get-receipt.server';
import { saveDraft } from '~/forms/submission/save-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import { verifyReceipt } from '~/forms/submission/verify-receipt.server';
import type { Reader } from '~/prisma/access/reader';

import { useDatabase } from '../../setup/database';
import {
  answers,
  buildCity,
  designer,
  key,
  member,
  noon,
  otherDesigner,
  otherReviewer,
  publish,
  reviewer,
} from '../small-city';

const { db } = useDatabase();
const formChecker = openFormChecker();
let now = noon;
const deps = { db, now: () => now, signingKey: key, formChecker };
const second: Reader = { ...reviewer, personId: 'lan', name: '兰复核' };
let formId = '';

beforeAll(async () => {
  await buildCity(db);
  formId = (await publish(db, 'rd')).formId;
  await db.person.create({ data: { id: 'lan', loginName: 'lan', name: '兰复核' } });
  await db.appointment.create({ data: { personId: 'lan', departmentId: 'science', role: 'reviewer' } });
  await db.appointment.create({ data: { personId: 'ding', departmentId: 'science', role: 'designer' } });
});
afterAll(() => formChecker.close());

async function apply(more: Record<string, unknown> = {}) {
  const { draftId } = await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true });
  const { data } = await getDraft(deps, member, draftId);
  return submitDraft(deps, member, { draftId, data: { ...data, ...answers, ...more } });
}

const at = async (instant: string, work: () => Promise<void>) => {
  now = new Date(instant);
  await work().finally(() => {
    now = noon;
  });
};

describe('a correction', () => {
  test('changes what the reviewer named and nothing else, whatever is posted', async () => {
    const { caseId } = await apply();
    await decideCase(deps, reviewer, { caseId, decision: 'return', fields: { phone: '号码打不通' } });
    const { draftId } = await resumeReturnedCase(deps, member, caseId);
    const draft = await getDraft(deps, member, draftId);
    const posted = { ...draft.data, phone: '13900139000', spent: 9, contact: '别人' };
    const { revision } = await saveDraft(deps, member, { draftId, revision: draft.revision, data: posted });
    expect((await getDraft(deps, member, draftId)).data).toMatchObject({
      phone: '13900139000',
      spent: 2_480_000.5,
      contact: '林晓',
    });
    await submitDraft(deps, member, { draftId, revision, data: { ...posted, kind: 'process' } });
    const [newest] = (await getCase(deps, reviewer, caseId)).submissionsNewestFirst;
    expect(newest?.changedPaths).toEqual(['phone']);
    const closed = newest?.dropped.filter(({ reason }) => reason === 'closed').map(({ path }) => path);
    expect(closed).toEqual(['contact', 'kind', 'spent']);
  });

  test('opens the whole form when the reviewer named no field', async () => {
    const { caseId } = await apply();
    await decideCase(deps, reviewer, { caseId, decision: 'return', reason: '请重新核对' });
    const { draftId } = await resumeReturnedCase(deps, member, caseId);
    const { data } = await getDraft(deps, member, draftId);
    await submitDraft(deps, member, { draftId, data: { ...data, spent: 1000 } });
    expect((await getCase(deps, reviewer, caseId)).submissionsNewestFirst[0]?.changedPaths).toContain(
      'spent',
    );
  });

  test('stops the clock; what was left runs on when the firm has answered', async () => {
    await at('2026-11-20T04:00:00Z', async () => {
      const { caseId } = await apply();
      // Friday; five work days: the Friday after.
      expect((await getCase(deps, reviewer, caseId)).dueOn).toBe('2026-11-27');
      now = new Date('2026-11-25T04:00:00Z');
      await decideCase(deps, reviewer, { caseId, decision: 'return', reason: '补' });
      expect((await getCase(deps, reviewer, caseId)).clock).toEqual({ mark: 'stopped', days: 2 });
      now = new Date('2026-12-07T04:00:00Z');
      const { draftId } = await resumeReturnedCase(deps, member, caseId);
      const { data } = await getDraft(deps, member, draftId);
      await submitDraft(deps, member, { draftId, data });
      expect(await getCase(deps, reviewer, caseId)).toMatchObject({
        dueOn: '2026-12-09',
        clock: { mark: 'soon', days: 2 },
      });
    });
  });
});

describe('four eyes', () => {
  beforeAll(() =>
    saveReviewSetup(deps, designer, formId, {
      ...plainSetup,
      fourEyes: 'above',
      amountField: 'spent',
      aboveYuan: 1_000_000,
    }),
  );
  afterAll(() => saveReviewSetup(deps, designer, formId, plainSetup));

  test('above the amount the first proposes and another person decides', async () => {
    const { caseId } = await apply();
    const first = await decideCase(deps, reviewer, { caseId, decision: 'approve', reason: '材料齐全' });
    expect(first).toEqual({ state: 'proposed' });
    expect((await getCase(deps, member, caseId)).events.map(({ kind }) => kind)).toEqual(['submitted']);
    expect((await getCase(deps, reviewer, caseId)).may).toMatchObject({ decide: false, answer: false });
    await expect(answerProposal(deps, reviewer, { caseId, agrees: true })).rejects.toMatchObject({
      fields: { proposal: '复核应由另一位审核人员作出，您是提出意见的人。' },
    });
    await expect(decideCase(deps, second, { caseId, decision: 'approve' })).rejects.toMatchObject({
      code: 'conflict',
      current: { state: 'proposed' },
    });
    const told = await db.notice.findMany({
      where: { kind: 'case.proposed', link: `/desk/cases/${caseId}` },
    });
    expect(told.map(({ personId }) => personId)).toEqual(['lan']);
    expect(await answerProposal(deps, second, { caseId, agrees: true })).toEqual({ state: 'approved' });
    expect((await getCase(deps, member, caseId)).events.at(-1)).toMatchObject({
      kind: 'approved',
      reason: '材料齐全',
    });
  });

  test('declined, the case is open again and the first hears why', async () => {
    const { caseId } = await apply();
    await decideCase(deps, reviewer, { caseId, decision: 'refuse', reason: '不属于支持领域' });
    await expect(answerProposal(deps, second, { caseId, agrees: false })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await answerProposal(deps, second, { caseId, agrees: false, reason: '领域其实符合' });
    expect((await getCase(deps, reviewer, caseId)).may.decide).toBe(true);
    const told = await db.notice.findFirstOrThrow({ where: { kind: 'case.declined', personId: 'shen' } });
    expect(told.body).toContain('领域其实符合');
    await expect(answerProposal(deps, second, { caseId, agrees: true })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('below the amount, and for a return, one person decides', async () => {
    const small = await apply({ spent: 500 });
    expect(await decideCase(deps, reviewer, { caseId: small.caseId, decision: 'approve' })).toEqual({
      state: 'approved',
    });
    const large = await apply();
    const back = { caseId: large.caseId, decision: 'return', reason: '补' } as const;
    expect(await decideCase(deps, reviewer, back)).toEqual({ state: 'returned' });
  });

  test('only the department’s designers set it, with fields of the form and people of the department', async () => {
    await expect(saveReviewSetup(deps, reviewer, formId, plainSetup)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(getReviewSetup(db, otherDesigner, formId)).rejects.toMatchObject({ code: 'not-found' });
    const wrong = saveReviewSetup(deps, designer, formId, {
      ...{ fourEyes: 'above', amountField: 'phone', aboveYuan: -1 },
      ...{ checklist: ['一'.repeat(201)], headId: 'jin' },
    });
    await expect(wrong).rejects.toMatchObject({
      fields: {
        amountField: '请选择申报表里的金额字段。',
        aboveYuan: '金额应为不小于 0 的整数，以元计。',
        checklist: '每项最多 200 字。',
        headId: '请选择本部门的人员。',
      },
    });
  });
});

test('a check list is ticked by name before an approval; notes stay inside', async () => {
  const checklist = ['审计报告与申报数一致', '未重复享受'];
  await saveReviewSetup(deps, designer, formId, { ...plainSetup, checklist });
  const { caseId } = await apply();
  await expect(decideCase(deps, reviewer, { caseId, decision: 'approve' })).rejects.toMatchObject({
    fields: { checklist: '还有 2 项核对没有完成：审计报告与申报数一致' },
  });
  for (const item of checklist) await tickCheck(deps, second, { caseId, item, isDone: true });
  await tickCheck(deps, second, { caseId, item: '未重复享受', isDone: false });
  await tickCheck(deps, reviewer, { caseId, item: '未重复享受', isDone: true });
  await expect(tickCheck(deps, reviewer, { caseId, item: '别的', isDone: true })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  await noteOnCase(deps, second, { caseId, text: '电话问过财务' });
  const seen = await getCase(deps, reviewer, caseId);
  expect(seen.checklist.map(({ doneBy }) => doneBy)).toEqual(['兰复核', '沈审核']);
  expect(seen.events.at(-1)).toMatchObject({ kind: 'note', reason: '电话问过财务', actorName: '兰复核' });
  const own = await getCase(deps, member, caseId);
  expect(own.events.map(({ kind }) => kind)).toEqual(['submitted']);
  expect(own.checklist).toEqual([]);
  await expect(noteOnCase(deps, member, { caseId, text: '我看看' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await decideCase(deps, reviewer, { caseId, decision: 'approve' });
  await saveReviewSetup(deps, designer, formId, plainSetup);
});

test('a decision is taken back by a new event, told to the firm, and stays on the record', async () => {
  const { caseId } = await apply();
  await decideCase(deps, reviewer, { caseId, decision: 'refuse', reason: '金额不符' });
  await expect(revokeDecision(deps, second, { caseId, reason: ' ' })).rejects.toMatchObject({
    fields: { reason: '请写明撤回结论的理由，企业会看到。' },
  });
  await revokeDecision(deps, second, { caseId, reason: '看错了报告' });
  const told = await db.notice.findFirstOrThrow({ where: { kind: 'case.revoked', personId: 'lin' } });
  expect(told.body).toContain('看错了报告');
  const seen = await getCase(deps, member, caseId);
  expect(seen.events.map(({ kind }) => kind)).toEqual(['submitted', 'refused', 'revoked']);
  expect(seen.events[1]).toMatchObject({ kind: 'refused', reason: '金额不符' });
  await decideCase(deps, reviewer, { caseId, decision: 'approve' });
  await expect(revokeDecision(deps, otherReviewer, { caseId, reason: '错' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

describe('the queue', () => {
  test('narrows by form, clock, assignee and text; gives and takes cases', async () => {
    const { caseId } = await apply();
    await assignCases(deps, reviewer, { caseIds: [caseId], personId: 'lan' });
    expect(await assignCases(deps, reviewer, { caseIds: [caseId], personId: 'lan' })).toEqual({
      assigned: 0,
    });
    const mine = await listCases(deps, second, { assignee: 'me', state: 'submitted' });
    expect(mine.cases.map((one) => [one.caseId, one.assigneeName])).toEqual([[caseId, '兰复核']]);
    expect((await listCases(deps, reviewer, { assignee: 'me' })).cases).toEqual([]);
    expect((await listCases(deps, reviewer, { form: 'none' })).cases).toEqual([]);
    expect(
      (await listCases(deps, reviewer, { q: '91359900MA0000008K', clock: 'running' })).cases,
    ).not.toEqual([]);
    expect((await listCases(deps, reviewer, { clock: 'late' })).cases).toEqual([]);
    expect((await listCases(deps, otherReviewer, { assignee: 'lan' })).cases).toEqual([]);
    expect(await listQueueChoices(deps, reviewer)).toEqual({
      forms: [{ id: formId, title: '企业研发投入后补助申请表' }],
      regions: [],
    });
    const outside = assignCases(deps, reviewer, { caseIds: [caseId], personId: 'jin' });
    await expect(outside).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      assignCases(deps, otherReviewer, { caseIds: [caseId], personId: 'jin' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    const told = await db.notice.count({ where: { kind: 'case.assigned', personId: 'lan' } });
    expect(told).toBe(1);
  });

  test('shares out what nobody has, the least burdened first', async () => {
    const { unassigned } = await listLoads(deps, reviewer, '2026-11-20');
    const { assigned } = await balanceCases(deps, reviewer, '2026-11-20');
    expect(assigned).toBe(unassigned);
    const { reviewers, unassigned: left } = await listLoads(deps, reviewer, '2026-11-20');
    expect(left).toBe(0);
    const open = reviewers.map((one) => one.open);
    expect(Math.max(...open) - Math.min(...open)).toBeLessThanOrEqual(1);
  });

  test('keeps views, own ones and those shared in the department', async () => {
    await saveQueueView(deps, reviewer, { name: '我的急件', query: 'clock=soon', isShared: false });
    await saveQueueView(deps, reviewer, { name: '待复核', query: 'second=on', isShared: true });
    expect((await listQueueViews(db, second)).map(({ name, isOwn }) => [name, isOwn])).toEqual([
      ['待复核', false],
    ]);
    expect(await listQueueViews(db, otherReviewer)).toEqual([]);
    const own = (await listQueueViews(db, reviewer)).find(({ name }) => name === '我的急件');
    await expect(removeQueueView(deps, second, own?.id ?? '')).rejects.toMatchObject({ code: 'not-found' });
    await removeQueueView(deps, reviewer, own?.id ?? '');
    expect((await listQueueViews(db, reviewer)).map(({ name }) => name)).toEqual(['待复核']);
    await expect(
      saveQueueView(deps, reviewer, { name: ' ', query: '', isShared: false }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('keeps a department’s phrases, those with fields for their form alone', async () => {
    const phrase = { name: '缺完成情况', reason: '', fields: { phone: '请填能打通的号码' }, formId };
    await saveCasePhrase(deps, reviewer, phrase);
    const of = { departmentId: 'science', formId };
    const [kept] = await listCasePhrases(db, second, of);
    expect(kept).toMatchObject({ name: '缺完成情况', fields: { phone: '请填能打通的号码' }, formId });
    expect(await listCasePhrases(db, second, { ...of, formId: 'other' })).toEqual([]);
    expect(await listCasePhrases(db, otherReviewer, of)).toEqual([]);
    await expect(saveCasePhrase(deps, otherReviewer, phrase)).rejects.toMatchObject({ code: 'not-found' });
    await expect(removeCasePhrase(deps, otherReviewer, kept?.id ?? '')).rejects.toMatchObject({
      code: 'not-found',
    });
    await removeCasePhrase(deps, second, kept?.id ?? '');
    expect(await listCasePhrases(db, second, of)).toEqual([]);
  });
});

test('a batch says what it would do, decides each by itself, and sent again does nothing twice', async () => {
  const [one, two, three] = [await apply(), await apply(), await apply()];
  await decideCase(deps, reviewer, { caseId: two.caseId, decision: 'return', reason: '补' });
  const caseIds = [one.caseId, two.caseId, three.caseId];
  const lines = await previewBatch(deps, reviewer, { caseIds, decision: 'approve' });
  expect(lines.map(({ outcome, why }) => [outcome, why?.code])).toEqual([
    ['decide', undefined],
    ['blocked', 'state'],
    ['decide', undefined],
  ]);
  await noteOnCase(deps, second, { caseId: three.caseId, text: '等等' });
  const batch = { batchId: 'b1', decision: 'approve', reason: '符合条件' } as const;
  const cases = lines.map(({ caseId, lastEvent }) => ({ caseId, lastEvent }));
  const first = await decideBatch(deps, reviewer, { ...batch, cases });
  expect(first.map(({ outcome }) => outcome)).toEqual(['approved', 'changed', 'changed']);
  expect((await decideBatch(deps, reviewer, { ...batch, cases }))[0]?.outcome).toBe('approved');
  expect(await db.caseEvent.count({ where: { caseId: one.caseId, kind: 'approved' } })).toBe(1);
  await expect(previewBatch(deps, otherReviewer, { caseIds, decision: 'approve' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('whoever has a case hears before it is due, and the head once it is late; each once', async () => {
  await db.case.updateMany({ data: { state: 'withdrawn' } });
  await saveReviewSetup(deps, designer, formId, { ...plainSetup, headId: 'ding' });
  const { caseId } = await apply();
  await assignCases(deps, second, { caseIds: [caseId], personId: 'shen' });
  const told = (kind: string) =>
    db.notice.findMany({ where: { kind, link: `/desk/cases/${caseId}` }, select: { personId: true } });
  expect(await watchCases(deps)).toEqual({ soon: 0, overdue: 0 });
  await at('2026-11-25T04:00:00Z', async () => {
    expect(await watchCases(deps)).toEqual({ soon: 1, overdue: 0 });
    expect(await watchCases(deps)).toEqual({ soon: 0, overdue: 0 });
  });
  expect(await told('case.due-soon')).toEqual([{ personId: 'shen' }]);
  await at('2026-11-28T04:00:00Z', async () => {
    // A Saturday: nobody is told on days off.
    expect(await watchCases(deps)).toEqual({ soon: 0, overdue: 0 });
  });
  await at('2026-11-30T04:00:00Z', async () => {
    expect(await watchCases(deps)).toEqual({ soon: 0, overdue: 1 });
    expect((await listCases(deps, reviewer, { clock: 'late' })).cases[0]?.clock).toEqual({
      mark: 'late',
      days: 1,
    });
  });
  expect((await told('case.overdue')).map(({ personId }) => personId).sort()).toEqual(['ding', 'shen']);
});

test('a receipt from before there were codes gets one when it is opened, unless its digest no longer holds', async () => {
  const { receiptNumber, submissionId } = await apply();
  await db.receipt.update({ where: { number: receiptNumber }, data: { code: null } });
  const { data } = await db.submission.findUniqueOrThrow({ where: { id: submissionId } });
  const write = (kept: object) => db.submission.update({ where: { id: submissionId }, data: { data: kept } });
  await write({ ...(data as object), contact: '改过' });
  expect((await getReceipt(deps, member, receiptNumber)).code).toBeNull();
  await write(data as object);
  const { code } = await getReceipt(deps, member, receiptNumber);
  expect(await verifyReceipt(db, code ?? '')).toMatchObject({ number: receiptNumber, isUnchanged: true });
  expect((await getReceipt(deps, member, receiptNumber)).code).toBe(code);
  const given = await db.auditEntry.findMany({ where: { action: 'receipt.code-given' } });
  expect(given.map(({ subjectId }) => subjectId)).toEqual([receiptNumber]);
});

test('the code on a receipt tells that it is unchanged, or that it isn’t, and nothing of what was submitted', async () => {
  const { receiptNumber, submissionId } = await apply();
  const code = (await getReceipt(deps, member, receiptNumber)).code ?? '';
  expect(code).toMatch(/^[0-9A-F]{20}$/);
  const seen = await verifyReceipt(db, `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`);
  expect(seen).toMatchObject({
    number: receiptNumber,
    title: '企业研发投入后补助申请表',
    isUnchanged: true,
  });
  expect(JSON.stringify(seen)).not.toMatch(/智造|91359900|13800138000/);
  expect(await verifyReceipt(db, 'FFFF-FFFF-FFFF-FFFF-FFFF')).toBeNull();
  expect(await verifyReceipt(db, "' OR 1=1")).toBeNull();
  const { data } = await db.submission.findUniqueOrThrow({ where: { id: submissionId } });
  await db.submission.update({
    where: { id: submissionId },
    data: { data: { ...(data as object), spent: 1 } },
  });
  expect((await verifyReceipt(db, code))?.isUnchanged).toBe(false);
});
