import { describe, expect, test } from 'vitest';

import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { parseFacts } from '~/knowledge/enterprises/parse-facts';
import { judgePolicy } from '~/knowledge/policies/judge-policy';
import type { BenefitUsed } from '~/knowledge/policies/limits/benefit-used';
import { judgeLimits } from '~/knowledge/policies/limits/judge-limits';
import { limitVerdict } from '~/knowledge/policies/limits/limit-verdict';
import { policyContentSchema } from '~/knowledge/policies/policy-content';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';
import { grantContent } from '~/test/knowledge/policies/grants/grant-city';

const at = '2026-11-20';
const label = { zh: '同一事项', en: 'One matter' };
const policyWith = (more: object): PublishedPolicy => ({
  ...{ id: 'p', versionId: 'v', title: '奖励', titleEn: 'Award', departmentId: 'd', department: '工信局' },
  ...{ departmentEn: null, region: '000000', effectiveFrom: '2026-01-01', expiresOn: null, formId: null },
  isSample: false,
  content: policyContentSchema.parse(grantContent(more)),
});
const had = (policyId: string, fen: bigint | null, more: Partial<BenefitUsed> = {}): BenefitUsed => ({
  ...{
    policyId,
    title: '另一项奖励',
    department: '科技局',
    on: '2026-03-01',
    fen,
    state: 'granted',
    groups: [],
  },
  ...more,
});
function judge(
  more: object,
  uses: BenefitUsed[],
  facts: object = {},
  spent = 0n,
  locale: 'zh' | 'en' = 'zh',
) {
  const policy = policyWith(more);
  const given = { 'staff.insured': 20, 'credit.abnormal': false, ...facts };
  const catalogue = builtInCatalogue;
  const parsed = parseFacts(given, { catalogue, derivedKeys: new Set(), asOf: at });
  const judged = judgePolicy(policy, parsed.facts, { at, catalogue, locale });
  return limitVerdict(judged, judgeLimits(policy, uses, spent), locale);
}
const once = { limits: [{ kind: 'once', source: 's' }] };
const sum = { limits: [{ kind: 'sum', id: 'y', label, yuan: '400000', source: 's' }] };
const budget = { limits: [{ kind: 'budget', id: 'b', label, yuan: '400000', source: 's' }] };
const exclusive = { bonds: [{ kind: 'exclusive', id: 'x', label, source: 's' }] };

describe('limits in a verdict', () => {
  test('had already: not eligible, said with the day and the amount', () => {
    const { verdict, open } = judge(once, [had('p', 30000000n)]);
    expect(verdict).toMatchObject({ verdict: 'ineligible', shown: 'ineligible', missing: [] });
    expect(verdict.amount).toBeUndefined();
    expect(verdict.conditions.at(-1)).toMatchObject({
      ...{ id: 'limit-once', result: 'not-met', expected: '每年一次', source: 's' },
      value: { text: '2026-03-01 30 万元' },
      facts: [{ text: '30 万元', source: '科技局', observedAt: '2026-03-01', value: '300000' }],
    });
    expect(open).toMatchObject({ missing: [], amountYuan: 0 });
  });

  test('nothing had: met, counted with the other conditions', () => {
    const { verdict } = judge(once, []);
    expect(verdict).toMatchObject({ verdict: 'eligible', counts: { conditions: 3, met: 3 } });
  });

  test('an application under way is said to be one; its amount may be unknown', () => {
    const { verdict } = judge(once, [had('p', null, { state: 'held' })], {}, 0n, 'en');
    expect(verdict.conditions.at(-1)).toMatchObject({
      expected: 'once a year',
      facts: [{ text: 'applied for, amount not recorded', value: true }],
    });
  });

  test('what is left of a sum bounds the amount, and is said in its arithmetic', () => {
    const { verdict } = judge(sum, [had('q', 25000050n, { groups: ['sum:y'] })]);
    expect(verdict).toMatchObject({ shown: 'eligible', amount: { yuan: '149999.5' } });
    expect(verdict.amount?.steps.at(-1)).toMatchObject({ sign: 'cap', label: '本年度尚可享受' });
    expect(judge(sum, [had('q', 1000n, { groups: ['sum:y'] })]).verdict.amount?.yuan).toBe(300000);
  });

  test('a sum of which nobody can tell what is left is to be confirmed, never a no', () => {
    const unknown = [had('q', null, { groups: ['sum:y'] })];
    expect(judge(sum, unknown).verdict).toMatchObject({ verdict: 'unknown', shown: 'to-confirm' });
    const failing = judge(sum, unknown, { 'credit.abnormal': true });
    expect(failing.verdict).toMatchObject({ verdict: 'ineligible', shown: 'ineligible' });
  });

  test('a benefit of the same group is for the department to confirm', () => {
    const { verdict } = judge(exclusive, [had('q', 100n, { groups: ['exclusive:x'] })], {}, 0n, 'en');
    expect(verdict).toMatchObject({ verdict: 'unknown', shown: 'to-confirm' });
    expect(verdict.conditions.at(-1)).toMatchObject({
      label: 'No benefit of the same kind (One matter)',
      value: { text: '另一项奖励 2026-03-01 1 yuan' },
    });
  });

  test('a budget is silent until it is spent', () => {
    expect(judge(budget, []).verdict.conditions).toHaveLength(2);
    const { verdict } = judge(budget, [], {}, 40000000n);
    expect(verdict).toMatchObject({ shown: 'ineligible' });
    expect(verdict.conditions.at(-1)).toMatchObject({
      label: '本年度资金尚有余额（同一事项）',
      expected: '全年 40 万元',
    });
    expect(judge(budget, [], {}, 40000000n, 'en').verdict.conditions.at(-1)?.expected).toBe(
      '400,000 yuan a year',
    );
  });

  test('a missing fact stays missing beside an open limit', () => {
    const { verdict } = judge(once, [], { 'staff.insured': null });
    expect(verdict).toMatchObject({
      shown: 'one-step',
      missing: ['staff.insured'],
      blocking: { id: 'insured' },
    });
  });
});
