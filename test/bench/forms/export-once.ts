import { rmSync, statSync } from 'node:fs';
import path from 'node:path';

import { exportFile } from '~/forms/exports/export-file.server';
import { requestExport } from '~/forms/exports/request-export.server';
import { writeExportHandler } from '~/forms/exports/write-export.server';
import { anonymousReader } from '~/prisma/access/reader';
import { openDatabase, openReader } from '~/prisma/database.server';

import { watchMemory } from './watch-memory';
import { writtenForm } from './write-applications';

/** Writes one export as the job does, in this process alone, and prints what it took as JSON. */
const [dir = '', format = ''] = process.argv.slice(2);
const file = path.join(dir, 'huiqitong.db');
const db = openDatabase(file);
const deps = {
  ...{ db, sql: openReader(file), now: () => new Date('2026-11-22T02:00:00Z'), locale: 'zh-CN' as const },
  openReader: () => openReader(file, { cacheKb: 4_000 }),
  ...{ filesDir: path.join(dir, 'files'), exportsDir: path.join(dir, 'exports') },
};
const reader = {
  ...anonymousReader,
  ...{ kind: 'person' as const, personId: 'reviewer', name: 'reviewer' },
  appointments: [{ role: 'reviewer' as const, departmentId: 'science' }],
};
const id = await requestExport(deps, reader, { formId: writtenForm, format, choice: {} });
const measured = watchMemory();
await writeExportHandler(deps)({
  ...{ id: 'bench', payload: { exportId: id } as never, attempt: 1 },
  signal: new AbortController().signal,
  progress: () => Promise.resolve(),
});
const row = await db.formExport.findUniqueOrThrow({ where: { id } });
if (row.state !== 'done' || row.written !== row.total)
  throw new Error(`The export ended as ${row.state} after ${row.written} of ${row.total}`);
const { whole } = exportFile(deps.exportsDir, id);
console.log(JSON.stringify(measured({ rows: row.written, bytes: statSync(whole).size })));
// The next size needs the room.
rmSync(whole);
await db.$disconnect();
