import { describe, expect, it } from 'vitest';

import { explainPolicy, LineError, readPolicyLine } from '~/knowledge/policies/match-line';

const explain = (policy: object) => explainPolicy(readPolicyLine(JSON.stringify(policy), '2026-06-30'));

describe('a rule explained', () => {
  it('is told in both languages, with its parameters, and as a statement', () => {
    const text = explain({
      id: 'rd',
      rule: {
        combinator: 'and',
        rules: [
          { field: 'revenue.annual', operator: '>=', value: '20000000', label: '营业收入 2000 万元以上' },
          { field: 'rd.share', operator: '>', value: '0.05' },
          { operator: 'declared', label: '未被处罚' },
        ],
      },
      derived: [
        {
          key: 'rd.share',
          type: 'share',
          label: '研发费用占比',
          labelEn: 'R&D share',
          formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'revenue.annual' },
        },
      ],
    });
    expect(text).toBe(`-- rd @ 2026-06-30
-- 企业上年度营业收入不低于 2,000 万元；且 研发费用占比高于 5%；且 申请人承诺“未被处罚”。
-- The firm qualifies when last year’s revenue is at least 20,000,000 yuan; and R&D share is above 5%; and the applicant confirms “未被处罚”.
-- ?1 = 2000000000  (2,000 万元)
-- ?2 = 100
-- ?3 = 5  (5%)
WITH
known AS MATERIALIZED (
  SELECT enterprises.id AS enterprise,
    max(CASE WHEN facts.key = 'revenue.annual' AND facts.period = '2025' THEN facts.value END) AS "revenue.annual 2025",
    max(CASE WHEN facts.key = 'rd.expense' AND facts.period = '2025' THEN facts.value END) AS "rd.expense 2025"
  FROM enterprises LEFT JOIN facts ON facts.enterprise = enterprises.id
  GROUP BY enterprises.id
),
derived_1 AS MATERIALIZED (
  SELECT *,
    -- 研发费用占比
    CASE WHEN "revenue.annual 2025" > 0 THEN "rd.expense 2025" WHEN "revenue.annual 2025" < 0 THEN -("rd.expense 2025") END AS "rd.share n",
    -- 研发费用占比：分母
    max("revenue.annual 2025", -("revenue.annual 2025")) AS "rd.share d"
  FROM known
),
judged AS MATERIALIZED (
  SELECT enterprise,
    -- 营业收入 2000 万元以上
    "revenue.annual 2025" >= ?1 AS "condition 1",
    -- 研发费用占比 > 5%
    "rd.share n" * ?2 > "rd.share d" * ?3 AS "condition 2",
    -- 参与比较的数是否都在 64 位整数之内
    NOT (typeof("revenue.annual 2025") = 'real'
      OR typeof("rd.share n" * ?2) = 'real'
      OR typeof("rd.share d" * ?3) = 'real') AS exact
  FROM derived_1
)
SELECT enterprise,
  CASE "condition 1" AND "condition 2" WHEN 1 THEN 'eligible' WHEN 0 THEN 'ineligible' ELSE 'unknown' END AS verdict,
  exact
FROM judged
ORDER BY enterprise;`);
  });

  it('says which line can’t be told as SQL', () => {
    const policy = {
      id: 'x',
      rule: { combinator: 'and', rules: [{ field: 'odd', operator: '>', value: 1 }] },
      derived: [{ key: 'odd', type: 'number', formula: { kind: 'best', of: ['size', 'ip.class1'] } }],
    };
    expect(() => explain(policy)).toThrow(LineError);
  });
});
