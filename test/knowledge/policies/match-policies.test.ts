import { beforeAll, describe, expect, it } from 'vitest';

import { listAccess } from '~/knowledge/enterprises/note-access.server';
import { deriveRequestedFacts } from '~/knowledge/policies/derive-requested-facts.server';
import { matchPolicies, matchWithPolicies } from '~/knowledge/policies/match-policies.server';
import { policyContentSchema, type PolicyContentInput } from '~/knowledge/policies/policy-content';
import { anonymousReader } from '~/prisma/access/reader';
import type { Prisma } from '~/prisma/generated/client';
import { useDatabase } from '~/test/setup/database';

const words = { zh: '字', en: 'words' };
const content = (part: Partial<PolicyContentInput>): Prisma.InputJsonObject =>
  policyContentSchema.parse({
    summary: words,
    topic: 'tax',
    guide: { audience: words, conditions: words, timeLimit: words, address: words, phone: words },
    rule: { combinator: 'and', rules: [{ field: 'staff.count', operator: '<=', value: 300 }] },
    benefit: { label: words },
    channel: 'on-application',
    sources: [{ id: 's', documentTitle: '办法' }],
    ...part,
  }) as unknown as Prisma.InputJsonObject;

const { db } = useDatabase();
const now = () => new Date('2026-11-21T17:00:00Z'); // 22 November in the city
const deps = { db, now };
let enterpriseId: string;

async function publish(
  id: string,
  part: Partial<PolicyContentInput> = {},
  columns: Partial<Prisma.PolicyVersionUncheckedCreateInput> = {},
) {
  await db.policy.upsert({ where: { id }, create: { id, departmentId: 'tax' }, update: {} });
  await db.policyVersion.create({
    data: {
      policyId: id,
      number: 1,
      state: 'published',
      title: id,
      content: content(part),
      effectiveFrom: '2023-01-01',
      ...columns,
    },
  });
}

beforeAll(async () => {
  await db.department.create({ data: { id: 'tax', name: '税务局' } });
  await publish('a-people');
  await publish('b-two', {
    rule: {
      combinator: 'and',
      rules: [
        { field: 'staff.count', operator: '<=', value: 300 },
        { field: 'own.share', operator: '>=', value: '0.05' },
      ],
    },
    derived: [
      {
        key: 'own.share',
        type: 'share',
        formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'sales.annual' },
      },
    ],
  });
  await publish('c-ended', {}, { expiresOn: '2025-12-31' });
  await publish('d-coming', {}, { effectiveFrom: '2027-01-01' });
  await publish('e-draft', {}, { state: 'draft' });
  await publish('f-elsewhere', {}, { region: '330100' });
  await publish('g-closed', { window: { opens: '2026-01-01', closes: '2026-06-30' } });
  await publish('h-broken', {});
  await publish('i-versions', {}, { expiresOn: '2026-06-30' });
  await publish(
    'i-versions',
    { rule: { combinator: 'and', rules: [{ field: 'staff.count', operator: '<=', value: 10 }] } },
    { number: 2, effectiveFrom: '2026-07-01' },
  );
  const broken = content({
    rule: { combinator: 'and', rules: [{ field: 'taken.back', operator: '=', value: 1 }] },
  });
  await db.policyVersion.updateMany({ where: { policyId: 'h-broken' }, data: { content: broken } });
  const enterprise = await db.enterprise.create({
    data: {
      creditCode: '91330100799655058B',
      name: '智造',
      facts: {
        create: [
          {
            key: 'staff.count',
            period: '2025',
            value: 86,
            source: '人社局',
            sourceKind: 'registry',
            observedAt: new Date('2026-10-31'),
          },
        ],
      },
    },
  });
  enterpriseId = enterprise.id;
});

const member = () => ({
  ...anonymousReader,
  kind: 'person' as const,
  personId: 'p',
  enterpriseId,
  enterpriseIds: [enterpriseId],
});
const match = (query: Omit<Parameters<typeof matchPolicies>[1], 'reader'>) =>
  matchPolicies(deps, { reader: anonymousReader, ...query });
const byId = async (query: Parameters<typeof match>[0]) =>
  new Map((await match(query)).verdicts.map((verdict) => [verdict.policyId, verdict]));

