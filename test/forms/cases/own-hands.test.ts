import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { answerProposal } from '~/forms/cases/answer-proposal.server';
import { previewBatch } from '~/forms/cases/decide-batch.server';
import { decideCase } from '~/forms/cases/decide-case.server';
import { getCase } from '~/forms/cases/get-case.server';
import { tickCheck } from '~/forms/cases/note-on-case.server';
import { resumeReturnedCase } from '~/forms/cases/resume-returned-case.server';
import { isLooser, plainSetup } from '~/forms/cases/review-setup';
import { saveReviewSetup } from '~/forms/cases/review-setup.server';
import { revokeDecision } from '~/forms/cases/revoke-decision.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import type { Reader } from '~/prisma/access/reader';

import { useDatabase } from '../../setup/database';
import { answers, buildCity, designer, key, member, noon, publish, reviewer } from '../small-city';

/** What one person could do alone who should not. */
const { db } = useDatabase();
const formChecker = openFormChecker();
const deps = { db, now: () => noon, signingKey: key, formChecker };
const second: Reader = { ...reviewer, personId: 'lan', name: '兰复核' };
/** Reviews for the department, and acts for the firm that applies. */
const both: Reader = { ...reviewer, personId: 'lan', enterpriseIds: ['zhizao'] };
/** Reviews for the department, and designs its forms. */
const designing: Reader = {
  ...reviewer,
  appointments: [...reviewer.appointments, ...designer.appointments],
};
const alwaysTwo = { ...plainSetup, fourEyes: 'always' } as const;
let formId = '';

beforeAll(async () => {
  await buildCity(db);
  formId = (await publish(db, 'rd')).formId;
  await db.person.create({ data: { id: 'lan', loginName: 'lan', name: '兰复核' } });
  await db.appointment.create({ data: { personId: 'lan', departmentId: 'science', role: 'reviewer' } });
});
afterAll(() => formChecker.close());
beforeEach(() => saveReviewSetup(deps, designer, formId, plainSetup));

async function apply() {
  const { draftId } = await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true });
  const { data } = await getDraft(deps, member, draftId);
  return submitDraft(deps, member, { draftId, data: { ...data, ...answers } });
}

test('nobody reviews an application of a firm that they act for', async () => {
  const ownFirm = { fields: { reason: /经办企业/ } };
  const { caseId } = await apply();
  await expect(decideCase(deps, both, { caseId, decision: 'approve' })).rejects.toMatchObject(ownFirm);
  await expect(tickCheck(deps, both, { caseId, item: 'x', isDone: true })).rejects.toMatchObject(ownFirm);
  const [line] = await previewBatch(deps, both, { caseIds: [caseId], decision: 'approve' });
  expect(line).toMatchObject({ outcome: 'blocked', why: { code: 'own-firm' } });
  expect((await getCase(deps, both, caseId)).may).toMatchObject({ decide: false, withdraw: true });
  await saveReviewSetup(deps, designer, formId, alwaysTwo);
  await decideCase(deps, reviewer, { caseId, decision: 'approve' });
  await expect(answerProposal(deps, both, { caseId, agrees: true })).rejects.toMatchObject(ownFirm);
  await answerProposal(deps, second, { caseId, agrees: true });
  await expect(revokeDecision(deps, both, { caseId, reason: '看错了' })).rejects.toMatchObject(ownFirm);
  expect((await getCase(deps, both, caseId)).may.revoke).toBe(false);
});

describe('two persons', () => {
  test('can’t be got round by changing the setting, nor by returning what is proposed', async () => {
    await saveReviewSetup(deps, designer, formId, alwaysTwo);
    const { caseId } = await apply();
    expect(await decideCase(deps, reviewer, { caseId, decision: 'approve' })).toEqual({ state: 'proposed' });
    await expect(saveReviewSetup(deps, designing, formId, plainSetup)).rejects.toMatchObject({
      fields: { fourEyes: /不能放宽/ },
    });
    await saveReviewSetup(deps, designer, formId, plainSetup);
    for (const decision of ['approve', 'refuse', 'return'] as const)
      await expect(decideCase(deps, reviewer, { caseId, decision, reason: '补' })).rejects.toMatchObject({
        code: 'conflict',
        current: { state: 'proposed' },
      });
    expect(await answerProposal(deps, second, { caseId, agrees: true })).toEqual({ state: 'approved' });
  });

  test('what is looser: fewer second persons, a higher amount, another amount, less to tick', () => {
    const above = { ...plainSetup, fourEyes: 'above', amountField: 'spent', aboveYuan: 100 } as const;
    expect(isLooser(alwaysTwo, above)).toBe(true);
    expect(isLooser(above, plainSetup)).toBe(true);
    expect(isLooser(above, { ...above, aboveYuan: 101 })).toBe(true);
    expect(isLooser(above, { ...above, amountField: 'other' })).toBe(true);
    expect(isLooser({ ...plainSetup, checklist: ['a'] }, plainSetup)).toBe(true);
    expect(isLooser(above, { ...above, aboveYuan: 99, checklist: ['a'], headId: 'x' })).toBe(false);
    expect(isLooser(plainSetup, alwaysTwo)).toBe(false);
  });

  test('a reviewer who designs may ask for more', async () => {
    await saveReviewSetup(deps, designing, formId, alwaysTwo);
    expect((await db.formReview.findUniqueOrThrow({ where: { formId } })).fourEyes).toBe('always');
  });
});

test('what was ticked counts for what stood there then: not after a correction, nor after a decision taken back', async () => {
  await saveReviewSetup(deps, designer, formId, { ...plainSetup, checklist: ['审计报告一致'] });
  const { caseId } = await apply();
  const tick = () => tickCheck(deps, reviewer, { caseId, item: '审计报告一致', isDone: true });
  const approve = () => decideCase(deps, reviewer, { caseId, decision: 'approve' });
  await tick();
  await decideCase(deps, reviewer, { caseId, decision: 'return', reason: '请核对' });
  const { draftId } = await resumeReturnedCase(deps, member, caseId);
  const { data } = await getDraft(deps, member, draftId);
  await submitDraft(deps, member, { draftId, data: { ...data, spent: 1 } });
  await expect(approve()).rejects.toMatchObject({ fields: { checklist: /还有 1 项/ } });
  await tick();
  await approve();
  await revokeDecision(deps, reviewer, { caseId, reason: '看错了' });
  await expect(approve()).rejects.toMatchObject({ fields: { checklist: /还有 1 项/ } });
});
