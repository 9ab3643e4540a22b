import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { FormsBenchLine } from './bench-line';
import { writeApplications } from './write-applications';

/** What is asked: so many applications, and memory that doesn't grow with them. */
const many = 100_000;
const few = 2_000;
const formats = [
  { format: 'csv', rows: many },
  { format: 'json', rows: many },
  { format: 'zip', rows: many },
  { format: 'xlsx', rows: 50_000 },
] as const;

/**
 * Exports 100,000 applications (XLSX: 50,000) of 40 fields, each format in a process of its own, and the same with
 * 2,000: the peer of a line is the peak memory with those, so that a ratio near 1 says that memory doesn't grow.
 */
export function measureExports(): FormsBenchLine[] {
  const dir = mkdtempSync(path.join(tmpdir(), 'huiqitong-exports-'));
  try {
    return formats.flatMap(({ format, rows }) => {
      const [large, small] = [rows, few].map((count) => {
        const data = path.join(dir, `city-${count}`);
        writeApplications(data, count);
        return exportInProcess(data, format);
      }) as [Measured, Measured];
      process.stdout.write(
        `${format.padEnd(5)} ${large.rows} applications  ${large.seconds.toFixed(1)} s  ${large.megabytes.toFixed(0)} MB  peak RSS ${large.rssMb} MB (with ${few}: ${small.rssMb} MB)  longest turn ${large.longestTurnMs} ms\n`,
      );
      return [
        line(
          `export ${format} ${rows} memory`,
          large.rssMb,
          small.rssMb,
          `with ${few} applications`,
          'MB peak RSS',
        ),
      ];
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What one process measured of itself. */
export interface Measured {
  rows: number;
  seconds: number;
  megabytes: number;
  rssMb: number;
  longestTurnMs: number;
}

function exportInProcess(data: string, format: string): Measured {
  const script = path.join(import.meta.dirname, 'export-once.ts');
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script, data, format], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`The export of ${format} failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
}

function line(name: string, ours: number, peer: number, peerName: string, unit: string): FormsBenchLine {
  return { name, ours, peer, peerName, ratio: Math.round((ours / peer) * 100) / 100, unit, threads: 1 };
}
