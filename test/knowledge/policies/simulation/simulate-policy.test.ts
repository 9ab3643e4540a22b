import { beforeAll, expect, test } from 'vitest';

import { countShown } from '~/knowledge/policies/count-shown';
import { evaluateRule } from '~/knowledge/policies/evaluate-rule';
import { makeRuleContext } from '~/knowledge/policies/rule-context';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';
import { HeldPopulation } from '~/knowledge/policies/simulation/held-population.server';
import { simulatePolicy } from '~/knowledge/policies/simulation/simulate-policy.server';
import type { SimulatedPolicy, SimulationRequest } from '~/knowledge/policies/simulation/simulation-request';
import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const at = '2026-11-22';
const firms = 150;
let population: HeldPopulation;

const policy: SimulatedPolicy = {
  rule: {
    combinator: 'and',
    rules: [
      { id: 'staff', field: 'staff.count', operator: '<=', value: 300 },
      { id: 'honest', field: 'credit.dishonest', operator: 'isFalse' },
      {
        id: 'quality',
        combinator: 'or',
        rules: [
          { id: 'share', field: 'rd.share', operator: '>=', value: '0.05' },
          { id: 'high-tech', field: 'qualification.high-tech', operator: 'isTrue' },
        ],
      },
      { id: 'promise', operator: 'declared', label: '承诺专款专用' },
    ],
  },
  derived: [
    {
      key: 'rd.share',
      type: 'share',
      formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'sales.annual' },
    },
  ],
  amount: {
    kind: 'about',
    formula: { kind: 'product', of: 'rd.expense', factors: [{ rate: '0.1', label: { zh: '补助比例' } }] },
    cap: { yuan: '100000' },
  },
};
const base: SimulatedPolicy = {
  ...policy,
  rule: { combinator: 'and', rules: policy.rule.rules.slice(0, 2) },
};

/** A figure that varies with the row and the purpose, without chance. */
const vary = (row: number, salt: number, size: number) =>
  (row * 7919 + salt * 104_729 + ((row * row) % 97)) % size;

const codeOf = (row: number) => {
  const first = `91359900MA${String(row).padStart(7, '0')}`;
  return first + creditCodeCheck(first);
};

beforeAll(async () => {
  const { db } = database;
  await db.enterprise.createMany({
    data: Array.from({ length: firms }, (_, row) => ({
      id: `firm-${String(row).padStart(3, '0')}`,
      creditCode: codeOf(row),
      name: `企业${row}`,
    })),
  });
  const fact = (row: number, key: string, period: string, value: string | number | boolean) => ({
    enterpriseId: `firm-${String(row).padStart(3, '0')}`,
    key,
    period,
    value,
    source: '登记',
    sourceKind: 'registry',
    observedAt: new Date('2026-03-01'),
  });
  const facts = Array.from({ length: firms }, (_, row) => [
    ...(vary(row, 1, 7) === 0 ? [] : [fact(row, 'staff.count', '2025', vary(row, 2, 500))]),
    ...(vary(row, 3, 9) === 0 ? [] : [fact(row, 'credit.dishonest', '', vary(row, 4, 11) === 0)]),
    ...(vary(row, 5, 4) === 0 ? [] : [fact(row, 'rd.expense', '2025', String(vary(row, 6, 97) * 20_000))]),
    fact(row, 'sales.annual', '2025', String(1_000_000 + vary(row, 7, 89) * 400_000)),
    ...(vary(row, 8, 3) === 0 ? [fact(row, 'qualification.high-tech', '', vary(row, 9, 2) === 0)] : []),
    fact(row, 'bank.account', '', `62220000${row}`),
    fact(row, 'region.code', '', '359900'),
    fact(row, 'industry.code', '', row % 2 ? 'I6513' : 'C3913'),
  ]).flat();
  await db.fact.createMany({ data: facts });
  population = new HeldPopulation(database.reader());
});

const ask = (more: Partial<SimulationRequest> = {}) =>
  simulatePolicy(population, { at, policy, base, locale: 'zh', ...more });

function exactCounts(rule: RuleGroup): Record<string, number> {
  const counts: Record<string, number> = { eligible: 0, 'one-step': 0, 'to-confirm': 0, ineligible: 0 };
  for (let row = 0; row < firms; row += 1) {
    const evaluation = evaluateRule(
      rule,
      population.factsOf(row, at),
      at,
      makeRuleContext(at, policy.derived),
    );
    counts[countShown(evaluation)]! += 1;
  }
  return counts;
}

test('the columns count as the exact evaluation of each firm does', () => {
  const { counts, base: before, firms: total } = ask();
  expect(total).toBe(firms);
  expect(counts).toEqual(exactCounts(policy.rule));
  expect(before).toEqual(exactCounts(base.rule));
  expect(counts.eligible).toBeGreaterThan(0);
  expect(counts['one-step']).toBeGreaterThan(0);
});

