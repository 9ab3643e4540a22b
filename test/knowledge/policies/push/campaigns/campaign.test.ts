import { beforeAll, describe, expect, test } from 'vitest';

import { tellOpportunity } from '~/app/opportunities/tell-opportunity.server';
import { decideConsent } from '~/knowledge/enterprises/consent.server';
import {
  advanceOpportunity,
  dismissOpportunity,
  seeOpportunity,
} from '~/knowledge/policies/opportunities/follow-opportunity.server';
import {
  approveCampaign,
  proposeCampaign,
  returnCampaign,
} from '~/knowledge/policies/push/campaigns/decide-campaign.server';
import { listCampaigns, listPushedPolicies } from '~/knowledge/policies/push/campaigns/list-campaigns.server';
import { listFeedback } from '~/knowledge/policies/push/campaigns/list-feedback.server';
import { countAudience } from '~/knowledge/policies/push/campaigns/read-audience.server';
import { readCampaignFunnel } from '~/knowledge/policies/push/campaigns/read-funnel.server';
import { readStages } from '~/knowledge/policies/push/campaigns/read-stages.server';
import { sendCampaign } from '~/knowledge/policies/push/campaigns/send-campaign.server';
import {
  cancelCampaign,
  createCampaign,
  saveCampaign,
} from '~/knowledge/policies/push/campaigns/write-campaign.server';
import { AccessDeniedError, ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import type { Prisma } from '~/prisma/generated/client';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();
let today = '2026-11-02';
const now = () => new Date(`${today}T02:00:00Z`);
let alone = 0;
const deps = { db, now, tell: tellOpportunity, alone: 0 };

const officer = (personId: string, role: 'designer' | 'reviewer', departmentId = 'hr'): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId, name: personId, appointments: [{ role, departmentId }] },
});
const [writer, second, stranger] = [
  officer('zhou', 'designer'),
  officer('wu', 'reviewer'),
  officer('sun', 'designer', 'tax'),
];
const member = (firm: string): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId: `p-${firm}`, enterpriseId: firm, enterpriseIds: [firm] },
});
const firms = ['told', 'filed', 'set-aside', 'lately', 'nobody', 'deaf', 'other'];
const idOf = async (enterpriseId: string) =>
  (await db.opportunity.findFirstOrThrow({ where: { enterpriseId, policyId: 'hire' } })).id;
const send = (campaignId: string, tell = tellOpportunity) =>
  sendCampaign(
    { ...deps, alone, tell },
    { payload: { campaignId }, signal: new AbortController().signal, progress: () => Promise.resolve() },
  );
const stateOf = (id: string) => db.campaign.findUniqueOrThrow({ where: { id } });

const content = (): Prisma.InputJsonObject => ({
  summary: { zh: '补助' },
  topic: 'employment',
  guide: {
    ...{ audience: { zh: '企业' }, conditions: { zh: '参保' }, timeLimit: { zh: '15 个工作日' } },
    ...{ address: { zh: '线上' }, phone: { zh: '12345' } },
  },
  rule: { combinator: 'and', rules: [{ id: 'insured', field: 'staff.insured', operator: '>=', value: 10 }] },
  benefit: { label: { zh: '补助' } },
  window: { opens: '2026-10-01', closes: '2026-12-15' },
  channel: 'on-application',
  sources: [{ id: 's', documentTitle: '办法' }],
});

beforeAll(async () => {
  for (const id of ['hr', 'tax']) await db.department.create({ data: { id, name: id } });
  await db.policy.create({ data: { id: 'hire', departmentId: 'hr' } });
  const version = await db.policyVersion.create({
    data: {
      ...{ policyId: 'hire', number: 3, state: 'published', title: '稳岗补助', region: '000000' },
      ...{ effectiveFrom: '2026-01-01', content: content() },
    },
  });
  for (const id of firms) {
    await db.enterprise.create({ data: { id, creditCode: `code-${id}`, name: `企业${id}` } });
    if (id !== 'nobody')
      await db.person.create({
        data: {
          ...{ id: `p-${id}`, loginName: id, name: id },
          memberships: { create: { enterpriseId: id, state: 'active' } },
        },
      });
    await db.opportunity.create({
      data: {
        ...{ enterpriseId: id, policyId: 'hire', versionId: version.id, missing: [], foundAt: now() },
        shown: id === 'other' ? 'one-step' : 'eligible',
        reason: { kind: 'baseline' },
      },
    });
  }
  const at = now();
  await db.$transaction((tx) =>
    advanceOpportunity(tx, { enterpriseId: 'filed', policyId: 'hire', to: 'applied', at }),
  );
  await dismissOpportunity(deps, member('set-aside'), {
    ...{ id: await idOf('set-aside'), reason: 'too-little', note: '金额不够差旅' },
  });
  await db.opportunityEvent.create({
    data: {
      opportunityId: await idOf('lately'),
      kind: 'told',
      detail: {},
      at: new Date('2026-10-20T02:00:00Z'),
    },
  });
  await decideConsent(db, member('deaf'), { enterpriseId: 'deaf', purpose: 'telling', given: false, at });
});

