import { existsSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';
import type { DerivedFact } from '~/knowledge/enterprises/derived-fact-schema';
import { countAutomatic } from '~/knowledge/policies/automatic/count-automatic.server';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';
import { countCoverage } from '~/knowledge/policies/simulation/count-coverage.server';
import { learnFromPopulation } from '~/knowledge/policies/answers/learn-from-population.server';
import { HeldPopulation } from '~/knowledge/policies/simulation/held-population.server';
import { openPopulation } from '~/knowledge/policies/simulation/open-population.server';
import {
  loadPopulation,
  openSnapshotKeeper,
  populationSnapshotFile,
  savePopulation,
} from '~/knowledge/policies/simulation/population-snapshot.server';
import { simulatePolicy } from '~/knowledge/policies/simulation/simulate-policy.server';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const at = '2026-11-22';
const firms = 120;
const folder = mkdtempSync(path.join(tmpdir(), 'huiqitong-population-'));
const file = populationSnapshotFile(path.join(folder, 'huiqitong.db'));
afterAll(() => rmSync(folder, { recursive: true }));

const rule: RuleGroup = {
  combinator: 'and',
  rules: [
    { id: 'staff', field: 'staff.count', operator: '<=', value: 300 },
    { id: 'share', field: 'rd.share', operator: '>=', value: '0.03' },
    { id: 'size', field: 'size', operator: 'in', value: ['micro', 'small', 'medium'] },
    { id: 'high-tech', field: 'qualification.high-tech', operator: 'isTrue' },
  ],
};
const derived: DerivedFact[] = [
  {
    key: 'rd.share',
    type: 'share',
    formula: { kind: 'ratio', numerator: 'rd.expense', denominator: 'sales.annual' },
  },
];
const amount = {
  kind: 'about' as const,
  formula: { kind: 'product' as const, of: 'rd.expense', factors: [{ rate: '0.1', label: { zh: '比例' } }] },
};
const policy = { rule, derived, amount };

const fact = (
  row: number,
  key: string,
  period: string,
  value: string | number | boolean,
  seen = '2026-03-01',
) => ({
  ...{ enterpriseId: `firm-${String(row).padStart(3, '0')}`, key, period, value },
  ...{ source: '登记', sourceKind: 'registry', observedAt: new Date(seen) },
});

beforeAll(async () => {
  const { db } = database;
  await db.enterprise.createMany({
    data: Array.from({ length: firms }, (_, row) => {
      const first = `91359900MA${String(row).padStart(7, '0')}`;
      const id = `firm-${String(row).padStart(3, '0')}`;
      return { id, creditCode: first + creditCodeCheck(first), name: id };
    }),
  });
  await db.fact.createMany({
    data: Array.from({ length: firms - 5 }, (_, row) => [
      ...(row % 6 === 0 ? [] : [fact(row, 'staff.count', '2025', (row * 37) % 420)]),
      ...(row % 5 === 0 ? [] : [fact(row, 'rd.expense', '2025', String((row * 53_000) % 3_000_000))]),
      fact(row, 'sales.annual', '2025', String(10_000_000 + row * 100_000)),
      fact(row, 'revenue.annual', '2025', String(10_000_000 + row * 100_000)),
      fact(row, 'industry.code', '', row % 2 ? 'I6513' : 'C3913'),
      fact(row, 'region.code', '', row % 3 ? '359902' : '359903'),
      ...(row % 4 === 0 ? [] : [fact(row, 'qualification.high-tech', '', row % 2 === 0)]),
    ]).flat(),
  });
});

const ask = (population: HeldPopulation) => {
  const { tookMs: _, ...answer } = simulatePolicy(population, {
    ...{ at, policy, details: true, locale: 'zh', threshold: { leafId: 'staff' } },
    firms: { shown: 'eligible', offset: 0, limit: 20 },
  });
  return answer;
};
const held = () => new HeldPopulation(database.reader());
const lean = () => new HeldPopulation(database.reader(), { heldFacts: 10 });

/** Another observation of a firm's staff: the newest goes first. */
let day = 1;
async function staffOf(row: number, value: number): Promise<void> {
  day += 1;
  const seen = `2026-10-${String(day).padStart(2, '0')}`;
  await database.db.fact.create({ data: fact(row, 'staff.count', '2025', value, seen) });
}

beforeEach(() => rmSync(path.dirname(file), { recursive: true, force: true }));

test('facts that stay in the database give the same answers as those held in memory', async () => {
  const [a, b] = [held(), lean()];
  expect(ask(b)).toEqual(ask(a));
  expect(ask(a).counts.eligible).toBeGreaterThan(0);
  expect(countCoverage(b, at)).toEqual(countCoverage(a, at));
  expect(countAutomatic(b, policy, at)).toEqual(countAutomatic(a, policy, at));
  await staffOf(7, 12);
  await staffOf(3, 9_000);
  expect(ask(b)).toEqual(ask(a));
});

test('a change computes again only the cells that read it: of one firm, in the columns that depend on it', async () => {
  for (const population of [held(), lean()]) {
    const before = ask(population);
    // staff.count, rd.share, size and qualification.high-tech; region and industry for the split.
    expect(population.cellsComputed).toBe(6 * firms);
    ask(population);
    expect(population.cellsComputed).toBe(6 * firms);
    await staffOf(11, before.counts.eligible + 20);
    ask(population);
    // The number of staff is read by its own column and by the size.
    expect(population.cellsComputed).toBe(6 * firms + 2);
    await database.db.fact.create({ data: fact(11, 'bank.account', '', '6222') });
    await database.db.fact.create({ data: fact(11, 'ip.class1', '', 3) });
    ask(population);
    expect(population.cellsComputed).toBe(6 * firms + 2);
  }
});

test('columns come back from the snapshot and are followed from where they stood', async () => {
  for (const options of [{}, { heldFacts: 10 }]) {
    const first = new HeldPopulation(database.reader(), options);
    ask(first);
    await savePopulation(file, first.snapshot());
    await staffOf(20, 40);
    await database.db.enterprise.create({ data: { id: `late-${day}`, creditCode: `L${day}`, name: '后来' } });
    const again = new HeldPopulation(database.reader(), { ...options, snapshot: await loadPopulation(file) });
    expect(ask(again)).toEqual(ask(held()));
    // Two cells of the firm that changed; nothing of the others was computed.
    expect(again.cellsComputed).toBe(2);
  }
});

test('a snapshot of other firms or definitions is left aside, a broken file is put away', async () => {
  const first = lean();
  ask(first);
  const snapshot = first.snapshot();
  await savePopulation(file, snapshot);
  const other = new HeldPopulation(database.reader(), {
    heldFacts: 10,
    snapshot: { ...snapshot, firms: snapshot.firms - 1 },
  });
  expect(ask(other)).toEqual(ask(held()));
  expect(other.cellsComputed).toBeGreaterThan(firms);
  truncateSync(file, 5_000);
  expect(await loadPopulation(file)).toBeNull();
  expect(existsSync(`${file}.broken`)).toBe(true);
  expect(await loadPopulation(file)).toBeNull();
});

test('the keeper writes when a column was filled, and not for a cell', async () => {
  const population = lean();
  const keep = openSnapshotKeeper(file, population, 10);
  await keep();
  expect(existsSync(file)).toBe(false);
  ask(population);
  await keep();
  expect(existsSync(file)).toBe(true);
  rmSync(file);
  await staffOf(30, 31);
  ask(population);
  await keep();
  expect(existsSync(file)).toBe(false);
});

test('the thread that holds the population answers each question as this one does', async () => {
  const population = openPopulation({ databaseFile: database.file });
  try {
    const here = held();
    const { tookMs: _, ...answer } = await population.simulate({
      ...{ at, policy, details: true, locale: 'zh', threshold: { leafId: 'staff' } },
      firms: { shown: 'eligible', offset: 0, limit: 20 },
    });
    expect(answer).toEqual(ask(here));
    expect(await population.coverage(at)).toEqual(countCoverage(here, at));
    expect(await population.answers(at)).toEqual(learnFromPopulation(here, at));
    expect((await population.answers(at)).length).toBeGreaterThan(0);
  } finally {
    await population.close();
  }
});