test('the funnel tells what each condition keeps out, alone and together', () => {
  const { funnel, counts } = ask();
  expect(funnel.map(({ id }) => id)).toEqual(['staff', 'honest', 'quality', 'promise']);
  for (const step of funnel) expect(step.met + step.notMet + step.unknown).toBe(firms);
  expect(funnel.at(-1)?.remaining).toBe(counts.eligible);
  const alone = funnel.reduce((sum, step) => sum + step.aloneNotMet + step.aloneUnknown, 0);
  expect(alone).toBeGreaterThanOrEqual(counts['one-step']);
  expect(funnel.at(-1)).toMatchObject({ declared: true, notMet: 0, unknown: 0 });
});

test('changes against the version in force are counted and listed, each firm with its reasons', () => {
  const { changes, list } = ask({ firms: { change: 'lost', offset: 0, limit: 5 } });
  expect(changes?.gained).toBe(0);
  expect(list?.total).toBe(changes?.lost);
  expect(list?.lines[0]).toMatchObject({ was: 'eligible' });
  const reason = list?.lines[0]?.reasons.find(({ id }) => id === 'quality');
  expect(reason?.result).not.toBe('met');
});

test('a list by the one condition that is lacking holds exactly the firms of the funnel', () => {
  const { funnel } = ask();
  for (const step of funnel) {
    const { list } = ask({ firms: { lacking: step.id, offset: 0, limit: 200 } });
    expect(list?.total).toBe(step.aloneNotMet + step.aloneUnknown);
  }
});

test('the split adds up, and the cost is the sum of exact amounts under the cap', () => {
  const { splits, cost, counts, baseCost } = ask({ details: true });
  for (const lines of Object.values(splits ?? {})) {
    expect(lines.reduce((sum, line) => sum + line.firms, 0)).toBe(firms);
    expect(lines.reduce((sum, line) => sum + line.eligible, 0)).toBe(counts.eligible);
  }
  const { list } = ask({ firms: { shown: 'eligible', offset: 0, limit: 200 } });
  let yuan = 0;
  let open = 0;
  for (const line of list?.lines ?? []) {
    const row = population.firms.findIndex(({ id }) => id === line.id);
    const spent = population.factsOf(row, at).get('rd.expense')?.get('2025')?.value;
    if (spent === undefined) open += 1;
    else yuan += Math.min(100_000, Number((spent as { numerator: bigint }).numerator) * 0.1);
  }
  expect(Number(cost?.yuan)).toBeCloseTo(yuan, 2);
  expect(cost?.open).toBe(open);
  expect(cost?.capped).toBeGreaterThan(0);
  expect(Number(baseCost?.yuan)).toBeGreaterThan(Number(cost?.yuan));
});

test('a threshold moves along what firms have: more firms the lower it is', () => {
  const { threshold, counts } = ask({ threshold: { leafId: 'share' } });
  const points = threshold?.points ?? [];
  expect(points.length).toBeGreaterThan(10);
  expect(points[threshold?.current ?? -1]?.counts).toEqual(counts);
  for (const [index, point] of points.slice(1).entries())
    expect(point.counts.eligible).toBeLessThanOrEqual(points[index]?.counts.eligible ?? 0);
  expect(ask({ threshold: { leafId: 'high-tech' } }).threshold).toBeNull();
});

test('a new fact and a new firm count from the next question on, without reading the others again', async () => {
  const before = ask().counts;
  const { list } = ask({ firms: { lacking: 'staff', offset: 0, limit: 1 } });
  const id = list?.lines[0]?.id ?? '';
  await database.db.fact.create({
    data: {
      enterpriseId: id,
      key: 'staff.count',
      period: '2025',
      value: 20,
      source: '登记',
      sourceKind: 'registry',
      observedAt: new Date('2026-10-01'),
    },
  });
  expect(ask().counts.eligible).toBe(before.eligible + 1);
  await database.db.enterprise.create({ data: { id: 'new', creditCode: codeOf(9_999), name: '新企业' } });
  expect(ask().firms).toBe(firms + 1);
  await database.db.enterprise.delete({ where: { id: 'new' } });
  expect(ask().firms).toBe(firms);
});

test('a derived fact that is written anew is computed anew', () => {
  const [share] = policy.derived;
  const halved = {
    ...policy,
    derived: [
      {
        ...share!,
        formula: { kind: 'ratio' as const, numerator: 'sales.annual', denominator: 'sales.annual' },
      },
    ],
  };
  const all = simulatePolicy(population, { at, policy: halved, locale: 'zh' });
  expect(all.counts.eligible).toBeGreaterThan(ask().counts.eligible);
});

test('nobody learns a confidential fact by asking which firms meet a condition on it', () => {
  const rule: RuleGroup = {
    combinator: 'and',
    rules: [{ id: 'account', field: 'bank.account', operator: 'contains', value: '6222' }],
  };
  const asked = { at, policy: { rule, derived: [] }, locale: 'zh' } as const;
  const { counts } = simulatePolicy(population, asked);
  expect(counts.eligible).toBe(0);
  expect(counts.ineligible).toBe(0);
});
