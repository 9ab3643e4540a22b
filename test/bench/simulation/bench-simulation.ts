import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

import { writeFirmsHandler } from '~/app/commands/sample-city/write-firms.server';
import { readLibraryFactDefinitions } from '~/knowledge/library/read-library.server';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';
import { HeldPopulation } from '~/knowledge/policies/simulation/held-population.server';
import {
  loadPopulation,
  populationSnapshotFile,
  savePopulation,
} from '~/knowledge/policies/simulation/population-snapshot.server';
import { simulatePolicy } from '~/knowledge/policies/simulation/simulate-policy.server';
import { openDatabase, openReader, openWriter } from '~/prisma/database.server';
import { migrateDatabase } from '~/prisma/migrate.server';

import { measureSimulations } from './measure-simulation';
import { writeManyFirms } from './write-many-firms';

/**
 * `npm run bench:simulation [-- --firms N]`: simulations of sample policies over the sample city's 5,000 firms; then N
 * firms × 12 facts (1,000,000 unless said) in a database of their own: columns made in one pass, kept as a snapshot, read
 * again at a start, one changed fact followed. The last line is JSON.
 */
const { values } = parseArgs({ options: { firms: { type: 'string', default: '1000000' } } });
const folder = mkdtempSync(path.join(tmpdir(), 'huiqitong-simulation-'));
const at = '2026-11-22';
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

const city = await measureCity();
const many = await measureMany(Number(values.firms));
rmSync(folder, { recursive: true });
say({ city, many });

async function measureCity() {
  const file = path.join(folder, 'city.db');
  migrateDatabase(file);
  const db = openDatabase(file);
  for (const definition of readLibraryFactDefinitions())
    await db.factDefinition.create({
      data: { key: definition.key, definition: definition },
    });
  const write = writeFirmsHandler({ db, now: () => new Date(`${at}T03:00:00Z`) });
  await write({
    ...{ id: 'bench', payload: undefined as never, attempt: 1 },
    signal: new AbortController().signal,
    progress: () => Promise.resolve(),
  });
  await db.$disconnect();
  const measured = measureSimulations(file, at, [
    ...['tech-sme', 'high-tech', 'rd-subsidy', 'small-low-profit', 'job-retention-local', 'growth-award'],
  ]);
  say(measured);
  return measured;
}

async function measureMany(firms: number) {
  const file = path.join(folder, 'many.db');
  migrateDatabase(file);
  const writer = openWriter(file);
  const took = (from: number) => Math.round(performance.now() - from);
  const written = performance.now();
  writeManyFirms(writer, firms);
  say({ firms, writtenMs: took(written), databaseMb: Math.round(statSync(file).size / 2 ** 20) });
  const rule: RuleGroup = {
    combinator: 'and',
    rules: [
      { field: 'staff.count', operator: '<=', value: 300 },
      { field: 'revenue.annual', operator: '>=', value: '5000000' },
      { field: 'rd.expense', operator: '>=', value: '200000' },
      { field: 'region.code', operator: 'within', value: '359900' },
      { field: 'industry.code', operator: 'within', value: 'I' },
      { field: 'credit.dishonest', operator: 'isFalse' },
      { field: 'qualification.high-tech', operator: 'isTrue' },
    ],
  };
  const ask = (population: HeldPopulation) => {
    const from = performance.now();
    const { counts } = simulatePolicy(population, { at, policy: { rule, derived: [] }, locale: 'zh' });
    return { ms: took(from), counts };
  };
  const first = new HeldPopulation(openReader(file));
  const { ms: firstMs, counts } = ask(first);
  const { ms: againMs } = ask(first);
  const snapshotFile = populationSnapshotFile(file);
  await savePopulation(snapshotFile, first.snapshot());
  const begun = performance.now();
  const snapshot = await loadPopulation(snapshotFile);
  const loadMs = took(begun);
  const second = new HeldPopulation(openReader(file), { snapshot });
  const { ms: startMs, counts: sameCounts } = ask(second);
  if (JSON.stringify(counts) !== JSON.stringify(sameCounts)) throw new Error('the snapshot counts otherwise');
  const computed = second.cellsComputed;
  writer.run(
    `INSERT INTO Fact (id, enterpriseId, key, period, value, source, sourceKind, observedAt, recordedAt, isSample)
     VALUES ('changed', 'firm-7', 'staff.count', '2025', '9', '登记', 'registry', '2026-11-01', '2026-11-01', 0)`,
  );
  const { ms: followMs } = ask(second);
  writer.close();
  return {
    ...{ firms, firstMs, againMs, loadMs, startMs, followMs },
    cellsAfterOneChange: second.cellsComputed - computed,
    rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
    counts,
  };
}
