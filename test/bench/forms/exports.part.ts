import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { FormsBenchLine } from './bench-line';
import { writeApplications } from './write-applications';

/** What is asked: so many applications, and memory that doesn't grow with them. */
const sizes = [2_000, 20_000, 100_000];
/** A workbook holds no more. */
const mostOfSheet = 50_000;
/** How many the peer writes, which holds all of them in memory. */
const peerSize = 20_000;
const formats = {
  csv: 'hand loop, all in memory',
  json: 'JSON.stringify of all',
  zip: 'fflate zipSync, all in memory',
  xlsx: '@e965/xlsx 0.20, all in memory',
} as const;

/**
 * Exports applications of 40 fields, each format and size in a process of its own: the peer of a memory line is the peak
 * with the fewest, so that a ratio near 1 says that memory doesn't grow; the peer of a time line is the quick way to
 * write the same, with everything in memory. `most` makes it a quick run.
 */
export function measureExports({ most = Infinity }: { most?: number } = {}): FormsBenchLine[] {
  const dir = mkdtempSync(path.join(tmpdir(), 'huiqitong-exports-'));
  const cityOf = (count: number) => {
    const city = path.join(dir, `city-${String(count)}`);
    writeApplications(city, count);
    return city;
  };
  try {
    return Object.entries(formats).flatMap(([format, peerName]) => {
      const limit = Math.min(most, format === 'xlsx' ? mostOfSheet : Infinity);
      const counts = [...new Set(sizes.map((size) => Math.min(size, limit)))];
      const measured = counts.map((count) => {
        const one = inProcess('export-once.ts', cityOf(count), format);
        say(format, one);
        return one;
      });
      const [few, many] = [measured[0], measured.at(-1)] as [Measured, Measured];
      const inOneGo = Math.min(peerSize, counts.at(-1) ?? peerSize);
      const ours = measured.find(({ rows }) => rows === inOneGo) ?? many;
      const peer = inProcess('export-in-memory.ts', cityOf(inOneGo), format);
      say(`${format} (${peerName})`, peer);
      return [
        line(`export ${format} ${String(many.rows)} memory`, many.rssMb, few.rssMb, {
          peerName: `with ${String(few.rows)} applications`,
          unit: 'MB peak RSS',
        }),
        line(`export ${format} ${String(ours.rows)} memory`, ours.rssMb, peer.rssMb, {
          ...{ peerName, unit: 'MB peak RSS' },
        }),
        line(`export ${format} ${String(ours.rows)} time`, ours.seconds, peer.seconds, {
          ...{ peerName, unit: 's' },
        }),
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
  /** The most that the process held, and what it held before it began. */
  rssMb: number;
  startMb: number;
  longestTurnMs: number;
}

function say(name: string, one: Measured): void {
  const rows = String(one.rows).padStart(7);
  process.stdout.write(
    `${name.padEnd(36)} ${rows} applications ${one.seconds.toFixed(1).padStart(6)} s ${one.megabytes.toFixed(0).padStart(5)} MB  peak RSS ${String(one.rssMb).padStart(4)} MB (at the start ${String(one.startMb)})  longest turn ${String(one.longestTurnMs)} ms\n`,
  );
}

function inProcess(script: string, data: string, format: string): Measured {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, script), data, format],
    { encoding: 'utf8', maxBuffer: 1e8, timeout: 600_000 },
  );
  if (status !== 0) throw new Error(`${script} ${format} failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
}

function line(
  name: string,
  ours: number,
  peer: number,
  { peerName, unit }: { peerName: string; unit: string },
): FormsBenchLine {
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return {
    ...{ name, ours: rounded(ours), peer: rounded(peer), peerName },
    ...{ ratio: rounded(ours / peer), unit, threads: 1 },
  };
}
