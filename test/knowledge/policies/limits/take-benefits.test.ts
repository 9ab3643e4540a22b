import { beforeAll, describe, expect, test } from 'vitest';

import { matchPolicies } from '~/knowledge/policies/match-policies.server';
import {
  keepBenefits,
  LimitSpentError,
  releaseBenefits,
  takeBenefits,
} from '~/knowledge/policies/limits/take-benefits.server';
import { findOpportunities } from '~/knowledge/policies/opportunities/find-opportunities.server';
import { openOpportunityJudge } from '~/knowledge/policies/opportunities/opportunity-judge.server';
import { useDatabase } from '~/test/setup/database';

import { memberOf, openGrantCity } from '../grants/grant-city';

const database = useDatabase();
const { db } = database;
const city = openGrantCity(database);
const at = new Date('2026-11-02T02:00:00Z');
const label = { zh: '合计' };
const fund = { kind: 'budget', id: 'fund', label, yuan: '500000', source: 's' };

const take = (enterpriseId: string, policyId: string | null, caseId: string, formId = 'none') =>
  db.$transaction((tx) => takeBenefits(tx, { policyId, formId, enterpriseId, caseId }, at));
const verdictOf = async (enterpriseId: string, policyId: string, asOf?: string) => {
  const query = { reader: memberOf(enterpriseId), enterpriseId, policyIds: [policyId] };
  const { verdicts } = await matchPolicies(city.deps, { ...query, ...(asOf && { asOf }) });
  return verdicts[0];
};

beforeAll(async () => {
  await city.publish('once', { channel: 'on-application', limits: [{ kind: 'once', source: 's' }] });
  await city.publish('funded', { channel: 'on-application', limits: [fund] });
  await city.publish('free', { channel: 'on-application' });
  await db.policyVersion.updateMany({ where: { policyId: 'once' }, data: { formId: 'form' } });
  for (const id of ['a', 'b', 'c']) await city.addFirm(id);
});

describe('applications and yearly limits', () => {
  test('an application holds the year, with the amount that it is for', async () => {
    await take('a', 'once', 'case-1');
    expect(await db.benefitUse.findMany()).toMatchObject([
      { policyId: 'once', year: '2026', on: '2026-11-02', fen: 30000000n, state: 'held', caseId: 'case-1' },
    ]);
    await expect(take('a', null, 'case-2', 'form')).rejects.toThrow(LimitSpentError);
    expect(await db.benefitUse.count()).toBe(1);
  });

  test('a correction of the same case passes, and another firm does', async () => {
    await take('a', 'once', 'case-1');
    await take('b', 'once', 'case-3');
    expect(await db.benefitUse.count()).toBe(2);
  });

  test('the refusal names what it was used up by', async () => {
    await expect(take('a', 'once', 'case-2')).rejects.toMatchObject({
      code: 'limit-spent',
      current: { kind: 'once', uses: [{ title: '政策 once', on: '2026-11-02' }] },
    });
  });

  test('the verdict says so with day and amount; other firms, and days before, aren’t touched', async () => {
    const shown = await verdictOf('a', 'once');
    expect(shown).toMatchObject({ shown: 'ineligible', conditions: [{}, {}, { id: 'limit-once' }] });
    expect(shown?.conditions.at(-1)?.facts).toMatchObject([
      { text: '已申报，30 万元', observedAt: '2026-11-02' },
    ]);
    expect(await verdictOf('c', 'once')).toMatchObject({ shown: 'eligible' });
    expect((await verdictOf('a', 'once', '2026-11-01'))?.conditions.at(-1)).toMatchObject({ result: 'met' });
  });

  test('approved it stays, withdrawn or refused it is free again', async () => {
    await db.$transaction((tx) => keepBenefits(tx, 'case-3'));
    await db.$transaction((tx) => releaseBenefits(tx, 'case-1'));
    expect(await db.benefitUse.findMany()).toMatchObject([{ enterpriseId: 'b', state: 'granted' }]);
    await take('a', 'once', 'case-2');
  });

  test('a budget is shared by firms, and spent for all of them', async () => {
    await take('a', 'funded', 'case-4');
    await take('b', 'funded', 'case-5');
    await expect(take('c', 'funded', 'case-6')).rejects.toMatchObject({ kind: 'budget' });
    expect(await verdictOf('c', 'funded')).toMatchObject({ shown: 'ineligible' });
  });

  test('a policy without limits is kept in mind, and refuses nobody', async () => {
    await take('a', 'free', 'case-7');
    await take('a', 'free', 'case-8');
    expect(await db.benefitUse.count({ where: { policyId: 'free' } })).toBe(2);
  });

  test('what a firm had this year is no news to it, though it would qualify', async () => {
    const opportunityJudge = openOpportunityJudge();
    const tell = () => Promise.resolve(0);
    const deps = { db, now: () => at, databaseFile: database.file, opportunityJudge, tell };
    await findOpportunities(deps, {
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
    });
    await opportunityJudge.close();
    const found = await db.opportunity.findMany({ where: { policyId: 'once' } });
    expect(found.map(({ enterpriseId }) => enterpriseId)).toEqual(['c']);
  });
});
