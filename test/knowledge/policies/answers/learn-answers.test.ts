import { beforeAll, describe, expect, it } from 'vitest';

import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';
import { builtInDerived } from '~/knowledge/enterprises/derived-catalogue';
import { exact } from '~/knowledge/enterprises/exact-number';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import type { FactSet } from '~/knowledge/enterprises/fact-set';
import type { FactValue } from '~/knowledge/enterprises/fact-value';
import { openAnswers } from '~/knowledge/policies/answers/find-answers';
import { groupsOf } from '~/knowledge/policies/answers/firm-group';
import { keepAnswers, loadAnswers } from '~/knowledge/policies/answers/keep-answers.server';
import { learnAnswers, type GroupSpread } from '~/knowledge/policies/answers/learn-answers';
import { learnFromPopulation } from '~/knowledge/policies/answers/learn-from-population.server';
import { HeldPopulation } from '~/knowledge/policies/simulation/held-population.server';
import { useDatabase } from '~/test/setup/database';

const at = '2026-11-22';
const database = useDatabase();

const facts = (values: Record<string, FactValue>): FactSet =>
  new Map(
    Object.entries(values).map(([key, value]) => {
      const periods = builtInCatalogue.get(key)?.periods ?? [];
      return [key, new Map([[periods.length > 0 ? '2025' : '', { value }]])];
    }),
  );
const groups = (values: Record<string, FactValue>) =>
  groupsOf(openFactReader(facts(values), { catalogue: builtInCatalogue, derived: builtInDerived, at }));
const firm = (values: Record<string, FactValue>) => ({ groups: groups(values), facts: facts(values) });

describe('groups of similar firms', () => {
  const small = {
    'industry.code': 'I6513',
    'staff.count': exact(50),
    'revenue.annual': exact(20_000_000),
    'region.code': '359902',
  };

  it('go from section, size and district to everyone', () => {
    expect(groups(small)).toEqual(['I/small/359902', 'I/small', 'I', '']);
  });

  it('leave out what isn’t known of the firm', () => {
    expect(groups({ 'industry.code': 'I6513', 'region.code': '359902' })).toEqual(['I', '']);
    expect(groups({ 'region.code': '359902' })).toEqual(['']);
  });
});

describe('what firms answer', () => {
  const many = (n: number, values: (index: number) => Record<string, FactValue>) =>
    Array.from({ length: n }, (_, index) => firm(values(index)));

  it('is learned of groups of twenty at least', () => {
    const firms = [
      ...many(19, () => ({ 'industry.code': 'I6513', 'hightech.field': true })),
      ...many(30, () => ({ 'industry.code': 'C3913', 'hightech.field': false })),
    ];
    const spreads = learnAnswers(firms, builtInCatalogue, at);
    const learned = spreads.filter(({ key }) => key === 'hightech.field').map(({ group }) => group);
    expect(learned.sort()).toEqual(['', 'C']);
    const answersOf = openAnswers(spreads, ['I', '']);
    const yes = answersOf({ key: 'hightech.field', period: '' })?.find(({ value }) => value === true);
    expect(yes?.share).toBeCloseTo(19 / 49);
  });

  it('holds nothing that is confidential or that a firm can’t state', () => {
    const firms = many(40, (index) => ({
      'bank.account': `62220000${index}`,
      'contact.phone': `1380000${1000 + index}`,
    }));
    expect(learnAnswers(firms, builtInCatalogue, at)).toEqual([]);
  });

  it('leaves out what no longer counts, and years long past', () => {
    const old = Array.from({ length: 30 }, () => ({
      groups: [''],
      facts: new Map<string, FactSet extends ReadonlyMap<string, infer Periods> ? Periods : never>([
        ['hightech.field', new Map([['', { value: true, validUntil: '2026-01-01' }]])],
        ['rd.expense', new Map([['2019', { value: exact(1) }]])],
      ]),
    }));
    expect(learnAnswers(old, builtInCatalogue, at)).toEqual([]);
  });

  it('takes the year before for one that nobody has reported yet', () => {
    const spread: GroupSpread = {
      ...{ group: '', key: 'rd.expense', period: '2025', firms: 50 },
      answers: [{ value: '1000', share: 1 }],
    };
    const answersOf = openAnswers([spread], ['']);
    expect(answersOf({ key: 'rd.expense', period: '2026' })).toEqual([{ value: '1000', share: 1 }]);
    expect(answersOf({ key: 'rd.expense', period: '2027' })).toBeNull();
    expect(answersOf({ key: 'ip.class1', period: '' })).toBeNull();
  });
});

describe('what is kept', () => {
  const now = () => new Date(`${at}T03:00:00Z`);
  const codeOf = (row: number) => {
    const first = `91359900MA${String(row).padStart(7, '0')}`;
    return first + creditCodeCheck(first);
  };

  beforeAll(async () => {
    const rows = Array.from({ length: 25 }, (_, row) => `firm-${row}`);
    await database.db.enterprise.createMany({
      data: rows.map((id, row) => ({ id, creditCode: codeOf(row), name: id })),
    });
    const fact = (enterpriseId: string, key: string, value: string | boolean) => ({
      ...{ enterpriseId, key, value, period: '', source: '登记', sourceKind: 'registry' },
      observedAt: new Date('2026-03-01'),
    });
    await database.db.fact.createMany({
      data: rows.flatMap((id, row) => [
        fact(id, 'hightech.field', row < 20),
        fact(id, 'industry.code', 'I6513'),
        fact(id, 'bank.account', `622200000${row}`),
      ]),
    });
  });

  it('follows the facts, is the same when nothing has changed, and is read by the firm’s own groups', async () => {
    const held = new HeldPopulation(database.reader());
    let asked = 0;
    const population = {
      answers: (day: string) => {
        asked += 1;
        held.catchUp();
        return Promise.resolve(learnFromPopulation(held, day));
      },
    };
    const deps = { db: database.db, now, population };
    await keepAnswers(deps);
    await keepAnswers(deps);
    expect(asked).toBe(1);
    const like = facts({ 'industry.code': 'I6599' });
    const answersOf = await loadAnswers(database.db, like, { catalogue: builtInCatalogue, at });
    const yes = answersOf({ key: 'hightech.field', period: '' })?.find(({ value }) => value === true);
    expect(yes?.share).toBeCloseTo(0.8);
    const kept = await database.db.answerSpread.findMany();
    expect(kept.every(({ firms }) => firms >= 20)).toBe(true);
    expect(JSON.stringify(kept)).not.toContain('6222');
    await database.db.fact.create({
      data: {
        ...{ enterpriseId: 'firm-0', key: 'hightech.field', value: false, period: '', source: '登记' },
        ...{ sourceKind: 'registry', observedAt: new Date('2026-11-01') },
      },
    });
    await keepAnswers(deps);
    expect(asked).toBe(2);
  });
});
