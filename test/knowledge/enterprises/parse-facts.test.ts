import { describe, expect, it } from 'vitest';

import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { parseFacts } from '~/knowledge/enterprises/parse-facts';

const context = { catalogue: builtInCatalogue, derivedKeys: new Set(['size']), asOf: '2026-11-22' };
const parse = (facts: Record<string, unknown>, asOf = context.asOf) =>
  parseFacts(facts, { ...context, asOf });
const problemsOf = (facts: Record<string, unknown>) => Object.keys(parse(facts).problems);

describe('values that fit', () => {
  it.each([
    ['credit.code', '91330100799655058B'],
    ['registration.date', '2024-02-29'],
    ['registration.status', 'active'],
    ['registration.capital', '1000000.50'],
    ['tax.taxable-income', -5],
    ['region.code', '359900'],
    ['industry.code', 'I65'],
    ['staff.layoff-rate', 0.055],
    ['staff.layoff-rate', '1'],
    ['market.years', 2.5],
    ['credit.abnormal', false],
    ['staff.count', 0],
  ])('%s takes %j', (key, value) => {
    expect(problemsOf({ [key]: value })).toEqual([]);
  });
});

describe('values that can not be are named by their key', () => {
  it.each([
    ['credit.code', '91330100799655058A'],
    ['registration.date', '2023-02-29'],
    ['registration.date', '2024-1-1'],
    ['registration.status', 'alive'],
    ['staff.count', -3],
    ['staff.count', 3.5],
    ['staff.count', '86'],
    ['staff.count', 'many'],
    ['assets.total', 0.1],
    ['assets.total', 2 ** 53],
    ['assets.total', '1e7'],
    ['assets.total', -1],
    ['revenue.annual', '1,000'],
    ['staff.layoff-rate', 5.5],
    ['staff.layoff-rate', -0.1],
    ['staff.layoff-rate', 'low'],
    ['market.years', -1],
    ['market.years', true],
    ['credit.abnormal', 'no'],
    ['credit.abnormal', 0],
    ['region.code', '3301'],
    ['industry.code', '6513'],
    ['industry.code', 'I9999'],
    ['registration.name', 7],
    ['registration.name', '  '],
    ['registration.name', ''],
    ['staff.count', ''],
    ['staff.count', null],
    ['staff.count', undefined],
    ['staff.count', {}],
    ['staff.count', [86]],
    ['staff.insured', { '2025': 3 }],
    ['staff.employees', 86],
    ['size', 'small'],
  ])('%s refuses %j', (key, value) => {
    expect(problemsOf({ [key]: value })).toEqual([key]);
  });

  it('says that a derived fact is computed', () => {
    expect(parse({ size: 'small' }).problems.size).toContain('计算');
  });

  it('names the period of a wrong value in it', () => {
    expect(problemsOf({ 'staff.count': { '2025': -1 } })).toEqual(['staff.count.2025']);
    expect(problemsOf({ 'staff.count': { '2025Q5': 1 } })).toEqual(['staff.count.2025Q5']);
    expect(problemsOf({ 'staff.count': { '': 1 } })).toEqual(['staff.count.']);
  });

  it('takes one granularity a fact, and quarters only where they belong', () => {
    expect(problemsOf({ 'staff.count': { '2024': 1, '2025Q1': 1 } })).toEqual(['staff.count']);
    expect(problemsOf({ 'revenue.annual': { '2025Q1': 1 } })).toEqual(['revenue.annual.2025Q1']);
  });

  it('keeps the other facts', () => {
    const { facts, problems } = parse({ 'staff.count': -3, 'credit.abnormal': false });
    expect([...facts.keys()]).toEqual(['credit.abnormal']);
    expect(Object.keys(problems)).toEqual(['staff.count']);
  });
});

describe('periods', () => {
  it('a bare value stands for the calendar year before the day', () => {
    expect([...(parse({ 'staff.count': 86 }).facts.get('staff.count')?.keys() ?? [])]).toEqual(['2025']);
    expect([...(parse({ 'staff.count': 86 }, '2026-01-01').facts.get('staff.count')?.keys() ?? [])]).toEqual([
      '2025',
    ]);
    expect([...(parse({ 'staff.count': 86 }, '2025-12-31').facts.get('staff.count')?.keys() ?? [])]).toEqual([
      '2024',
    ]);
  });

  it('a quarter may be the mean of an opening and a closing count', () => {
    expect(problemsOf({ 'staff.count': { '2025Q1': 80.5 } })).toEqual([]);
    expect(problemsOf({ 'staff.count': { '2025Q1': 80.3 } })).toEqual(['staff.count.2025Q1']);
  });
});
