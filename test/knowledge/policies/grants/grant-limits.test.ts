import { beforeAll, describe, expect, test } from 'vitest';

import { excludeFirm, proposeBatch } from '~/knowledge/policies/grants/decide-batch.server';
import { getBatch } from '~/knowledge/policies/grants/get-batch.server';
import { useDatabase } from '~/test/setup/database';

import { openGrantCity, staff } from './grant-city';

const database = useDatabase();
const { db } = database;
const city = openGrantCity(database);
const words = { zh: '同一事项' };
const exclusive = { bonds: [{ kind: 'exclusive', id: 'award', label: words, source: 's' }] };

beforeAll(async () => {
  await city.publish('small-sum', {
    limits: [{ kind: 'sum', id: 'year', label: words, yuan: '400000.5', source: 's' }],
  });
  await city.publish('same-sum', {
    limits: [{ kind: 'sum', id: 'year', label: words, yuan: '400000.5', source: 's' }],
  });
  await city.publish('award-a', exclusive);
  await city.publish('award-b', exclusive);
  await city.publish('budgeted', {
    limits: [{ kind: 'budget', id: 'fund', label: words, yuan: '700000', source: 's' }],
  });
  await city.publish('places', { quota: { slots: 2, per: 'year', source: 's' } });
  for (const id of ['a', 'b', 'c']) await city.addFirm(id);
});

const run = async (policyId: string) => {
  const batchId = await city.list(policyId);
  await city.announce(batchId, 1);
  return batchId;
};

describe('limits of grants', () => {
  test('a sum a year over policies leaves what is left, to the fen, then nothing', async () => {
    const one = await run('small-sum');
    city.at('2026-11-05');
    await city.settle();
    expect((await city.itemOf(one, 'a')).grantedYuan).toBe('300000');
    const two = await city.list('same-sum');
    expect(await city.itemOf(two, 'a')).toMatchObject({
      state: 'listed',
      yuan: '100000.5',
      reason: { code: 'cut', params: { from: '300000', to: '100000.5' } },
    });
    await city.announce(two, 1);
    city.at('2026-11-10');
    await city.settle();
    expect((await city.itemOf(two, 'a')).grantedYuan).toBe('100000.5');
  });

  test('who has a benefit of an exclusive group is left out of the other, with the reason', async () => {
    // Both lists are open at once: the first that is granted stands.
    const [one, two] = [await run('award-a'), await run('award-b')];
    city.at('2026-11-20');
    await city.settle();
    expect(await city.statesOf(one)).toEqual({ a: 'granted', b: 'granted', c: 'granted' });
    expect(await city.itemOf(two, 'b')).toMatchObject({
      state: 'left-out',
      reason: { code: 'exclusive', params: { policy: '政策 award-a', date: '2026-11-20', yuan: '300000' } },
    });
    expect(await db.notice.count({ where: { kind: 'grant-left-out', enterpriseId: 'b' } })).toBe(1);
  });

  test('a list beyond the budget can’t be handed in; what a race leaves of it goes to the first', async () => {
    const batchId = await city.list('budgeted');
    const { revision, sums } = await getBatch(city.deps, staff('first'), { batchId, page: 1 });
    expect(sums).toMatchObject({ listedYuan: '900000', budgetYuan: '700000', problems: ['budget'] });
    const deed = { batchId, revision, objectionDays: 1 };
    await expect(proposeBatch(city.deps, staff('first'), deed)).rejects.toMatchObject({
      fields: { batch: expect.stringContaining('资金余额') as string },
    });
    const { id } = await city.itemOf(batchId, 'c');
    await excludeFirm(city.deps, staff('first'), { itemId: id, exclude: true, reason: '资金不足' });
    await city.announce(batchId, 1);
    await db.benefitUse.create({
      data: {
        ...{
          enterpriseId: 'c',
          policyId: 'budgeted',
          departmentId: 'industry',
          year: '2026',
          on: '2026-11-20',
        },
        ...{ fen: 20000000n, state: 'held', groups: [], budget: 'fund', at: new Date(), caseId: 'case' },
      },
    });
    city.at('2026-11-25');
    await city.settle();
    expect(await city.statesOf(batchId)).toEqual({ a: 'granted', b: 'left-out', c: 'excluded' });
    expect((await city.itemOf(batchId, 'b')).reason).toMatchObject({ code: 'budget' });
  });

  test('places are taken with the grant: a list beyond them can’t be handed in, and no more than they win', async () => {
    const batchId = await city.list('places');
    const page = await getBatch(city.deps, staff('first'), { batchId, page: 1 });
    expect(page.sums).toMatchObject({ places: 2, problems: ['places'] });
    const { id } = await city.itemOf(batchId, 'a');
    await excludeFirm(city.deps, staff('first'), { itemId: id, exclude: true, reason: '名额不足' });
    await city.announce(batchId, 1);
    const slot = { policyId: 'places', period: '2026', number: 1, enterpriseId: 'a', caseId: 'x' };
    await db.quotaSlot.create({ data: { ...slot, takenAt: new Date() } });
    city.at('2026-11-30');
    await city.settle();
    expect(await city.statesOf(batchId)).toEqual({ a: 'excluded', b: 'granted', c: 'left-out' });
    expect(await db.quotaSlot.count({ where: { policyId: 'places' } })).toBe(2);
  });

  test('two runs at the same time grant each firm once', async () => {
    await city.publish('raced');
    const batchId = await run('raced');
    city.at('2026-12-04');
    await Promise.all([city.settle(), city.settle(), city.settle()]);
    expect(await city.statesOf(batchId)).toEqual({ a: 'granted', b: 'granted', c: 'granted' });
    expect(await db.benefitUse.count({ where: { policyId: 'raced' } })).toBe(3);
    expect(await db.fact.count({ where: { key: 'benefit.raced' } })).toBe(3);
  });

  test('a disputed fact, an application under way and another open batch each keep a firm out', async () => {
    await city.publish('careful');
    // By now the first records are too old to be granted on.
    for (const id of ['a', 'b', 'c']) {
      await city.record(id, 'staff.insured', 20);
      await city.record(id, 'credit.abnormal', false);
    }
    await db.factDispute.create({
      data: { enterpriseId: 'a', key: 'staff.insured', claimedValue: 3, reason: '不对', personId: 'p-a' },
    });
    await db.benefitUse.create({
      data: {
        ...{
          enterpriseId: 'b',
          policyId: 'careful',
          departmentId: 'industry',
          year: '2026',
          on: '2026-12-01',
        },
        ...{ state: 'held', groups: [], at: new Date(), caseId: 'case-b' },
      },
    });
    const one = await city.list('careful');
    const reasons = await db.grantItem.findMany({
      where: { batchId: one },
      orderBy: { enterpriseId: 'asc' },
    });
    expect(reasons.map(({ reason }) => (reason as { code: string } | null)?.code)).toEqual([
      'disputed',
      'applied',
      undefined,
    ]);
    await city.announce(one, 5);
    const two = await city.list('careful');
    expect((await city.itemOf(two, 'c')).reason).toEqual({
      code: 'other-batch',
      params: { number: (await db.grantBatch.findUniqueOrThrow({ where: { id: one } })).number },
    });
  });
});
