import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findBrowser } from './setup/find-browser';

/**
 * `npm test`: types, lint, format, unit and integration tests with the coverage of pure files, journeys in a browser.
 * Everything runs even if an earlier part failed; the last line counts, and the exit code is 1 if anything failed.
 */
const results = mkdtempSync(path.join(tmpdir(), 'huiqitong-results-'));
let passed = 0;
let failed = 0;
/** What failed, by name: said again at the end, where a long output is read first. */
const failures: string[] = [];

function run(name: string, command: string, args: string[]): number {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const { status } = spawnSync(process.execPath, [path.join('node_modules', command), ...args], {
    stdio: 'inherit',
  });
  console.log(
    `── ${name}: ${status === 0 ? 'ok' : 'failed'} (${Math.round((Date.now() - started) / 1000)} s)`,
  );
  return status ?? 1;
}

function check(name: string, command: string, args: string[]) {
  if (run(name, command, args) === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  failures.push(name);
}

function vitest(name: string, args: string[]) {
  const file = path.join(results, `${name}.json`);
  const status = run(name, 'vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ]);
  const counts = readCounts(file);
  passed += counts.passed;
  failed += counts.failed;
  // A runner that failed without a failed test: coverage below its bound, a crashed worker, no test found.
  if (status !== 0 && counts.failed === 0) {
    failed += 1;
    failures.push(`${name}: no test failed, but the run did (coverage, a file that doesn't load, a crash)`);
  }
}

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

function readCounts(file: string): { passed: number; failed: number } {
  try {
    const json = JSON.parse(readFileSync(file, 'utf8')) as Results;
    for (const { name, assertionResults } of json.testResults)
      for (const { status, fullName, failureMessages } of assertionResults)
        if (status === 'failed')
          failures.push(
            `${path.relative('.', name)} > ${fullName}\n${(failureMessages[0] ?? '').slice(0, 1_500)}`,
          );
    return { passed: json.numPassedTests, failed: json.numFailedTests };
  } catch (error) {
    console.error(`No results in ${file}:`, error);
    return { passed: 0, failed: 1 };
  }
}

const only = process.argv[2];
try {
  if (!only || only === 'checks') {
    check('types', 'typescript/bin/tsc', ['--noEmit']);
    check('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings=0']);
    check('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']);
  }
  if (!only || only === 'units') vitest('units', ['--coverage']);
  if (!only || only === 'journeys') {
    process.env.CHROMIUM_PATH = findBrowser();
    vitest('journeys', ['--config', 'vitest.journeys.config.ts']);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed += 1;
} finally {
  rmSync(results, { recursive: true, force: true });
}
for (const failure of failures) console.log(`\nfailed: ${failure}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
