import { beforeAll, describe, expect, it } from 'vitest';

import { chooseFact, chooseFacts, isAuthoritative, type FactRow } from '~/knowledge/enterprises/choose-fact';
import { disputeFact } from '~/knowledge/enterprises/dispute-fact.server';
import { exact } from '~/knowledge/enterprises/exact-number';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { loadFacts } from '~/knowledge/enterprises/load-facts.server';
import { recordFacts, recordStatedFact } from '~/knowledge/enterprises/record-facts.server';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

const row = (part: Partial<FactRow>): FactRow => ({
  key: 'staff.count',
  period: '',
  value: 1 > 0,
  sourceKind: 'registry',
  observedAt: '2026-01-01',
  recordedAt: '2026-01-01T00:00:00Z',
  ...part,
});
const at = '2026-11-22';

describe('which record counts', () => {
  it('an authority’s before a submission before a statement, then the newest', () => {
    const registry = row({ sourceKind: 'registry', observedAt: '2025-01-01' });
    const certificate = row({ sourceKind: 'certificate', observedAt: '2025-06-01' });
    const submission = row({ sourceKind: 'submission', observedAt: '2026-02-01' });
    const stated = row({ sourceKind: 'stated', observedAt: '2026-11-01' });
    expect(chooseFact([stated, registry, submission, certificate], at)).toBe(certificate);
    expect(chooseFact([stated, submission], at)).toBe(submission);
    expect(chooseFact([], at)).toBeNull();
    const later = row({ recordedAt: '2026-01-02T00:00:00Z' });
    expect(chooseFact([row({}), later], at)).toBe(later);
    expect([registry, stated].map(({ sourceKind }) => isAuthoritative(sourceKind))).toEqual([true, false]);
    expect(isAuthoritative(undefined)).toBe(false);
  });

  it('an expired record gives way only to what was observed after it expired', () => {
    const expired = row({ sourceKind: 'certificate', validUntil: '2026-05-31' });
    expect(chooseFact([expired, row({ sourceKind: 'stated', observedAt: '2026-05-01' })], at)).toBe(expired);
    const since = row({ sourceKind: 'stated', observedAt: '2026-06-01' });
    expect(chooseFact([expired, since], at)).toBe(since);
    expect(chooseFact([expired, since], '2026-05-31')).toBe(expired);
  });

  it('four quarters of an authority outdo a stated year', () => {
    const quarters = [1, 2, 3, 4].map((quarter) => row({ period: `2025Q${quarter}`, value: exact(8) }));
    const stated = row({ period: '2025', sourceKind: 'stated', value: exact(9) });
    const periods = (rows: FactRow[]) => [...(chooseFacts(rows, at).get('staff.count')?.keys() ?? [])].sort();
    expect(periods([...quarters, stated])).toEqual(['2025Q1', '2025Q2', '2025Q3', '2025Q4']);
    expect(periods([...quarters.slice(1), stated])).toContain('2025');
    expect(periods([...quarters, row({ period: '2025' })])).toContain('2025');
  });
});

