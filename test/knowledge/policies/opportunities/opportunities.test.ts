import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newsWords, tellOpportunity } from '~/app/opportunities/tell-opportunity.server';
import { tellReminder } from '~/app/opportunities/tell-reminder.server';
import { decideConsent } from '~/knowledge/enterprises/consent.server';
import { recordFacts, type NewFact } from '~/knowledge/enterprises/record-facts.server';
import { findOpportunities } from '~/knowledge/policies/opportunities/find-opportunities.server';
import {
  advanceOpportunity,
  dismissOpportunity,
  seeOpportunity,
} from '~/knowledge/policies/opportunities/follow-opportunity.server';
import { listFirmOpportunities } from '~/knowledge/policies/opportunities/list-opportunities.server';
import { openOpportunityJudge } from '~/knowledge/policies/opportunities/opportunity-judge.server';
import { remindOfDeadlines } from '~/knowledge/policies/opportunities/remind-of-deadlines.server';
import { listPushedPolicies } from '~/knowledge/policies/push/campaigns/list-campaigns.server';
import { listFeedback } from '~/knowledge/policies/push/campaigns/list-feedback.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import type { Prisma } from '~/prisma/generated/client';
import { useDatabase } from '~/test/setup/database';

const { db, file: databaseFile } = useDatabase();
const opportunityJudge = openOpportunityJudge();
afterAll(() => opportunityJudge.close());

let today = '2026-11-02';
const now = () => new Date(`${today}T02:00:00Z`);
const deps = { db, now, databaseFile, opportunityJudge, tell: tellOpportunity };
const look = () =>
  findOpportunities(deps, { signal: new AbortController().signal, progress: () => Promise.resolve() });
const notices = async (enterpriseId: string) =>
  (await db.notice.findMany({ where: { enterpriseId }, orderBy: { createdAt: 'asc' } })).map(
    ({ kind }) => kind,
  );

const words = (zh: string) => ({ zh });
const content = (closes: string, least: number): Prisma.InputJsonObject => ({
  summary: words('补助'),
  topic: 'employment',
  guide: {
    ...{ audience: words('企业'), conditions: words('参保'), timeLimit: words('15 个工作日') },
    ...{ address: words('线上'), phone: words('12345') },
  },
  rule: {
    combinator: 'and',
    rules: [
      { id: 'insured', field: 'staff.insured', operator: '>=', value: least },
      { id: 'credit', field: 'credit.abnormal', operator: 'isFalse' },
    ],
  },
  benefit: {
    label: words('补助'),
    amount: {
      kind: 'about',
      formula: {
        kind: 'product',
        of: 'staff.insured',
        factors: [{ rate: '100', label: words('每人'), unit: 'yuan' }],
      },
    },
  },
  window: { opens: '2026-10-01', closes },
  channel: 'on-application',
  sources: [{ id: 's', documentTitle: '办法' }],
});

const publish = (policyId: string, number: number, closes: string, least = 10) =>
  db.policyVersion.create({
    data: {
      ...{ policyId, number, state: 'published', title: `政策 ${policyId}`, region: '000000' },
      ...{ effectiveFrom: '2026-01-01', content: content(closes, least) },
    },
  });

const fact = (key: string, value: unknown, on = today): NewFact => ({
  ...{ key, value, source: '人社局', sourceKind: 'registry', observedAt: new Date(`${on}T01:00:00Z`) },
});
const record = (enterpriseId: string, ...facts: NewFact[]) =>
  db.$transaction((tx) => recordFacts(tx, { enterpriseId, facts }));

const memberOf = (enterpriseId: string): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId: `p-${enterpriseId}`, enterpriseId, enterpriseIds: [enterpriseId] },
});

beforeAll(async () => {
  await db.department.create({ data: { id: 'hr', name: '人社局' } });
  for (const id of ['hire', 'train']) await db.policy.create({ data: { id, departmentId: 'hr' } });
  await publish('hire', 1, '2026-12-15');
  for (const id of ['a', 'b', 'c']) {
    await db.enterprise.create({ data: { id, creditCode: `code-${id}`, name: `企业${id}` } });
    await db.person.create({
      data: {
        ...{ id: `p-${id}`, loginName: id, name: id },
        memberships: { create: { enterpriseId: id, state: 'active' } },
      },
    });
  }
  await record('a', fact('staff.insured', 5), fact('credit.abnormal', false));
  await record('b', fact('staff.insured', 50), fact('credit.abnormal', false));
  await record('c', fact('credit.abnormal', false));
});

