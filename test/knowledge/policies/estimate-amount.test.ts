import { describe, expect, it } from 'vitest';

import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import { estimateAmount } from '~/knowledge/policies/estimate-amount';
import type { AmountFormula, PolicyContent } from '~/knowledge/policies/policy-content';
import { makeRuleContext } from '~/knowledge/policies/rule-context';

import { factsOf } from '../enterprises/derive';

const context = makeRuleContext('2026-11-22');
const rd: AmountFormula = {
  kind: 'product',
  of: 'rd.expense',
  factors: [{ rate: '0.08', label: { zh: '补助比例', en: 'rate' }, source: 's1' }],
};
const estimate = (
  amount: PolicyContent['benefit']['amount'],
  raw: Record<string, unknown>,
  locale: 'zh' | 'en' = 'zh',
) => estimateAmount(amount, openFactReader(factsOf(raw), context), context, locale);

describe('an estimate', () => {
  const capped = { kind: 'about' as const, formula: rd, cap: { yuan: '500000', source: 's1' } };

  it('shows its arithmetic', () => {
    expect(estimate(capped, { 'rd.expense': 2_480_000 })).toEqual({
      kind: 'about',
      yuan: 198_400,
      text: '19.84 万元',
      steps: [
        { sign: '', text: '248 万元', label: '2025 年度研发费用' },
        { sign: '×', text: '8%', label: '补助比例', source: 's1' },
        { sign: 'cap', text: '50 万元', label: '上限', source: 's1' },
      ],
      facts: [{ key: 'rd.expense', period: '2025' }],
    });
  });

  it('names the year once, whatever the fact is called', () => {
    const label = { zh: '上年度研发费用', en: 'R&D expense of the year before' };
    const catalogue = new Map([['rd.expense', { ...context.catalogue.get('rd.expense')!, label }]]);
    const named = makeRuleContext('2026-11-22', [], catalogue);
    const facts = openFactReader(factsOf({ 'rd.expense': 2_480_000 }), named);
    expect(estimateAmount(capped, facts, named, 'zh')?.steps[0]?.label).toBe('2025 年度研发费用');
  });

  it('stops at the cap, and speaks English', () => {
    const found = estimate(capped, { 'rd.expense': 9_000_000 }, 'en');
    expect(found).toMatchObject({ yuan: 500_000, text: '500,000 yuan' });
    expect(found?.steps.map(({ label }) => label)).toEqual(['R&D expense, 2025', 'rate', 'at most']);
  });

  it('is never computed from an unknown: the cap stands as the most, or nothing', () => {
    expect(estimate(capped, {})).toMatchObject({ kind: 'up-to', yuan: 500_000, steps: [] });
    expect(estimate({ kind: 'about', formula: rd }, {})).toBeNull();
    expect(estimate(undefined, {})).toBeNull();
  });

  it('is nothing where there is nothing to gain', () => {
    const tax: AmountFormula = {
      kind: 'product',
      of: 'tax.taxable-income',
      factors: [{ rate: '0.2', label: { zh: '差' } }],
    };
    expect(estimate({ kind: 'about', formula: tax }, { 'tax.taxable-income': -5 })).toBeNull();
  });

  it('adds terms and multiplies heads', () => {
    const sum: AmountFormula = {
      kind: 'sum',
      terms: [
        { kind: 'fixed', yuan: '1000.50', label: { zh: '基数' } },
        {
          kind: 'product',
          of: 'staff.insured',
          factors: [
            { rate: '1500', unit: 'yuan', label: { zh: '每人' } },
            { rate: '2', unit: 'times', label: { zh: '月' } },
          ],
        },
      ],
    };
    const found = estimate({ kind: 'exact', formula: sum }, { 'staff.insured': 3 });
    expect(found).toMatchObject({ kind: 'exact', yuan: '10000.5', text: '1.00005 万元' });
    expect(found?.steps.map(({ sign, text }) => `${sign}${text}`)).toEqual([
      '1,000.5 元',
      '+3 人',
      '×1,500 元',
      '×2',
    ]);
    expect(estimate({ kind: 'exact', formula: sum }, {})).toBeNull();
  });

  it('chooses the case that holds, and none past an unknown one', () => {
    const share = (rate: string): AmountFormula => ({
      kind: 'product',
      of: 'rd.expense',
      factors: [{ rate, label: { zh: '比例' } }],
    });
    const large = {
      combinator: 'and' as const,
      rules: [{ field: 'size', operator: '=' as const, value: 'large' }],
    };
    const cases: AmountFormula = {
      kind: 'cases',
      cases: [{ when: large, then: share('0.3') }],
      otherwise: share('0.6'),
    };
    const amount = { kind: 'up-to' as const, formula: cases };
    const firm = { 'rd.expense': 100, 'industry.code': 'I6513', 'revenue.annual': 900_000_000 };
    expect(estimate(amount, { ...firm, 'staff.count': 300 })?.yuan).toBe(30);
    expect(estimate(amount, { ...firm, 'staff.count': 299 })?.yuan).toBe(60);
    expect(estimate(amount, firm)).toBeNull();
    expect(
      estimate(
        { kind: 'up-to', formula: { kind: 'cases', cases: cases.kind === 'cases' ? cases.cases : [] } },
        { ...firm, 'staff.count': 1 },
      ),
    ).toBeNull();
  });
});
