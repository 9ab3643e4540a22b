import { beforeAll, expect, test } from 'vitest';

import { findOpportunitiesJob } from '~/knowledge/enterprises/announce-facts.server';
import { checkPolicyGate, requirePolicyGate } from '~/knowledge/policies/design/check-gate.server';
import { createPolicy } from '~/knowledge/policies/design/create-policy.server';
import {
  approvePolicy,
  markImpactSeen,
  proposePolicy,
  recallPolicy,
  rollBackPolicy,
  sendBackPolicy,
} from '~/knowledge/policies/design/decide-policy.server';
import { getPolicyForDesign } from '~/knowledge/policies/design/get-policy-for-design.server';
import { listDeskPolicies, statesOf } from '~/knowledge/policies/design/list-desk-policies.server';
import { emptyPolicyDraft } from '~/knowledge/policies/design/policy-draft';
import {
  savePolicyDraft,
  type PolicyDraftToSave,
} from '~/knowledge/policies/design/save-policy-draft.server';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import type { Population } from '~/knowledge/policies/simulation/open-population.server';
import { anonymousReader, type HeldRole, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();
let clock = new Date('2026-11-20T02:00:00Z');
const now = () => clock;
const deps = { db, now };
const reader = (personId: string, role: HeldRole['role'], departmentId = 'science'): Reader => ({
  ...anonymousReader,
  kind: 'person',
  personId,
  name: personId,
  appointments: [{ role, departmentId }],
});
const writer = reader('writer', 'designer');
const second = reader('second', 'reviewer');
const stranger = reader('stranger', 'designer', 'tax');
// The counts themselves are simulate-policy.test.ts's; the gate needs to know who holds which fact.
const population: Population = {
  simulate: () => Promise.reject(new Error('not asked here')),
  automatic: () => Promise.reject(new Error('not asked here')),
  grantable: () => Promise.reject(new Error('not asked here')),
  coverage: () => Promise.resolve({ firms: 10, known: { 'staff.count': 10 } }),
  answers: () => Promise.reject(new Error('not asked here')),
  close: () => Promise.resolve(),
};
const gate = (version: Parameters<typeof requirePolicyGate>[1]) =>
  requirePolicyGate({ ...deps, population }, version);

function draft(revision: number, most: number, more: Partial<PolicyDraftToSave> = {}): PolicyDraftToSave {
  const words = (zh: string) => ({ zh });
  const empty = emptyPolicyDraft();
  const test = (id: string, staff: number, expected: 'eligible' | 'ineligible') => ({
    ...{ id, name: id, why: '', at: '2026-11-20', expected, frozen: false },
    facts: { 'staff.count': staff },
  });
  return {
    policyId: 'small-grant',
    revision,
    title: '小企业补助',
    titleEn: '',
    region: '359900',
    effectiveFrom: '2026-11-20',
    expiresOn: null,
    formId: null,
    content: {
      ...empty,
      summary: words('说明'),
      guide: {
        ...empty.guide,
        audience: words('企业'),
        conditions: words('条件'),
        timeLimit: words('5 日'),
        address: words('线上'),
        phone: words('12345'),
      },
      benefit: { label: words('补助') },
      sources: [{ id: 's1', documentTitle: '办法' }],
      rule: {
        combinator: 'and',
        rules: [{ id: 'c1', field: 'staff.count', operator: '<=', value: most, source: 's1' }],
      },
    },
    tests: [test('t1', most, 'eligible'), test('t2', most + 1, 'ineligible')],
    ...more,
  };
}

beforeAll(async () => {
  await db.department.createMany({
    data: [
      { id: 'science', name: '科技局' },
      { id: 'tax', name: '税务局' },
    ],
  });
  for (const id of ['writer', 'second']) await db.person.create({ data: { id, loginName: id, name: id } });
});

const open = () => getPolicyForDesign(deps, writer, 'small-grant');
const deed = async () => ({ policyId: 'small-grant', revision: (await open()).working.revision });
/** How many searches for the firms concerned wait; they are worked then. */
const takeSearches = async () => {
  const work = { kind: findOpportunitiesJob, state: 'waiting' };
  return (await db.job.updateMany({ where: work, data: { state: 'done', openKey: null } })).count;
};
const live = (at: string) => listPublishedPolicies(db, { at, ids: ['small-grant'] });

test('a policy begins as an empty draft of one’s own department; its id is checked', async () => {
  const input = { id: 'small-grant', title: '小企业补助', departmentId: 'science', region: '359900' };
  await expect(createPolicy(deps, stranger, input)).rejects.toThrow('Not allowed');
  await expect(createPolicy(deps, writer, { ...input, id: 'Small Grant' })).rejects.toMatchObject({
    fields: { id: expect.stringContaining('小写字母') as string },
  });
  await createPolicy(deps, writer, input);
  await expect(createPolicy(deps, writer, input)).rejects.toMatchObject({
    fields: { id: expect.stringContaining('已被使用') as string },
  });
  const { working, base } = await open();
  expect(working).toMatchObject({ number: 1, state: 'draft', revision: 0 });
  expect(base).toBeNull();
});

test('nobody else’s department sees or writes it', async () => {
  await expect(getPolicyForDesign(deps, stranger, 'small-grant')).rejects.toThrow('was not found');
  await expect(savePolicyDraft(deps, stranger, draft(0, 300))).rejects.toThrow('was not found');
  await expect(savePolicyDraft(deps, second, draft(0, 300))).rejects.toThrow('was not found');
  expect(await listDeskPolicies(deps, stranger)).toEqual([]);
});

test('saving twice from the same state is a conflict that says what stands now', async () => {
  expect(await savePolicyDraft(deps, writer, draft(0, 300))).toEqual({ number: 1, revision: 1 });
  await expect(savePolicyDraft(deps, writer, draft(0, 200))).rejects.toMatchObject({
    code: 'conflict',
    current: { revision: 1 },
  });
  expect((await open()).working.content.rule).toMatchObject({ rules: [{ value: 300 }] });
});

test('the gate keeps a draft back until its impact was looked at, and again when the rule changes', async () => {
  await expect(proposePolicy(deps, writer, await deed(), gate)).rejects.toMatchObject({
    fields: { impact: expect.any(String) as string },
  });
  await markImpactSeen(deps, writer, await deed());
  await savePolicyDraft(deps, writer, draft(1, 250));
  expect((await open()).impactSeenAt).toBeNull();
  await markImpactSeen(deps, writer, await deed());
  await savePolicyDraft(deps, writer, draft(2, 250, { titleEn: 'Grant' }));
  expect((await open()).impactSeenAt).not.toBeNull();
  const broken = draft(3, 250);
  await savePolicyDraft(deps, writer, {
    ...broken,
    tests: broken.tests.map((test) => ({ ...test, expected: 'eligible' as const })),
  });
  const { working, impactSeenAt } = await open();
  const result = await checkPolicyGate({ ...deps, population }, { ...working, impactSeenAt });
  expect(result.checks.find(({ id }) => id === 'tests')).toMatchObject({ state: 'failed', lacks: 'failing' });
  await expect(proposePolicy(deps, writer, await deed(), gate)).rejects.toMatchObject({
    fields: { tests: expect.any(String) as string },
  });
  await savePolicyDraft(deps, writer, draft(4, 250));
});

test('the first person can’t approve; the second sends back with a reason, then approves', async () => {
  await proposePolicy(deps, writer, await deed(), gate);
  await expect(savePolicyDraft(deps, writer, draft(5, 100))).rejects.toMatchObject({ code: 'conflict' });
  await expect(approvePolicy(deps, writer, await deed(), gate)).rejects.toThrow('Not allowed');
  await recallPolicy(deps, writer, await deed());
  await proposePolicy(deps, writer, await deed(), gate);
  await expect(sendBackPolicy(deps, second, { ...(await deed()), reason: ' ' })).rejects.toMatchObject({
    fields: { reason: expect.any(String) as string },
  });
  await sendBackPolicy(deps, second, { ...(await deed()), reason: '请核对上限' });
  expect((await open()).reviewNote).toBe('请核对上限');
  await proposePolicy(deps, writer, await deed(), gate);
  await approvePolicy(deps, second, await deed(), gate);
  await expect(approvePolicy(deps, second, await deed(), gate)).rejects.toMatchObject({ code: 'conflict' });
  expect((await live('2026-11-20'))[0]?.content.rule).toMatchObject({ rules: [{ value: 250 }] });
  const actions = await db.auditEntry.findMany({ where: { subjectKind: 'policy' }, orderBy: { seq: 'asc' } });
  expect(actions.map(({ action }) => action)).toEqual([
    'policy.created',
    'policy.proposed',
    'policy.recalled',
    'policy.proposed',
    'policy.sent-back',
    'policy.proposed',
    'policy.published',
  ]);
  expect(await takeSearches()).toBe(1);
});

test('a new version takes effect on its day, and taking it back restores the one before', async () => {
  clock = new Date('2026-11-22T02:00:00Z');
  const opened = await open();
  await savePolicyDraft(deps, writer, draft(opened.working.revision, 100, { effectiveFrom: '2026-12-01' }));
  expect((await open()).working).toMatchObject({ number: 2, state: 'draft' });
  expect((await open()).base?.number).toBe(1);
  expect(statesOf((await listDeskPolicies(deps, writer))[0]!)).toEqual(['draft', 'in-force']);
  await markImpactSeen(deps, writer, await deed());
  await proposePolicy(deps, writer, await deed(), gate);
  await approvePolicy(deps, second, await deed(), gate);
  expect((await live('2026-11-22'))[0]?.content.rule).toMatchObject({ rules: [{ value: 250 }] });
  expect((await live('2026-12-01'))[0]?.content.rule).toMatchObject({ rules: [{ value: 100 }] });
  await expect(rollBackPolicy(deps, writer, { policyId: 'small-grant', number: 1 })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await takeSearches()).toBe(1);
  await rollBackPolicy(deps, writer, { policyId: 'small-grant', number: 2 });
  expect(await takeSearches()).toBe(1);
  expect((await live('2026-12-01'))[0]?.content.rule).toMatchObject({ rules: [{ value: 250 }] });
  expect((await open()).working.number).toBe(1);
});
