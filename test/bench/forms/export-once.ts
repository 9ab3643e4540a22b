import { statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';

import { exportFile } from '~/forms/exports/export-file.server';
import { requestExport } from '~/forms/exports/request-export.server';
import { writeExportHandler } from '~/forms/exports/write-export.server';
import { anonymousReader } from '~/prisma/access/reader';
import { openDatabase, openReader } from '~/prisma/database.server';

import { writtenForm } from './write-applications';

/** Writes one export as the job does, in this process alone, and prints what it took as JSON. */
const [dir = '', format = ''] = process.argv.slice(2);
const file = path.join(dir, 'huiqitong.db');
const db = openDatabase(file);
const deps = {
  ...{ db, sql: openReader(file), now: () => new Date('2026-11-22T02:00:00Z'), locale: 'zh-CN' as const },
  ...{ filesDir: path.join(dir, 'files'), exportsDir: path.join(dir, 'exports') },
};
const reader = {
  ...anonymousReader,
  ...{ kind: 'person' as const, personId: 'reviewer', name: 'reviewer' },
  appointments: [{ role: 'reviewer' as const, departmentId: 'science' }],
};
const id = await requestExport(deps, reader, { formId: writtenForm, format, choice: {} });
const turns = monitorEventLoopDelay({ resolution: 5 });
turns.enable();
// Not the maximum that the system keeps: a process begins with its parent's.
let peak = process.memoryUsage.rss();
const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10);
const started = performance.now();
await writeExportHandler(deps)({
  ...{ id: 'bench', payload: { exportId: id } as never, attempt: 1 },
  signal: new AbortController().signal,
  progress: () => Promise.resolve(),
});
clearInterval(watching);
const row = await db.formExport.findUniqueOrThrow({ where: { id } });
if (row.state !== 'done' || row.written !== row.total)
  throw new Error(`The export ended as ${row.state} after ${row.written} of ${row.total}`);
console.log(
  JSON.stringify({
    rows: row.written,
    seconds: (performance.now() - started) / 1000,
    megabytes: statSync(exportFile(deps.exportsDir, id).whole).size / 1e6,
    rssMb: Math.round(peak / 1024 ** 2),
    longestTurnMs: Math.round(turns.max / 1e6),
  }),
);
await db.$disconnect();
