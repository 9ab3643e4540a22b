import { describe, expect, it } from 'vitest';

import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { combineEligible } from '~/knowledge/policies/combination/combine-eligible';
import { judgePolicy } from '~/knowledge/policies/judge-policy';
import { judgeLimits } from '~/knowledge/policies/limits/judge-limits';
import { limitVerdict } from '~/knowledge/policies/limits/limit-verdict';
import { policyContentSchema, type PolicyContentInput } from '~/knowledge/policies/policy-content';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';

const at = '2026-06-30';
const words = (zh: string) => ({ zh });

function policy(id: string, extra: Partial<PolicyContentInput>, yuan = '10000'): PublishedPolicy {
  const content = policyContentSchema.parse({
    summary: words(id),
    topic: 'tax',
    guide: {
      audience: words('企业'),
      conditions: words('无'),
      timeLimit: words('10 个工作日'),
      address: words('线上'),
      phone: words('12345'),
    },
    rule: { combinator: 'and', rules: [{ operator: 'declared', label: '已承诺' }] },
    benefit: { label: words('补助'), amount: { kind: 'exact', formula: { kind: 'fixed', yuan } } },
    channel: 'on-application',
    sources: [{ id: 's', documentTitle: '办法' }],
    ...extra,
  });
  return {
    id,
    versionId: `${id}-1`,
    title: id,
    titleEn: null,
    departmentId: 'd',
    department: '市财政局',
    departmentEn: null,
    region: '000000',
    effectiveFrom: '2026-01-01',
    expiresOn: null,
    formId: null,
    isSample: true,
    content,
  };
}

const judged = (policies: readonly PublishedPolicy[]) =>
  policies.map((each) => ({
    policy: each,
    verdict: judgePolicy(each, new Map(), { at, catalogue: builtInCatalogue }).verdict,
  }));

const judgedAll = (policies: readonly PublishedPolicy[]) =>
  policies.map((each) => ({
    each,
    judged: judgePolicy(each, new Map(), { at, catalogue: builtInCatalogue }),
  }));

const oneOf = { kind: 'exclusive', id: 'g', label: words('同一项目不重复补助'), source: 's' } as const;

describe('what a firm can have together', () => {
  it('is summed with what stands against it named', () => {
    const found = combineEligible(
      judged([
        policy('a', { bonds: [oneOf] }),
        policy('b', { bonds: [oneOf] }, '30000'),
        policy('c', {
          bonds: [{ kind: 'capped', id: 'k', label: words('每年最高'), yuan: '5000', source: 's' }],
        }),
        policy('d', { benefit: { label: words('最高'), amount: { kind: 'up-to', cap: { yuan: '90000' } } } }),
      ]),
      'zh',
    );
    expect(found?.chosen.map(({ policyId }) => policyId)).toEqual(['b', 'c', 'd']);
    expect(found?.total).toContain('3.5 万元');
    expect(found?.isLeast).toBe(true);
    expect(found?.leftOut).toMatchObject([
      { policyId: 'a', reason: 'exclusive', label: '同一项目不重复补助', instead: ['b'] },
    ]);
  });

  it('leaves out what only lowers a tax base, and says nothing of a single amount', () => {
    const base = policy('base', {
      benefit: {
        label: words('可加计扣除额'),
        amount: { kind: 'about', measure: 'base', formula: { kind: 'fixed', yuan: '1000000' } },
      },
    });
    expect(combineEligible(judged([base, policy('a', {})]), 'zh')).toBeNull();
  });

  it('refuses a bond whose source the policy does not name', () => {
    expect(() => policy('a', { bonds: [{ ...oneOf, source: 'elsewhere' }] })).toThrow('no source has the id');
  });

  it('keeps to what is left of the year’s sum over policies, named as the department names it', () => {
    const limits = [{ kind: 'sum' as const, id: 'y', label: words('年度合计'), yuan: '35000', source: 's' }];
    const all = [policy('a', { limits }, '20000'), policy('b', { limits }, '15000'), policy('c', {}, '1000')];
    const used = { policyId: 'x', title: 'x', department: '局', on: '2026-02-01', state: 'granted' as const };
    const uses = [{ ...used, fen: 1500000n, groups: ['sum:y'] }];
    const found = combineEligible(
      judgedAll(all).map(({ judged: one, each }) => ({
        policy: each,
        verdict: limitVerdict(one, judgeLimits(each, uses), 'zh').verdict,
      })),
      'zh',
    );
    // 20,000 of 35,000 is left: the larger alone fills it.
    expect(found?.total).toBe('2.1 万元');
    expect(found?.leftOut).toMatchObject([
      { policyId: 'b', reason: 'capped', label: '年度合计', instead: ['a'] },
    ]);
  });
});
