import { prepareRule, type PreparedGroup } from '~/knowledge/policies/prepare-rule';
import { makeRuleContext } from '~/knowledge/policies/rule-context';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';

import { at } from './make-population';

/** The thresholds of one policy of the bench; its shape is the same for all: seven conditions, one choice of two. */
export interface Thresholds {
  staff: number;
  income: number;
  assets: number;
  research: number;
  technical: number;
  founded: string;
  layoff: number;
}

/** So many policies with thresholds of their own. */
export function makeThresholds(count: number, random: () => number): Thresholds[] {
  return Array.from({ length: count }, () => ({
    staff: 20 + Math.floor(random() * 980),
    income: 500_000 + Math.floor(random() * 5_000_000),
    assets: 5_000_000 + Math.floor(random() * 100_000_000),
    research: 100_000 + Math.floor(random() * 2_000_000),
    technical: 2 + Math.floor(random() * 60),
    founded: `${2005 + Math.floor(random() * 20)}-01-01`,
    layoff: Math.floor(20 + random() * 150) / 1000,
  }));
}

/** The rule as it is stored. */
export function ruleOf(t: Thresholds): RuleGroup {
  return {
    combinator: 'and',
    rules: [
      { field: 'staff.count', operator: '<=', value: t.staff },
      { field: 'tax.taxable-income', operator: '<=', value: t.income },
      { field: 'assets.total', operator: '<=', value: t.assets },
      {
        combinator: 'or',
        rules: [
          { field: 'rd.expense', operator: '>=', value: t.research },
          { field: 'staff.technical', operator: '>=', value: t.technical },
        ],
      },
      { field: 'registration.date', operator: 'before', value: t.founded },
      { field: 'staff.layoff-rate', operator: '<=', value: t.layoff },
    ],
  };
}

/** The rule made ready for the bench's day. */
export function prepareBenchRule(t: Thresholds): PreparedGroup {
  return prepareRule(ruleOf(t), makeRuleContext(at));
}
