import { createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { noteAccessOfMany } from '~/knowledge/enterprises/note-access.server';
import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, SqlReader } from '~/prisma/database.server';
import type { FormExport } from '~/prisma/generated/client';
import type { JobHandler } from '~/prisma/jobs/work-jobs.server';

import { factsIn, type Provenance } from '../prefill/field-provenance';
import type { FormLocale } from '../words/say';
import { exportChoiceSchema, type ExportFormat } from './export-choice';
import { exportContent, passesOf } from './export-content.server';
import { deleteExportFile, exportFile } from './export-file.server';
import { exportTitle } from './export-title.server';
import type { ApplicationRow, ExportScope } from './read-applications.server';

export interface ExportDependencies {
  db: Db;
  /** A connection of the export's own, which reads the whole form and is closed at its end. */
  openReader: () => SqlReader;
  now: () => Date;
  filesDir: string;
  exportsDir: string;
}

/** Somebody cancelled it while it was written. */
class CancelledError extends Error {}

/** After so many tries a fault that isn't understood ends an export. */
const mostTries = 3;

/** The job that writes an export; run again after a crash it begins anew, and the file appears whole or not at all. */
export function writeExportHandler(deps: ExportDependencies): JobHandler {
  return async ({ payload, signal, attempt }) => {
    const { exportId } = payload as { exportId: string };
    try {
      await writeExport(deps, exportId, signal);
    } catch (error) {
      const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
      const isCancelled = error instanceof CancelledError;
      const isOver = isFull || (attempt >= mostTries && !signal.aborted);
      if (isOver && !isCancelled) await fail(deps, exportId, isFull ? 'disk-full' : 'fault');
      await deleteExportFile(deps.exportsDir, exportId);
      if (!isCancelled && !isFull) throw error;
    }
  };
}

async function writeExport(deps: ExportDependencies, id: string, signal: AbortSignal): Promise<void> {
  const { db, now } = deps;
  const row = await db.formExport.findUnique({ where: { id } });
  if (!row || (row.state !== 'waiting' && row.state !== 'running')) return;
  if (!(await stillReviews(db, row))) return fail(deps, id, 'right-lost');
  await db.formExport.updateMany({ where: { id, state: 'waiting' }, data: { state: 'running' } });
  await mkdir(deps.exportsDir, { recursive: true, mode: 0o700 });
  const { part, whole } = exportFile(deps.exportsDir, id);
  const { written, missingFiles } = await writeContent(deps, row, part, signal);
  const { size } = await stat(part);
  await rename(part, whole);
  const at = now();
  await db.$transaction(async (tx) => {
    const { count } = await tx.formExport.updateMany({
      where: { id, state: 'running' },
      data: {
        state: 'done',
        sizeBytes: size,
        written,
        missingFiles,
        finishedAt: at,
      },
    });
    if (count === 0) throw new CancelledError();
    const subject = { subjectKind: 'form-export', subjectId: id };
    const detail = { formId: row.formId, requestedById: row.requestedById, sizeBytes: size, missingFiles };
    await appendAuditEntry(tx, systemReader, { action: 'export.written', ...subject, detail }, at);
  });
}

/** Writes the bytes, by a connection of its own: what is read through once drives no page out of the others' cache. */
async function writeContent(
  deps: ExportDependencies,
  row: FormExport,
  file: string,
  signal: AbortSignal,
): Promise<{ written: number; missingFiles: number }> {
  const { db, filesDir } = deps;
  const format = row.format as ExportFormat;
  const scope: ExportScope = {
    formId: row.formId,
    departmentId: row.departmentId,
    choice: exportChoiceSchema.parse(row.choice),
    until: row.createdAt,
  };
  let [read, missingFiles] = [0, 0];
  const written = () => Math.floor(read / passesOf(format));
  const sql = deps.openReader();
  try {
    const content = exportContent(
      {
        ...{ sql, filesDir, scope, at: row.createdAt, total: row.total },
        title: await exportTitle(db, row.formId, row.locale),
        locale: row.locale as FormLocale,
        async onRows(rows) {
          read += rows.length;
          await noteExported(deps, row, rows);
          await note(db, row.id, written());
        },
        onMissingFile: () => void (missingFiles += 1),
      },
      format,
    );
    await pipeline(
      Readable.from(content, { objectMode: false }),
      createWriteStream(file, { mode: 0o600, flush: true }),
      { signal },
    );
  } finally {
    sql.close();
  }
  return { written: written(), missingFiles };
}

/** The firms can read that their applications left, and with which facts of theirs. */
async function noteExported(
  { db, now }: ExportDependencies,
  { id, requestedById, requestedByName, departmentId }: FormExport,
  rows: readonly ApplicationRow[],
): Promise<void> {
  const actor = { id: requestedById, name: requestedByName, departmentId };
  const seen = rows.map(({ enterpriseId, provenance }) => ({
    enterpriseId,
    keys: factsIn(JSON.parse(provenance) as Provenance),
  }));
  await noteAccessOfMany(db, actor, { purpose: 'export', subjectId: id, at: now() }, seen);
}

/** How far it is; stops when somebody cancelled it. */
async function note(db: Db, id: string, written: number): Promise<void> {
  const { count } = await db.formExport.updateMany({ where: { id, state: 'running' }, data: { written } });
  if (count === 0) throw new CancelledError();
}

async function fail({ db, now }: ExportDependencies, id: string, fault: string): Promise<void> {
  await db.formExport.updateMany({
    where: { id, state: { in: ['waiting', 'running'] } },
    data: { state: 'failed', fault, finishedAt: now() },
  });
}

/** A role that was taken away between the asking and the writing counts as taken. */
async function stillReviews(db: Db, row: { requestedById: string; departmentId: string }): Promise<boolean> {
  const { requestedById: personId, departmentId } = row;
  const held = { personId, departmentId, role: 'reviewer', person: { disabledAt: null } };
  return (await db.appointment.count({ where: held })) > 0;
}