describe('whom a campaign is for', () => {
  test('each firm left out counts at the first reason, and only the rest is told', async () => {
    expect(await countAudience(db, { policyId: 'hire', audience: 'eligible', now: now() })).toEqual({
      all: 6,
      out: { applied: 1, dismissed: 1, unanswerable: 0, recent: 1, nobody: 1, declined: 1 },
      reached: 1,
    });
    // No answer of its own decides for the one that is one step away.
    expect(await countAudience(db, { policyId: 'hire', audience: 'one-step', now: now() })).toMatchObject({
      out: { unanswerable: 1 },
      reached: 0,
    });
  });

  test('a firm told a month ago may be told again', async () => {
    const later = new Date('2026-11-20T02:00:00Z');
    expect(await countAudience(db, { policyId: 'hire', audience: 'eligible', now: later })).toMatchObject({
      out: { recent: 0 },
      reached: 2,
    });
  });
});

describe('a campaign', () => {
  test('belongs to the policy’s department alone', async () => {
    await expect(createCampaign(deps, stranger, { policyId: 'hire', title: '提醒' })).rejects.toThrow(
      NotFoundError,
    );
    await expect(createCampaign(deps, second, { policyId: 'hire', title: '提醒' })).rejects.toThrow(
      NotFoundError,
    );
    expect(await listCampaigns(db, stranger)).toEqual([]);
    expect(await listPushedPolicies(deps, stranger)).toEqual([]);
    expect(await listFeedback(db, stranger)).toEqual([]);
  });

  test('wants a name, and a moment to come', async () => {
    await expect(createCampaign(deps, writer, { policyId: 'hire', title: ' ' })).rejects.toMatchObject({
      fields: { title: expect.stringContaining('0 字') as string },
    });
    const id = await createCampaign(deps, writer, { policyId: 'hire', title: '稳岗补助提醒' });
    const save = { id, revision: 0, title: '稳岗补助提醒', audience: 'eligible', sendAt: null };
    await expect(
      saveCampaign(deps, writer, { ...save, sendAt: new Date('2026-11-01T00:00:00Z') }),
    ).rejects.toMatchObject({ fields: { sendAt: expect.any(String) as string } });
    await expect(saveCampaign(deps, writer, { ...save, audience: 'all' })).rejects.toMatchObject({
      fields: { audience: expect.any(String) as string },
    });
    await saveCampaign(deps, writer, { ...save, audience: 'one-step' });
    await expect(saveCampaign(deps, writer, save)).rejects.toThrow(ConflictError);
    // Nobody would be told.
    await expect(proposeCampaign(deps, writer, { id, revision: 1 })).rejects.toMatchObject({
      fields: { audience: expect.any(String) as string },
    });
    await cancelCampaign(deps, writer, { id, revision: 1 });
    expect(await listCampaigns(db, writer)).toEqual([]);
  });

  test('needs a second person, is told once to whom it is for, and shows what came of it', async () => {
    const id = await createCampaign(deps, writer, { policyId: 'hire', title: '稳岗补助提醒' });
    await proposeCampaign(deps, writer, { id, revision: 0 });
    await expect(approveCampaign(deps, writer, { id, revision: 1 })).rejects.toThrow(AccessDeniedError);
    await expect(approveCampaign(deps, stranger, { id, revision: 1 })).rejects.toThrow(NotFoundError);
    await expect(returnCampaign(deps, second, { id, revision: 1, reason: ' ' })).rejects.toMatchObject({
      fields: { reason: expect.any(String) as string },
    });
    await returnCampaign(deps, second, { id, revision: 1, reason: '名称写全' });
    expect(await stateOf(id)).toMatchObject({ state: 'draft', reviewNote: '名称写全' });
    await proposeCampaign(deps, writer, { id, revision: 2 });
    // It doesn't leave before the second person's word, whatever asks for it.
    await send(id);
    expect(await stateOf(id)).toMatchObject({ state: 'in-review' });
    await approveCampaign(deps, second, { id, revision: 3 });
    expect(await db.job.findFirst({ where: { kind: 'send-campaign' } })).toMatchObject({
      payload: { campaignId: id },
    });
    await send(id);
    await send(id);
    expect(await stateOf(id)).toMatchObject({
      ...{ state: 'sent', versionNumber: 3, approvedByName: 'wu' },
      tally: { all: 6, reached: 1 },
    });
    expect((await db.notice.findMany()).map(({ enterpriseId }) => enterpriseId)).toEqual(['told']);
    expect(await readCampaignFunnel(db, id)).toEqual({ told: 1, seen: 0, applied: 0, granted: 0 });
    await seeOpportunity(deps, member('told'), await idOf('told'));
    await seeOpportunity(deps, member('told'), await idOf('told'));
    expect(await readCampaignFunnel(db, id)).toEqual({ told: 1, seen: 1, applied: 0, granted: 0 });
    await db.$transaction((tx) =>
      advanceOpportunity(tx, { enterpriseId: 'told', policyId: 'hire', to: 'granted', at: now() }),
    );
    // What was granted was seen and filed, too.
    expect(await readCampaignFunnel(db, id)).toEqual({ told: 1, seen: 1, applied: 1, granted: 1 });
    const one = { sent: 1, delivered: 1, seen: 1, begun: 1, applied: 1, granted: 1 };
    expect(await readStages(db, id)).toEqual([
      { channel: 'all', firms: one },
      { channel: 'in-app', firms: one },
    ]);
    expect(await listPushedPolicies(deps, writer)).toMatchObject([
      {
        policyId: 'hire',
        versionNumber: 3,
        eligible: 6,
        oneStep: 1,
        dismissed: 1,
        funnel: { told: 1, granted: 1 },
      },
    ]);
    const actions = await db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } });
    expect(actions.map(({ action }) => action)).toEqual(
      ['created', 'proposed', 'sent-back', 'proposed', 'approved', 'sent'].map((deed) => `campaign.${deed}`),
    );
  });

  test('one that fails halfway goes on where it was and tells nobody twice', async () => {
    today = '2026-11-22';
    const id = await createCampaign(deps, writer, { policyId: 'hire', title: '稳岗补助再提醒' });
    await proposeCampaign(deps, writer, { id, revision: 0 });
    await approveCampaign(deps, second, { id, revision: 1 });
    await expect(send(id, () => Promise.reject(new Error('power cut')))).rejects.toThrow('power cut');
    expect(await stateOf(id)).toMatchObject({ state: 'sending' });
    await send(id);
    expect(await stateOf(id)).toMatchObject({ state: 'sent' });
    expect(await db.notice.count({ where: { enterpriseId: 'lately' } })).toBe(1);
  });

  test('to few firms one person may send; an audience that grew stops for the second', async () => {
    today = '2026-12-10';
    await db.opportunityEvent.deleteMany({ where: { kind: 'told' } });
    const id = await createCampaign(deps, writer, { policyId: 'hire', title: '最后提醒' });
    await proposeCampaign({ ...deps, alone: 5 }, writer, { id, revision: 0 });
    expect(await stateOf(id)).toMatchObject({ state: 'scheduled' });
    alone = 0;
    await send(id);
    expect(await stateOf(id)).toMatchObject({ state: 'in-review', stopped: 'grown' });
    await returnCampaign(deps, writer, { id, revision: 2, reason: null });
    expect(await stateOf(id)).toMatchObject({ state: 'draft' });
  });

  test('a policy that is closed by then is told to nobody', async () => {
    const [draft] = await listCampaigns(db, writer);
    const { id, revision } = await stateOf(draft!.id);
    await saveCampaign(deps, writer, {
      ...{ id, revision, title: '最后提醒', audience: 'eligible', sendAt: new Date('2026-12-20T01:30:00Z') },
    });
    await proposeCampaign(deps, writer, { id, revision: revision + 1 });
    await approveCampaign(deps, second, { id, revision: revision + 2 });
    // Asked too early it waits for its moment.
    await send(id);
    expect(await stateOf(id)).toMatchObject({ state: 'scheduled' });
    today = '2026-12-20';
    const before = await db.notice.count();
    await send(id);
    expect(await stateOf(id)).toMatchObject({ state: 'stopped', stopped: 'closed' });
    expect(await db.notice.count()).toBe(before);
  });
});

test('what firms say reaches the department, without their name unless they chose so', async () => {
  expect(await listFeedback(db, writer, 'hire')).toEqual([
    {
      policyId: 'hire',
      reasons: [{ reason: 'too-little', firms: 1 }],
      quotes: [{ text: '金额不够差旅', reason: 'too-little', on: '2026-11-02', firm: null }],
    },
  ]);
  await dismissOpportunity(deps, member('deaf'), {
    ...{ id: await idOf('deaf'), reason: 'other', note: '请电话联系', named: true },
  });
  expect((await listFeedback(db, writer))[0]?.quotes[0]).toMatchObject({ firm: '企业deaf' });
});
