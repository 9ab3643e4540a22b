import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { workFactImport } from '~/knowledge/enterprises/imports/work-fact-import.server';
import { openFactImporter } from '~/knowledge/enterprises/imports/fact-importer.server';
import { startFactImport } from '~/knowledge/enterprises/imports/start-fact-import.server';
import { applyFactImport, previewFactImport } from '~/knowledge/enterprises/imports/steer-fact-import.server';
import type { TableLayout } from '~/knowledge/enterprises/imports/read-layout';
import type { ImportTally } from '~/knowledge/enterprises/imports/import-tally';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { openDatabase } from '~/prisma/database.server';
import { migrateDatabase } from '~/prisma/migrate.server';

import { registerCsv, registerWorkbook } from './make-register';

/**
 * `npm run bench:facts [-- --rows N]`: a register of 50,000 rows × 12 columns as XLSX and one of 500,000 rows × 12
 * columns as CSV, into a database of its own, by the steps that a person takes: read, preview, take in; then the CSV
 * once more, which must add nothing. The last line is JSON.
 */
const csvRows = Number(process.argv[process.argv.indexOf('--rows') + 1]) || 500_000;
const dir = mkdtempSync(path.join(tmpdir(), 'huiqitong-facts-'));
const databaseFile = path.join(dir, 'huiqitong.db');
migrateDatabase(databaseFile);
const db = openDatabase(databaseFile);
const factImporter = openFactImporter();
const deps = {
  db,
  now: () => new Date(),
  factImporter,
  dataDir: dir,
  databaseFile,
  filesDir: path.join(dir, 'files'),
  onFacts: () => Promise.resolve(),
};
const reader: Reader = {
  ...anonymousReader,
  kind: 'person',
  personId: 'bench',
  name: 'bench',
  appointments: [{ role: 'designer', departmentId: 'data' }],
};
await db.department.create({ data: { id: 'data', name: '云江市数据局' } });

interface Measured {
  name: string;
  rows: number;
  columns: number;
  readS: number;
  previewS: number;
  applyS: number;
  totalS: number;
  /** Processor time of all threads: what the machine's other work doesn't lengthen. */
  cpuS: number;
  facts: number;
  peakRssMb: number;
  longestTurnMs: number;
}

async function measure(name: string, title: string, bytes: Uint8Array): Promise<Measured> {
  let peak = 0;
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const at = performance.now();
    longest = Math.max(longest, at - last - 20);
    last = at;
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const importId = await startFactImport(deps, reader, {
    title,
    bytes,
    origin: 'file',
    departmentId: 'data',
  });
  const seconds: number[] = [];
  const cpu = process.cpuUsage();
  const work = async () => {
    const from = performance.now();
    await workFactImport(deps, {
      payload: { importId },
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
    });
    seconds.push(Math.round((performance.now() - from) / 100) / 10);
  };
  await work();
  const { layout } = await db.factImport.findUniqueOrThrow({ where: { id: importId } });
  const { columns, guess } = layout as unknown as TableLayout;
  const observedOn = new Date().toISOString().slice(0, 10);
  await previewFactImport(deps, reader, {
    importId,
    mapping: { columns: guess, observedOn, kind: 'registry', addFirms: true },
  });
  await work();
  await applyFactImport(deps, reader, importId);
  await work();
  clearInterval(timer);
  const done = await db.factImport.findUniqueOrThrow({ where: { id: importId } });
  const { user, system } = process.cpuUsage(cpu);
  const { facts, rows } = done.result as unknown as ImportTally;
  const [readS = 0, previewS = 0, applyS = 0] = seconds;
  const measured = {
    name,
    rows,
    columns: columns.length,
    readS,
    previewS,
    applyS,
    totalS: Math.round((readS + previewS + applyS) * 10) / 10,
    cpuS: Math.round((user + system) / 100_000) / 10,
    facts: facts.new + facts.changed + facts.confirmed,
    peakRssMb: Math.round(peak / 1024 / 1024),
    longestTurnMs: Math.round(longest),
  };
  console.log(`${done.state} ${JSON.stringify({ ...measured, tally: facts })}`);
  return measured;
}

const results = [
  await measure('XLSX', '登记.xlsx', registerWorkbook(50_000)),
  await measure('CSV', '登记.csv', registerCsv(csvRows)),
  await measure('CSV again', '登记.csv', registerCsv(csvRows)),
];
console.log(`database: ${Math.round(statSync(databaseFile).size / 1024 / 1024)} MB`);
const peak = results.at(-1);
if (peak && peak.facts > 0) throw new Error('the same register wrote facts twice');
await factImporter.close();
await db.$disconnect();
rmSync(dir, { recursive: true, force: true });
console.log(JSON.stringify(results));
