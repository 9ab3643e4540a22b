import { describe, expect, it } from 'vitest';

import { checkDerivedFacts } from '~/knowledge/enterprises/check-derived-facts';
import { derivedFactSchema, type DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';
import { builtInDerived } from '~/knowledge/enterprises/derived-catalogue';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';

import { derive } from './derive';

const rdShare: DerivedFactInput = {
  key: 'rd.share',
  type: 'share',
  formula: {
    kind: 'ratio',
    numerator: 'rd.expense',
    denominator: 'sales.annual',
    years: { count: 3, since: 'registration.date' },
  },
};

describe('the mean of a year', () => {
  const quarters = { '2025Q1': 10, '2025Q2': 20.5, '2025Q3': 30, '2025Q4': 40 };
  it('is that of its four quarters, exactly', () => {
    expect(derive('staff.count', { 'staff.count': quarters })).toEqual({ value: '25.125' });
  });

  it('needs all four', () => {
    const { '2025Q4': _last, ...three } = quarters;
    expect(derive('staff.count', { 'staff.count': three })).toEqual({ missing: ['staff.count'] });
  });

  it('never takes an older period', () => {
    expect(derive('staff.count', { 'staff.count': { '2024': 10 } })).toEqual({ missing: ['staff.count'] });
    expect(derive('staff.count', { 'staff.count': { '2026Q1': 10 } })).toEqual({ missing: ['staff.count'] });
    expect(derive('staff.count', { 'staff.count': { '2024': 10 } }, { asOf: '2025-06-01' })).toEqual({
      value: '10',
    });
  });
});

describe('ratio', () => {
  const years = { '2023': 100, '2024': 100, '2025': 100 };
  it('takes three years together', () => {
    const raw = {
      'registration.date': '2015-01-01',
      'rd.expense': { '2023': 1, '2024': 2, '2025': 3 },
      'sales.annual': years,
    };
    expect(derive(rdShare, raw)).toEqual({ value: '0.02' });
  });

  it('takes the years of business of a younger firm', () => {
    const raw = {
      'registration.date': '2024-07-01',
      'rd.expense': { '2024': 2, '2025': 4 },
      'sales.annual': years,
    };
    expect(derive(rdShare, raw)).toEqual({ value: '0.03' });
  });

  it('is unknown without one of the years, without the date, and without a complete year', () => {
    const raw = {
      'registration.date': '2015-01-01',
      'rd.expense': { '2024': 2, '2025': 4 },
      'sales.annual': years,
    };
    expect(derive(rdShare, raw)).toEqual({ missing: ['rd.expense'] });
    const full = { 'rd.expense': years, 'sales.annual': years };
    expect(derive(rdShare, full)).toEqual({ missing: ['registration.date'] });
    expect(derive(rdShare, { ...full, 'registration.date': '2026-02-01' })).toEqual({});
  });

  it('is no figure where nothing was sold', () => {
    const share: DerivedFactInput = {
      key: 'share',
      type: 'share',
      formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'sales.annual' },
    };
    expect(derive(share, { 'rd.expense': 5, 'sales.annual': 0 })).toEqual({});
    expect(derive(share, { 'rd.expense': 5, 'sales.annual': 40 })).toEqual({ value: '0.125' });
  });
});

