import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { decideCase } from '~/forms/cases/decide-case.server';
import { revokeDecision } from '~/forms/cases/revoke-decision.server';
import { withdrawCase } from '~/forms/cases/withdraw-case.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import {
  readCampaignFunnel,
  readPolicyFunnels,
} from '~/knowledge/policies/push/campaigns/read-funnel.server';
import type { Prisma } from '~/prisma/generated/client';

import { useDatabase } from '../../setup/database';
import { answers, buildCity, key, member, noon, publish, recordFact, reviewer } from '../small-city';

const { db } = useDatabase();
const formChecker = openFormChecker();
const deps = { db, now: () => noon, signingKey: key, formChecker };
afterAll(() => formChecker.close());

const zh = { zh: '字' };
const content = (least: number): Prisma.InputJsonObject => ({
  ...{ summary: zh, topic: 'technology', channel: 'on-application' },
  guide: { audience: zh, conditions: zh, timeLimit: zh, address: zh, phone: zh },
  rule: {
    combinator: 'and',
    rules: [
      { id: 'insured', field: 'staff.insured', operator: '>=', value: least },
      { id: 'credit', field: 'credit.abnormal', operator: 'isFalse' },
    ],
  },
  benefit: { label: zh },
  sources: [{ id: 's', documentTitle: '办法' }],
});

beforeAll(async () => {
  await buildCity(db);
  const { formId } = await publish(db, 'rd');
  await db.policy.create({ data: { id: 'rd', departmentId: 'science' } });
  const version = await db.policyVersion.create({
    data: {
      ...{ policyId: 'rd', number: 1, state: 'published', title: '后补助', region: '000000', formId },
      ...{ effectiveFrom: '2026-01-01', content: content(10) },
    },
  });
  await recordFact(db, 'credit.abnormal', false);
  await db.opportunity.create({
    data: {
      ...{ id: 'o', enterpriseId: 'zhizao', policyId: 'rd', versionId: version.id, shown: 'eligible' },
      ...{ missing: [], foundAt: noon, toldAt: noon, state: 'told', reason: { kind: 'baseline' } },
    },
  });
  // A campaign that told the firm of it.
  await db.campaign.create({
    data: {
      id: 'c',
      policyId: 'rd',
      title: '提醒',
      state: 'sent',
      ...{ createdById: 'ding', createdByName: '丁', createdAt: noon },
    },
  });
  await db.campaignFirm.create({ data: { campaignId: 'c', opportunityId: 'o', outcome: 'told', at: noon } });
});

async function apply(): Promise<string> {
  const wanted = { form: 'rd', enterpriseId: 'zhizao', policyId: 'rd', fresh: true };
  const { draftId } = await startDraft(deps, member, wanted);
  const { data } = await getDraft(deps, member, draftId);
  return (await submitDraft(deps, member, { draftId, data: { ...data, ...answers } })).caseId;
}
const approve = (caseId: string) => decideCase(deps, reviewer, { caseId, decision: 'approve' });
const revoke = (caseId: string) => revokeDecision(deps, reviewer, { caseId, reason: '看错了报告' });
const opportunity = () => db.opportunity.findUniqueOrThrow({ where: { id: 'o' } });
const funnel = async () => {
  const ofPolicy = (await readPolicyFunnels(db, ['rd'])).get('rd');
  expect(await readCampaignFunnel(db, 'c')).toEqual(ofPolicy);
  return ofPolicy;
};

describe('an approval that is taken back', () => {
  let caseId = '';
  test('leaves the firm as one that applied; a fact that nobody has is one step away, not a no', async () => {
    caseId = await apply();
    await approve(caseId);
    expect(await opportunity()).toMatchObject({ state: 'granted', grantedAt: noon });
    expect(await funnel()).toEqual({ told: 1, seen: 1, applied: 1, granted: 1 });
    await revoke(caseId);
    expect(await opportunity()).toMatchObject({
      ...{ state: 'applied', grantedAt: null, shown: 'one-step', missing: ['staff.insured'] },
      appliedAt: noon,
    });
    expect(await funnel()).toEqual({ told: 1, seen: 1, applied: 1, granted: 0 });
  });

  test('is written down with the deed: an event and an audit entry of the person', async () => {
    const kinds = await db.opportunityEvent.findMany({ where: { opportunityId: 'o' } });
    expect(kinds.map(({ kind }) => kind)).toEqual(['applied', 'granted', 'revoked']);
    const entry = await db.auditEntry.findFirstOrThrow({ where: { action: 'opportunity.revoked' } });
    expect(entry).toMatchObject({
      ...{ actorId: 'shen', subjectId: 'o', enterpriseId: 'zhizao' },
      detail: { policyId: 'rd', from: 'granted', to: 'applied', shown: 'one-step' },
    });
  });

  test('follows the facts of the day, and is granted again by a new decision', async () => {
    await recordFact(db, 'staff.insured', 40);
    await approve(caseId);
    await revoke(caseId);
    expect(await opportunity()).toMatchObject({ state: 'applied', shown: 'eligible', missing: [] });
    await approve(caseId);
    expect(await opportunity()).toMatchObject({ state: 'granted' });
    expect(await funnel()).toMatchObject({ granted: 1 });
  });

  test('stays a no only where the facts decide one', async () => {
    await recordFact(db, 'staff.insured', 3);
    await revoke(caseId);
    expect(await opportunity()).toMatchObject({ state: 'applied', shown: 'none' });
    await recordFact(db, 'staff.insured', 40);
  });

  test('keeps what stood where the match can’t tell: the policy takes no applications now', async () => {
    await approve(caseId);
    await db.opportunity.update({ where: { id: 'o' }, data: { shown: 'eligible' } });
    await db.policyVersion.updateMany({ data: { expiresOn: '2026-11-01' } });
    await revoke(caseId);
    expect(await opportunity()).toMatchObject({ state: 'applied', shown: 'eligible' });
    await db.policyVersion.updateMany({ data: { expiresOn: null } });
  });

  test('leaves the grant where the firm has the policy by another case', async () => {
    await approve(caseId);
    const other = await apply();
    await approve(other);
    await revoke(other);
    expect(await opportunity()).toMatchObject({ state: 'granted', grantedAt: noon });
    // The first one holds it no longer either: now nothing is granted.
    await revoke(caseId);
    expect(await opportunity()).toMatchObject({ state: 'applied' });
    await withdrawCase(deps, member, { caseId: other });
    expect(await opportunity()).toMatchObject({ state: 'applied' });
  });

  test('an application that is withdrawn is an opportunity again, with what the match says', async () => {
    await withdrawCase(deps, member, { caseId });
    expect(await opportunity()).toMatchObject({ state: 'seen', shown: 'eligible', appliedAt: null });
    expect(await funnel()).toEqual({ told: 1, seen: 1, applied: 0, granted: 0 });
    await apply();
    expect(await opportunity()).toMatchObject({ state: 'applied' });
    expect(await funnel()).toEqual({ told: 1, seen: 1, applied: 1, granted: 0 });
  });
});

test('a revocation that fails changes nothing of the opportunity', async () => {
  const row = await db.case.findFirstOrThrow({ where: { state: 'submitted', policyId: 'rd' } });
  await approve(row.id);
  const before = await opportunity();
  const late = revokeDecision(deps, reviewer, { caseId: row.id, reason: '错', lastEvent: 1 });
  await expect(late).rejects.toMatchObject({ code: 'conflict' });
  expect(await opportunity()).toEqual(before);
});
