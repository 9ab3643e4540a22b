import { describe, expect, it } from 'vitest';

import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { policyDraftSchema } from '~/knowledge/policies/design/policy-draft';
import { runPolicyTests } from '~/knowledge/policies/design/policy-test';
import { derivedFactSchema } from '~/knowledge/enterprises/derived-fact-schema';
import { draftFromNotice } from '~/knowledge/policies/notice/draft-from-notice';
import { draftTests } from '~/knowledge/policies/notice/draft-tests';
import { readNotice } from '~/knowledge/policies/notice/read-notice';
import { prepareRule } from '~/knowledge/policies/prepare-rule';
import { makeRuleContext } from '~/knowledge/policies/rule-context';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';

const at = '2026-06-30';
const knowledge = { catalogue: builtInCatalogue, region: { code: '359900', names: ['云江市'] } };
const read = (...texts: [path: string, text: string][]) =>
  readNotice(
    texts.map(([path, text], id) => ({ id, path, text })),
    knowledge,
  );

const conditions = read([
  '第五条',
  `申请补助的企业应当同时符合下列条件：
（一）在本市登记成立满一年；
（二）职工总数不超过500人、年销售收入不超过2亿元、资产总额不超过五千万元；
（三）上年度研发费用占销售收入的比例不低于百分之五；
（四）拥有省级以上研发机构，或者持有有效期内的高新技术企业证书；
（五）未列入经营异常名录和严重违法失信名单，近一年未发生重大安全、重大质量事故；
（六）纳税信用等级为B级以上；
（七）产品列入《云江市首台（套）目录》；
（八）近三年裁员率：大型企业不高于5%，其他不高于20%。`,
]).conditions;

const leafOf = (field: string) =>
  conditions.find(({ value }) => 'field' in value && value.field === field)?.value;

describe('a notice', () => {
  it('gives the conditions of its list, each with its sentence', () => {
    expect(leafOf('region.code')).toMatchObject({ operator: 'within', value: '359900' });
    expect(leafOf('notice.age-years')).toMatchObject({ operator: '>=', value: 1 });
    expect(leafOf('staff.count')).toMatchObject({ operator: '<=', value: 500 });
    expect(leafOf('sales.annual')).toMatchObject({ operator: '<=', value: '200000000' });
    expect(leafOf('assets.total')).toMatchObject({ operator: '<=', value: '50000000' });
    expect(leafOf('notice.rd-expense-to-sales-annual')).toMatchObject({ operator: '>=', value: '0.05' });
    expect(leafOf('credit.abnormal')).toMatchObject({ operator: 'isFalse' });
    expect(leafOf('credit.dishonest')).toMatchObject({ operator: 'isFalse' });
    expect(leafOf('incident.major-1y')).toMatchObject({ operator: 'isFalse' });
    expect(leafOf('tax.credit-grade')).toMatchObject({ operator: 'in', value: ['A', 'B'] });
    expect(conditions.find(({ value }) => 'rules' in value)?.value).toMatchObject({
      combinator: 'or',
      rules: [{ field: 'lab.provincial' }, { field: 'qualification.high-tech' }],
    });
    expect(conditions.every(({ quote }) => quote.startsWith('（'))).toBe(true);
  });

  it('leaves what it can’t compute for the applicant to confirm, and says why', () => {
    const declared = conditions.filter(({ value }) => 'operator' in value && value.operator === 'declared');
    expect(declared.map(({ value, doubts }) => [value.label, doubts])).toEqual([
      ['产品列入《云江市首台（套）目录》', ['no-fact']],
      ['近三年裁员率：大型企业不高于5%，其他不高于20%', ['several-cases']],
    ]);
  });

  it('makes rules that can be computed', () => {
    for (const { value, derived } of conditions) {
      const context = makeRuleContext(
        at,
        derived.map((each) => derivedFactSchema.parse(each)),
        builtInCatalogue,
      );
      expect(() => prepareRule({ combinator: 'and', rules: [value] }, context)).not.toThrow();
    }
  });

  it('gives rate, ceiling, fixed sums and the window, and is unsure of a sum a head', () => {
    const found = read(
      ['第六条', '按其上年度研发费用的百分之八给予后补助，单户企业年度补助最高不超过五十万元。'],
      ['第七条', '补助标准为每招用1人1500元。骗取补助的，追回补助资金。'],
      ['一、申报时间', '申报时间：自2026年3月1日起至2026年4月30日止。'],
      ['第八条', '申请材料包括：申请表、审计报告。市科技局自受理之日起30个工作日内完成审核。'],
      ['三、其他', '咨询电话：12345。'],
    );
    expect(found.amounts.map(({ value, doubts }) => [value, doubts])).toMatchObject([
      [
        {
          formula: { kind: 'product', of: 'rd.expense', factors: [{ rate: '0.08' }] },
          cap: { yuan: '500000' },
        },
        [],
      ],
      [{ formula: { kind: 'fixed', yuan: '1500' } }, ['rest-not-read']],
    ]);
    expect(found.window?.value).toEqual({ opens: '2026-03-01', closes: '2026-04-30' });
    expect(found.materials.map(({ value }) => value)).toEqual(['申请表', '审计报告']);
    expect(found.elements.timeLimit?.value).toContain('30个工作日');
    expect(found.elements.phone?.value).toContain('12345');
  });

  it('says nothing where it is silent', () => {
    const found = read(['第一条', '为促进经济发展，制定本办法。'], ['第二条', '本办法由市科技局负责解释。']);
    expect(found).toEqual({ elements: {}, materials: [], conditions: [], amounts: [], window: null });
  });
});

describe('a draft from a notice', () => {
  const notice = read([
    '第五条',
    `申请补助的企业应当同时符合下列条件：
（一）职工总数不超过500人；
（二）资产总额低于五千万元；
（三）上年度研发费用占销售收入的比例不低于百分之五；
（四）注册成立一年以上；
（五）未列入经营异常名录。`,
  ]);
  const draft = draftFromNotice(
    notice,
    { conditions: notice.conditions.map((_, place) => place), amount: null },
    { title: '补助办法', documentNumber: null },
  );

  it('keeps the clause of each condition as its source', () => {
    expect(policyDraftSchema.safeParse(draft).success).toBe(true);
    expect(draft.sources).toMatchObject([{ id: 's1', documentTitle: '补助办法', path: '第五条' }]);
    expect((draft.rule as RuleGroup).rules.every((rule) => rule.source === 's1')).toBe(true);
  });

  it('comes with test cases at each threshold and one least step beyond', () => {
    const tests = draftTests(draft, at, builtInCatalogue);
    expect(tests.map(({ id, expected }) => [id, expected])).toMatchObject([
      ['at-threshold', 'eligible'],
      ['missed-1', expect.stringMatching(/ineligible|one-step/)],
      ['missed-2', expect.stringMatching(/ineligible|one-step/)],
      ['missed-3', expect.stringMatching(/ineligible|one-step/)],
      ['missed-4', expect.stringMatching(/ineligible|one-step/)],
      ['missed-5', expect.stringMatching(/ineligible|one-step/)],
    ]);
    const content = {
      rule: draft.rule as RuleGroup,
      derived: draft.derived.map((each) => derivedFactSchema.parse(each)),
    };
    expect(runPolicyTests(tests, content, builtInCatalogue).every(({ passed }) => passed)).toBe(true);
  });
});