describe('facts in the database', () => {
  const { db } = useDatabase();
  const now = new Date('2026-11-22T02:00:00Z');
  let reader: Reader;
  let enterpriseId: string;

  beforeAll(async () => {
    const person = await db.person.create({ data: { loginName: 'lin', name: '林经办' } });
    const enterprise = await db.enterprise.create({
      data: { creditCode: '91330100799655058B', name: '智造' },
    });
    enterpriseId = enterprise.id;
    reader = {
      ...anonymousReader,
      kind: 'person',
      personId: person.id,
      name: '林经办',
      enterpriseId,
      enterpriseIds: [enterpriseId],
    };
  });

  const state = (key: string, value: unknown, period = '', by = reader) =>
    db.$transaction((tx) => recordStatedFact(tx, { reader: by, enterpriseId, key, value, period, at: now }));
  const value = async (key: string, period = '') =>
    (await loadFacts(db, enterpriseId, at)).get(key)?.get(period);

  it('keeps a statement with its source, and an audit entry', async () => {
    const id = await state('rd.expense', '2480000', '2025');
    expect(await value('rd.expense', '2025')).toMatchObject({
      value: exact(2_480_000),
      sourceKind: 'stated',
      source: '林经办',
    });
    expect((await db.fact.findUniqueOrThrow({ where: { id } })).value).toBe('2480000');
    expect(await db.auditEntry.findFirst({ where: { action: 'fact.stated', subjectId: id } })).toMatchObject({
      enterpriseId,
    });
  });

  it('an authority’s record goes before it, and the history stays', async () => {
    await state('credit.abnormal', true);
    await db.$transaction((tx) =>
      recordFacts(tx, {
        enterpriseId,
        facts: [
          {
            key: 'credit.abnormal',
            value: false,
            source: '市场监管局',
            sourceKind: 'registry',
            observedAt: new Date('2020-01-01'),
          },
        ],
      }),
    );
    expect(await value('credit.abnormal')).toMatchObject({
      value: false,
      source: '市场监管局',
      observedAt: '2020-01-01',
    });
    expect(await db.fact.count({ where: { key: 'credit.abnormal' } })).toBe(2);
  });

  it('refuses what can not be, and names it', async () => {
    await expect(state('staff.count', -3, '2025')).rejects.toMatchObject({
      fields: { 'staff.count.2025': expect.stringContaining('负') as string },
    });
    await expect(state('staff.count', 3)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(state('staff.count', 3, '2025Q9')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(state('no.such', 3)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(state('rd.expense', 1, '2025', anonymousReader)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await db.fact.count({ where: { key: 'staff.count' } })).toBe(0);
  });

  it('a department’s own fact is known, and one that it reserves is not for the firm to state', async () => {
    const label = { zh: '信用分', en: 'Credit score' };
    const definition = {
      key: 'credit.points',
      group: 'credit',
      label,
      type: 'count',
      authority: label,
      question: label,
      stateable: false,
    };
    await db.factDefinition.create({ data: { key: 'credit.points', definition } });
    expect((await loadCatalogue(db)).get('credit.points')?.type).toBe('count');
    await expect(state('credit.points', 3)).rejects.toMatchObject({
      fields: { 'credit.points': expect.stringContaining('记录为准') as string },
    });
  });

  it('a value that no longer fits its definition is unknown', async () => {
    await db.fact.create({
      data: {
        enterpriseId,
        key: 'ip.class1',
        value: 'many',
        source: 'x',
        sourceKind: 'registry',
        observedAt: now,
      },
    });
    await db.fact.create({
      data: {
        enterpriseId,
        key: 'gone.fact',
        value: 1,
        source: 'x',
        sourceKind: 'registry',
        observedAt: now,
      },
    });
    expect(await value('ip.class1')).toBeUndefined();
    expect(await value('gone.fact')).toBeUndefined();
  });

  it('a dispute leaves the fact as it is, and there is one at a time', async () => {
    const raise = (claimedValue: unknown, reason: string, key = 'credit.abnormal', by = reader) =>
      db.$transaction((tx) =>
        disputeFact(tx, { reader: by, enterpriseId, key, period: '', claimedValue, reason, at: now }),
      );
    await expect(raise('no', '短')).rejects.toMatchObject({
      fields: { claimedValue: expect.any(String) as string, reason: expect.any(String) as string },
    });
    await expect(raise(true, '字'.repeat(1001))).rejects.toMatchObject({
      fields: { reason: expect.stringContaining('1000') as string },
    });
    await expect(raise(true, '我们已经移出名录', 'credit.dishonest')).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(raise(true, '我们已经移出名录', 'credit.abnormal', anonymousReader)).rejects.toMatchObject({
      code: 'not-found',
    });
    const id = await raise(true, '我们已经移出名录');
    expect(await db.factDispute.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'open',
      claimedValue: true,
    });
    expect(await value('credit.abnormal')).toMatchObject({ value: false });
    await expect(raise(true, '我们已经移出名录')).rejects.toMatchObject({ code: 'conflict' });
  });
});