describe('matching', () => {
  it('lists every published policy in force, and no other', async () => {
    const { verdicts, asOf } = await match({ facts: { 'staff.count': 86 } });
    expect(asOf).toBe('2026-11-22');
    expect(verdicts.map(({ policyId }) => policyId)).toEqual([
      'a-people',
      'b-two',
      'f-elsewhere',
      'g-closed',
      'h-broken',
      'i-versions',
    ]);
  });

  it('judges by the version of the day', async () => {
    expect((await byId({ facts: { 'staff.count': 86 } })).get('i-versions')?.verdict).toBe('ineligible');
    expect(
      (await byId({ facts: { 'staff.count': 86 }, asOf: '2026-06-30' })).get('i-versions')?.verdict,
    ).toBe('eligible');
  });

  it('a policy named that is out of force is ineligible, shown expired', async () => {
    const { verdicts } = await match({ facts: { 'staff.count': 86 }, policyIds: ['c-ended', 'd-coming'] });
    expect(verdicts.map(({ verdict, shown, missing }) => [verdict, shown, missing])).toEqual([
      ['ineligible', 'expired', []],
      ['ineligible', 'expired', []],
    ]);
    expect((await byId({ facts: { 'staff.count': 86 }, asOf: '2025-12-31' })).get('c-ended')?.shown).toBe(
      'eligible',
    );
  });

  it('a closed window is shown expired', async () => {
    expect((await byId({ facts: { 'staff.count': 86 } })).get('g-closed')).toMatchObject({
      verdict: 'eligible',
      shown: 'expired',
    });
  });

  it('a rule that can not be computed is for a person, and keeps no other from being judged', async () => {
    expect((await byId({ facts: {} })).get('h-broken')).toMatchObject({
      verdict: 'unknown',
      shown: 'to-confirm',
      missing: [],
    });
  });

  it('takes a region with its parents', async () => {
    expect([...(await byId({ facts: {}, region: '359900' })).keys()]).not.toContain('f-elsewhere');
    expect([...(await byId({ facts: {}, region: '330106' })).keys()]).toContain('f-elsewhere');
  });

  it('asks what decides most', async () => {
    const { nextQuestion } = await match({ facts: { 'rd.expense': 5, 'sales.annual': 100 } });
    expect(nextQuestion).toMatchObject({
      fact: 'staff.count',
      unlocks: ['a-people', 'b-two', 'f-elsewhere', 'i-versions'],
    });
  });

  it('missing names facts of the catalogue, never derived ones', async () => {
    expect((await byId({ facts: { 'staff.count': 86 } })).get('b-two')?.missing).toEqual([
      'rd.expense',
      'sales.annual',
    ]);
  });

  it('refuses facts that can not be, and policies that there are not', async () => {
    await expect(
      match({ facts: { 'staff.count': -3, 'own.share': '0.1', 'no.such': 1 } }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      fields: {
        'facts.staff.count': expect.any(String) as string,
        'facts.own.share': expect.stringContaining('计算') as string,
        'facts.no.such': expect.any(String) as string,
      },
    });
    await expect(match({ facts: {}, policyIds: ['a-people', 'zzz'] })).rejects.toMatchObject({
      fields: { 'policyIds.1': expect.any(String) as string },
    });
  });

  it('uses a firm’s facts only with the right to it', async () => {
    const { verdicts } = await matchPolicies(deps, { reader: member(), enterpriseId });
    expect(verdicts[0]).toMatchObject({
      shown: 'eligible',
      conditions: [
        { facts: [{ key: 'staff.count', value: 86, source: '人社局', observedAt: '2026-10-31' }] },
      ],
    });
    // A person at its own firm's pages leaves no line; a program by its key does, with what it read.
    expect(await listAccess(db, member(), enterpriseId)).toEqual([]);
    const program = { ...member(), kind: 'key' as const, keyId: 'k1', name: 'hqt_12' };
    await matchPolicies(deps, { reader: program, enterpriseId, policyIds: ['a-people'] });
    await matchPolicies(deps, { reader: program, enterpriseId });
    const [line, ...others] = await listAccess(db, member(), enterpriseId);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ purpose: 'api', program: 'hqt_12', department: null });
    expect(line?.keys).toContain('staff.count');
    await expect(match({ enterpriseId })).rejects.toMatchObject({ code: 'not-found' });
    await expect(matchPolicies(deps, { reader: member(), enterpriseId: 'another' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('lists those out of force, too, for the firm’s own page', async () => {
    const { policies } = await matchWithPolicies(deps, { reader: member(), enterpriseId, alsoExpired: true });
    expect([...policies.keys()]).toEqual(expect.arrayContaining(['c-ended', 'd-coming']));
  });
});

describe('deriving on request', () => {
  it('computes those of the catalogue, of the policies and of the request', async () => {
    const values = await deriveRequestedFacts(deps, {
      facts: { 'rd.expense': 5, 'sales.annual': 100, 'industry.code': 'I6513', 'staff.count': 5 },
      keys: ['own.share', 'size', 'staff.count', 'twice', 'cost.annual'],
      derived: [{ key: 'twice', type: 'money', formula: { kind: 'sum', of: ['rd.expense', 'rd.expense'] } }],
    });
    expect(values).toEqual({
      'own.share': { value: 0.05 },
      size: { value: 'micro' },
      'staff.count': { value: 5 },
      twice: { value: 10 },
      'cost.annual': { unknown: true, missing: ['cost.annual'] },
    });
  });

  it('tells what is missing, and the classes still possible', async () => {
    const values = await deriveRequestedFacts(deps, {
      facts: { 'industry.code': 'I6513', 'staff.count': 86 },
      keys: ['size', 'own.share'],
    });
    expect(values).toEqual({
      size: { unknown: true, missing: ['revenue.annual'], among: ['small', 'micro'] },
      'own.share': { unknown: true, missing: ['rd.expense', 'sales.annual'] },
    });
  });

  it('names unknown keys and wrong definitions', async () => {
    await expect(deriveRequestedFacts(deps, { facts: {}, keys: ['nope'] })).rejects.toMatchObject({
      fields: { 'keys.0': expect.any(String) as string },
    });
    await expect(
      deriveRequestedFacts(deps, {
        facts: {},
        keys: ['a'],
        derived: [{ key: 'a', type: 'money', formula: { kind: 'sum', of: ['a'] } }],
      }),
    ).rejects.toMatchObject({ fields: { 'derived.a': 'depends on itself' } });
    await expect(
      deriveRequestedFacts(deps, { facts: { 'staff.count': '' }, keys: ['size'] }),
    ).rejects.toMatchObject({ fields: { 'facts.staff.count': expect.any(String) as string } });
  });
});

describe('a past day', () => {
  it('is explained from the facts recorded by then and the version of that day', async () => {
    const enterprise = await db.enterprise.create({
      data: { creditCode: '91359900MB90000001', name: '往日企业' },
      select: { id: true },
    });
    const record = (value: number, recordedAt: string) =>
      db.fact.create({
        data: {
          enterpriseId: enterprise.id,
          key: 'staff.count',
          period: '2025',
          value,
          source: '人社局',
          sourceKind: 'registry',
          observedAt: new Date('2026-01-10T00:00:00Z'),
          recordedAt: new Date(recordedAt),
        },
      });
    // The registry corrected the year's figure later, told as of the same day.
    await record(8, '2026-02-01T15:59:00Z');
    await record(400, '2026-08-03T01:00:00Z');
    const reader = { ...anonymousReader, enterpriseId: enterprise.id, enterpriseIds: [enterprise.id] };
    const on = async (asOf: string, id: string) => {
      const query = { reader, enterpriseId: enterprise.id, policyIds: [id], asOf };
      const [verdict] = (await matchPolicies(deps, query)).verdicts;
      return [verdict?.verdict, verdict?.conditions[0]?.facts[0]?.value, verdict?.conditions[0]?.expected];
    };
    expect(await on('2026-01-31', 'i-versions')).toEqual(['unknown', undefined, '≤ 300 人']);
    // 23:59 of 1 February in the city.
    expect(await on('2026-02-01', 'i-versions')).toEqual(['eligible', 8, '≤ 300 人']);
    expect(await on('2026-07-15', 'i-versions')).toEqual(['eligible', 8, '≤ 10 人']);
    expect(await on('2026-08-03', 'i-versions')).toEqual(['ineligible', 400, '≤ 10 人']);
    expect(await on('2026-11-22', 'a-people')).toEqual(['ineligible', 400, '≤ 300 人']);
  });
});