describe('the other formulas', () => {
  const sales = { 'sales.annual': { '2024': 200, '2025': 250 }, 'cost.annual': 100 };
  const make = (formula: unknown): DerivedFactInput => ({
    key: 'made',
    type: 'money',
    formula: formula as DerivedFactInput['formula'],
  });

  it.each([
    [{ kind: 'sum', of: ['sales.annual', 'cost.annual'] } as const, '350'],
    [{ kind: 'sum', of: ['sales.annual'], years: 2 } as const, '450'],
    [{ kind: 'mean', of: ['sales.annual'], years: 2 } as const, '225'],
    [{ kind: 'growth', of: 'sales.annual' } as const, '0.25'],
    [{ kind: 'difference', minuend: 'sales.annual', subtrahend: 'cost.annual' } as const, '150'],
    [
      {
        kind: 'difference',
        minuend: 'sales.annual',
        subtrahend: { key: 'sales.annual', yearsBack: 1 },
      } as const,
      '50',
    ],
    [{ kind: 'best', of: ['sales.annual', 'cost.annual'] } as const, '250'],
    [{ kind: 'best', of: ['sales.annual', 'cost.annual'], pick: 'lowest' } as const, '100'],
  ])('%j comes to %s', (formula, value) => {
    expect(derive(make(formula), sales)).toEqual({ value });
  });

  it('arithmetic on an unknown is unknown', () => {
    for (const formula of [
      { kind: 'sum', of: ['sales.annual', 'rd.expense'] } as const,
      { kind: 'mean', of: ['rd.expense'], years: 2 } as const,
      { kind: 'growth', of: 'rd.expense' } as const,
      { kind: 'difference', minuend: 'sales.annual', subtrahend: 'rd.expense' } as const,
    ]) {
      expect(derive(make(formula), sales)).toEqual({ missing: ['rd.expense'] });
    }
  });

  it('growth from nothing is no figure', () => {
    expect(
      derive(make({ kind: 'growth', of: 'sales.annual' }), { 'sales.annual': { '2024': 0, '2025': 5 } }),
    ).toEqual({});
  });

  it('the best of several is at least the best that is known', () => {
    const best = { kind: 'best', of: ['sales.annual', 'rd.expense'] } as const;
    expect(derive(make(best), sales)).toEqual({ low: '250', missing: ['rd.expense'] });
    expect(derive(make({ ...best, pick: 'lowest' }), sales)).toEqual({
      high: '250',
      missing: ['rd.expense'],
    });
    expect(derive(make(best), {})).toEqual({ missing: ['sales.annual', 'rd.expense'] });
  });

  it.each([
    ['2025-11-22', 'years', '1'],
    ['2025-11-23', 'years', '0'],
    ['2024-02-29', 'years', '2'],
    ['2026-01-31', 'months', '9'],
    ['2025-11-22', 'days', '365'],
    ['2027-11-22', 'years', '-1'],
  ] as const)('age since %s in %s is %s', (date, unit, value) => {
    const age: DerivedFactInput = {
      key: 'age',
      type: 'number',
      formula: { kind: 'age', of: 'registration.date', in: unit },
    };
    expect(derive(age, { 'registration.date': date })).toEqual({ value });
    expect(derive(age, {})).toEqual({ missing: ['registration.date'] });
    // To the same date it is none, and a second date that nobody knows leaves it open.
    const span = { ...age, formula: { ...age.formula, until: 'registration.date' } } as DerivedFactInput;
    expect(derive(span, { 'registration.date': date })).toEqual({ value: '0' });
  });
});

describe('checking derived facts', () => {
  const check = (...inputs: DerivedFactInput[]) => {
    const own = inputs.map((input) => derivedFactSchema.parse(input));
    const all = new Map([...builtInDerived, ...own.map((item) => [item.key, item] as const)]);
    return checkDerivedFacts(own, all, builtInCatalogue).map(({ key, problem }) => `${key} ${problem}`);
  };
  const sum = (key: string, ...of: string[]): DerivedFactInput => ({
    key,
    type: 'money',
    formula: { kind: 'sum', of },
  });

  it('finds cycles, unknown facts, wrong kinds and keys that are taken', () => {
    expect(check(sum('a', 'b'), sum('b', 'a'))).toEqual(['a depends on itself', 'b depends on itself']);
    expect(check(sum('a', 'sales'))).toEqual(['a reads an unknown fact: sales']);
    expect(check(sum('a', 'registration.date'))).toEqual(['a needs a figure: registration.date']);
    expect(check(sum('staff.count', 'sales.annual'))).toEqual(['staff.count is the key of a fact already']);
    expect(check(sum('a', 'sales.annual'), sum('a', 'cost.annual'))).toEqual(['a is declared twice']);
    expect(check({ key: 'a', type: 'number', formula: { kind: 'age', of: 'staff.count' } })).toEqual([
      'a needs a date: staff.count',
    ]);
    expect(check(rdShare, sum('a', 'rd.expense'))).toEqual([]);
    expect(
      [...builtInDerived.values()].flatMap((item) =>
        checkDerivedFacts([item], builtInDerived, builtInCatalogue),
      ),
    ).toEqual([]);
  });

  it('finds a classification by a figure', () => {
    const formula = {
      kind: 'classify',
      by: 'staff.count',
      classes: ['big', 'other'],
      branches: [{ label: 'x', within: ['A'], minima: [{ of: 'staff.count', atLeast: [1] }] }],
    } as const;
    expect(check({ key: 'a', type: 'code', formula: structuredClone(formula) as never })).toEqual([
      'a needs a code: staff.count',
    ]);
  });
});