describe('opportunities', () => {
  test('the first look keeps what stands, and tells nobody', async () => {
    await look();
    expect(await db.opportunity.findMany({ orderBy: { enterpriseId: 'asc' } })).toMatchObject([
      { enterpriseId: 'b', state: 'found', shown: 'eligible', amountYuan: '5000', closesOn: '2026-12-15' },
      { enterpriseId: 'c', state: 'found', shown: 'one-step', missing: ['staff.insured'] },
    ]);
    expect(await db.notice.count()).toBe(0);
  });

  test('a fact that changes the verdict is told once, with the fact, the amount and the deadline', async () => {
    await record('a', fact('staff.insured', 12));
    await look();
    await look();
    expect(await notices('a')).toEqual(['opportunity-eligible']);
    expect(await notices('b')).toEqual([]);
    const notice = await db.notice.findFirstOrThrow({ where: { enterpriseId: 'a' } });
    expect(notice.body).toContain('参保人数 12 人（人社局，2026-11-02）');
    expect(notice.body).toContain('约 1,200 元');
    expect(notice.body).toContain('截至 2026-12-15，剩 43 天');
    const row = await db.opportunity.findFirstOrThrow({ where: { enterpriseId: 'a' } });
    expect(row).toMatchObject({ state: 'told', reason: { kind: 'facts' } });
    expect(notice.link).toBe(`/my/opportunities/${row.id}`);
  });

  test('a fact that changes nothing is silent; one that changes the amount speaks', async () => {
    await record('a', fact('tax.credit-grade', 'A'), fact('staff.insured', 12));
    await look();
    expect(await notices('a')).toHaveLength(1);
    await record('a', fact('staff.insured', 20));
    await look();
    expect(await notices('a')).toEqual(['opportunity-eligible', 'opportunity-changed']);
  });

  test('a later deadline of a new version speaks to those who know of it', async () => {
    await publish('hire', 2, '2026-12-31');
    await look();
    expect(await notices('a')).toHaveLength(3);
    expect((await db.opportunity.findFirstOrThrow({ where: { enterpriseId: 'a' } })).reason).toEqual({
      kind: 'version',
    });
  });

  test('a verdict that is lost is told once to those who were told of it', async () => {
    await record('a', { ...fact('credit.abnormal', true), source: '市场监管局' });
    await look();
    await look();
    expect((await notices('a')).slice(3)).toEqual(['opportunity-ended']);
    await record('a', { ...fact('credit.abnormal', false), source: '市场监管局' });
    await look();
    expect((await notices('a')).slice(4)).toEqual(['opportunity-eligible']);
  });

  test('a new day and a new policy are looked at', async () => {
    today = '2026-11-03';
    await publish('train', 1, '2026-12-15', 30);
    await look();
    expect(await db.opportunity.findMany({ where: { policyId: 'train' } })).toMatchObject([
      { enterpriseId: 'b', shown: 'eligible', state: 'told' },
      { enterpriseId: 'c', shown: 'one-step' },
    ]);
  });

  test('a firm opens it, sets it aside with a reason that reaches the department, and hears no more of it', async () => {
    const { id } = await db.opportunity.findFirstOrThrow({ where: { enterpriseId: 'b', policyId: 'train' } });
    await expect(seeOpportunity(deps, memberOf('a'), id)).rejects.toThrow(NotFoundError);
    await seeOpportunity(deps, memberOf('b'), id);
    await expect(dismissOpportunity(deps, memberOf('b'), { id, reason: '', note: '' })).rejects.toMatchObject(
      {
        fields: { reason: expect.any(String) as string },
      },
    );
    await dismissOpportunity(deps, memberOf('b'), { id, reason: 'other', note: '今年不招人' });
    const before = (await notices('b')).length;
    await record('b', fact('staff.insured', 60));
    await look();
    // The other policy's amount changed; of the one set aside nothing is said.
    expect((await notices('b')).slice(before)).toEqual(['opportunity-changed']);
    const officer: Reader = {
      ...anonymousReader,
      kind: 'person',
      appointments: [{ role: 'designer', departmentId: 'hr' }],
    };
    expect(await listPushedPolicies(deps, officer)).toMatchObject([
      { policyId: 'hire' },
      { policyId: 'train', eligible: 1, oneStep: 1, dismissed: 1, funnel: { told: 2, seen: 1 } },
    ]);
    expect(await listFeedback(db, officer)).toMatchObject([
      { policyId: 'train', reasons: [{ reason: 'other', firms: 1 }], quotes: [{ text: '今年不招人' }] },
    ]);
    expect(await listFeedback(db, memberOf('b'))).toEqual([]);
  });

  test('what was applied for and granted is told no more', async () => {
    await db.$transaction((tx) =>
      advanceOpportunity(tx, { enterpriseId: 'b', policyId: 'hire', to: 'applied', at: now() }),
    );
    const before = await notices('b');
    await record('b', fact('staff.insured', 70));
    await look();
    expect(await notices('b')).toEqual(before);
    const own = await listFirmOpportunities(deps, memberOf('b'), 'b');
    expect(own.map(({ state }) => state).sort()).toEqual(['applied', 'dismissed']);
    await expect(listFirmOpportunities(deps, memberOf('a'), 'b')).rejects.toThrow(NotFoundError);
  });

  test('a firm that doesn’t want to hear isn’t told', async () => {
    const reader = memberOf('c');
    await decideConsent(db, reader, { enterpriseId: 'c', purpose: 'telling', given: false, at: now() });
    const before = await notices('c');
    await record('c', fact('staff.insured', 40));
    await look();
    expect(await notices('c')).toEqual(before);
    expect(await db.opportunity.count({ where: { enterpriseId: 'c', shown: 'eligible' } })).toBe(2);
  });

  test('reminds 30, 7 and 1 work days before the end, each once', async () => {
    const remind = () => remindOfDeadlines({ db, now, tell: tellReminder });
    const count = () => db.notice.count({ where: { kind: 'deadline', enterpriseId: 'a' } });
    await remind();
    expect(await count()).toBe(0);
    for (const [day, expected] of [
      ['2026-11-20', 1],
      ['2026-11-21', 1],
      ['2026-12-22', 2],
      ['2026-12-30', 3],
      ['2026-12-31', 3],
      ['2027-01-02', 3],
    ] as const) {
      today = day;
      await remind();
      await remind();
      expect({ day, count: await count() }).toEqual({ day, count: expected });
    }
  });

  test('the words are whole in both languages', async () => {
    const [one] = await listFirmOpportunities(
      { db, now: () => new Date('2026-11-03T02:00:00Z') },
      memberOf('a'),
      'a',
    );
    const english = newsWords(one ?? expect.fail(), 'en', new Date('2026-11-03T02:00:00Z'));
    expect(english.amount).toBe('About 2,000 yuan (an estimate; the review decides).');
    expect(english.deadline).toBe('Until 2026-12-31, 58 days left.');
  });
});
