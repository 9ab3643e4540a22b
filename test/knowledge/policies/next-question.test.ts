import { describe, expect, it } from 'vitest';

import { builtInCatalogue, builtInFacts, makeCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { chooseNextQuestion, type OpenPolicy } from '~/knowledge/policies/next-question';

const open = (policyId: string, amountYuan: number, ...keys: string[]): OpenPolicy => ({
  policyId,
  amountYuan,
  factsDecide: keys.length === 1,
  missing: keys.map((key) => ({ key, period: builtInCatalogue.get(key)?.periods.length ? '2025' : '' })),
});
const choose = (policies: OpenPolicy[], options = {}) =>
  chooseNextQuestion(policies, builtInCatalogue, options);

describe('the next question', () => {
  it('is the one that alone decides most policies', () => {
    const policies = [
      open('a', 0, 'staff.technical'),
      open('b', 0, 'staff.technical'),
      open('c', 9e9, 'ip.class1'),
      open('d', 0, 'cost.annual', 'ip.class1'),
    ];
    expect(choose(policies)).toMatchObject({
      fact: 'staff.technical',
      period: '2025',
      question: '截至 2025 年末，贵公司有多少名科技人员？',
      unit: '人',
      unlocks: ['a', 'b'],
      decides: true,
    });
  });

  it('goes by the money among equals, then by how many it concerns, then by the catalogue', () => {
    expect(choose([open('a', 10, 'ip.class1'), open('b', 20, 'ip.class2')])?.fact).toBe('ip.class2');
    expect(
      choose([open('a', 0, 'ip.class1'), open('b', 0, 'ip.class2'), open('c', 0, 'ip.class2', 'cost.annual')])
        ?.fact,
    ).toBe('ip.class2');
    expect(choose([open('a', 0, 'ip.class2'), open('b', 0, 'ip.class1')])?.fact).toBe('ip.class1');
  });

  it('brings policies nearer where none can be decided', () => {
    expect(
      choose([open('a', 0, 'ip.class1', 'cost.annual'), open('b', 0, 'cost.annual', 'ip.core')]),
    ).toMatchObject({
      fact: 'cost.annual',
      unlocks: ['a', 'b'],
      decides: false,
    });
  });

  it('leaves out what was put off and what only an authority may say', () => {
    expect(
      choose([open('a', 0, 'ip.class1'), open('b', 0, 'ip.class2')], { skip: new Set(['ip.class1']) })?.fact,
    ).toBe('ip.class2');
    const strict = makeCatalogue(
      builtInFacts.map((fact) => (fact.key === 'ip.class1' ? { ...fact, stateable: false } : fact)),
    );
    expect(chooseNextQuestion([open('a', 0, 'ip.class1')], strict)).toBeNull();
    expect(choose([])).toBeNull();
  });

  it('offers replies, in the language asked for', () => {
    expect(choose([open('a', 0, 'credit.dishonest')], { locale: 'en' })?.replies).toEqual([
      { label: 'Yes', value: true },
      { label: 'No', value: false },
    ]);
    expect(choose([open('a', 0, 'registration.type')])?.replies).toHaveLength(4);
    expect(choose([open('a', 0, 'tax.taxpayer-type')])?.replies.map(({ value }) => value)).toEqual([
      'general',
      'small-scale',
    ]);
  });

  it('asks for the quarter that is missing', () => {
    const policy: OpenPolicy = {
      policyId: 'a',
      amountYuan: 0,
      factsDecide: true,
      missing: [{ key: 'staff.count', period: '2025Q3' }],
    };
    expect(choose([policy])?.question).toBe('2025 年第 3 季度，贵公司平均有多少名从业人员？');
    expect(choose([policy], { locale: 'en' })?.question).toContain('quarter 3 of 2025');
  });

  it('goes by what the answers of similar firms would settle, where they are known', () => {
    const decided = { verdict: 'eligible' as const, open: 0, amountYuan: 0 };
    const unlikely = {
      ...open('a', 900_000, 'ip.class1'),
      tryAnswer: () => ({ ...decided, verdict: 'ineligible' as const }),
    };
    const likely = {
      ...open('b', 200_000, 'ip.class2'),
      tryAnswer: () => ({ ...decided, amountYuan: 200_000 }),
    };
    const answersOf = () => [{ value: 1, share: 1 }];
    expect(choose([unlikely, likely])?.fact).toBe('ip.class1');
    expect(choose([unlikely, likely], { answersOf })).toMatchObject({
      fact: 'ip.class2',
      why: { policies: 1, mostYuan: 200_000, others: 1 },
    });
  });
});
